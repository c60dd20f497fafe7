"""Another mail address of somebody registered: the links that follow it, and the way back for who
reads the former one."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from meetings import audit, tokens
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.operations import correct_person
from meetings.registration import mails
from meetings.registration.models import GONE, AddressChange, Participation
from meetings.registration.operations import single_use
from meetings.registration.operations.written import keep_written
from meetings.registration.queries.corrections import facts_of

TAKEN_BACK_WITHIN = timedelta(days=7)


def follow(participation: Participation, former: str, *, by: Actor, at: datetime) -> None:
    """After somebody's address has become another one: it is sent the links to her own pages, those
    sent before open nothing any more, and the former address is told with the link that leads back,
    whoever changed it: her page may have been opened by somebody else, and an officer or her State
    may have been told something wrong, or have meant another person.
    """
    send_links(participation.person, at=at)
    if not former:
        return
    is_own = by.kind == ActorKind.LINK and by.id == participation.public_id
    secret, until = _offer_back(participation, former, at=at)
    mails.moved(participation, former, secret=secret, until=until, is_own=is_own, at=at)


def send_links(person: Person, *, at: datetime) -> None:
    """Mail a person anew the links to her own pages; the earlier ones are revoked."""
    held = db.session.scalars(select(Participation).where(Participation.person_id == person.id))
    for each in held.all():
        each.link_generation += 1
        if each.status not in GONE:
            mails.link(each, at=at)
    db.session.flush()


def _offer_back(participation: Participation, former: str, *, at: datetime) -> tuple[str, datetime]:
    secret, until = secrets.token_urlsafe(24), at + TAKEN_BACK_WITHIN
    row = AddressChange(
        secret_digest=tokens.digest(secret),
        person_id=participation.person_id,
        participation_id=participation.id,
        former=former,
        changed_at=at,
        expires_at=until,
    )
    db.session.add(row)
    db.session.flush()
    return secret, until


def take_address_back(secret: str, *, at: datetime) -> bool:
    """Write the former address again and send it the links to her own pages; says whether a link
    of this secret could be used.

    It works once; of two uses one counts. What was changed after it can be taken back no longer:
    nobody who came between keeps a way in. The address that loses is told, without a way back.
    """
    row = single_use.use(AddressChange, secret, at=at)
    if row is None:
        return False
    participation = db.session.get_one(Participation, row.participation_id)
    person = participation.person
    later = delete(AddressChange).where(
        AddressChange.person_id == row.person_id, AddressChange.id > row.id
    )
    db.session.execute(later, execution_options={"synchronize_session": False})
    before = facts_of(participation)
    lost, names = person.email, {"given_names": person.given_names, "surnames": person.surnames}
    if not correct_person(person, **names, email=row.former, at=at):
        return True
    participation.changed_at = at
    by = Actor(ActorKind.LINK, participation.public_id, "former address")
    subject = ("participation", participation.public_id)
    changes = {"fields": ["email"]}
    audit.record("registration.take_address_back", subject, by=by, at=at, changes=changes)
    keep_written(participation, before, by=by, at=at)
    send_links(person, at=at)
    if lost:
        mails.moved(participation, lost, at=at)
    return True


def forget_addresses(*, at: datetime) -> int:
    """Former addresses that nobody can take back any more are kept no longer; how many."""
    old = delete(AddressChange).where(AddressChange.expires_at <= at)
    done = db.session.execute(old, execution_options={"synchronize_session": False})
    return int(getattr(done, "rowcount", 0))
