"""Another mail address of somebody registered: the links that follow it, and the offer of a way
back to who reads the former one (take_back.py goes it)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from meetings import tokens
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.directory.models import EarlierIdentity, Person
from meetings.directory.rules import full_name
from meetings.registration import mails
from meetings.registration.models import GONE, AddressChange, Participation

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
    mails.moved(
        participation,
        former,
        called=called_before(participation.person, at=at),
        secret=secret,
        until=until,
        is_own=is_own,
        at=at,
    )


def called_before(person: Person, *, at: datetime) -> str:
    """Under which name somebody was known until her record was written anew at an instant."""
    row = db.session.scalar(
        select(EarlierIdentity)
        .where(EarlierIdentity.person_id == person.id, EarlierIdentity.until == at)
        .order_by(EarlierIdentity.id.desc())
        .limit(1)
    )
    return full_name(row.given_names, row.surnames) if row else person.full_name


def send_links(person: Person, *, is_back: bool = False, at: datetime) -> None:
    """Mail a person anew the links to her own pages, for her address is another one or the former
    one again (`is_back`); the earlier links are revoked."""
    cause = mails.Cause.BACK if is_back else mails.Cause.ADDRESS
    held = db.session.scalars(select(Participation).where(Participation.person_id == person.id))
    for each in held.all():
        each.link_generation += 1
        if each.status not in GONE:
            mails.link(each, cause, at=at)
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


def forget_addresses(*, at: datetime) -> int:
    """Former addresses that nobody can take back any more are kept no longer; how many."""
    old = delete(AddressChange).where(AddressChange.expires_at <= at)
    done = db.session.execute(old, execution_options={"synchronize_session": False})
    return int(getattr(done, "rowcount", 0))
