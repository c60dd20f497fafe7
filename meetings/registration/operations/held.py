"""Registrations whose mails are held at a former address while its change can be taken back: what
was changed on the page of one registration, whose link may have been passed on, or by a State on
its own list, opens no other registration of the same person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.directory.models import Person
from meetings.registration import mails
from meetings.registration.models import GONE, AddressChange, Correction, Hand, Participation


@dataclass(frozen=True)
class Before:
    """Where the mails of a registration went before its address was changed, and by what address
    its person was known: where her others were reached that are not held."""

    mailbox: str
    email: str


def before(participation: Participation) -> Before:
    """As it stands, before an address is written."""
    return Before(participation.mailbox, participation.person.email)


def readdress(participation: Participation, email: str) -> str:
    """Let the mails of one registration go to an address; the address by which its person is known
    from then on: the one she has where nothing changes for this registration, though it is held."""
    if email == participation.mailbox:
        return participation.person.email
    participation.held_email = None
    return email


def new_link(
    participation: Participation,
    cause: mails.Cause,
    *,
    held_until: datetime | None = None,
    at: datetime,
) -> None:
    """Mail the link to her own page anew; the earlier ones open nothing any more."""
    participation.link_generation += 1
    if participation.status not in GONE:
        mails.link(participation, cause, held_until=held_until, at=at)


def move_others(
    participation: Participation, was: Before, *, hand: Hand, by: Actor, at: datetime
) -> frozenset[str]:
    """After an address was changed with one registration: her others follow, as far as the hand
    that did it reaches; the rest stays held where it was reached. Returns at which addresses."""
    others = _others(participation)
    for each in others:
        reached = was.email if each.held_email is None else each.held_email
        follows = hand == Hand.STAFF or (hand == Hand.READER and reached == was.mailbox)
        follows = follows or reached == each.person.email
        was_held = each.held_email is not None
        each.held_email = None if follows else reached
        if each.mailbox != reached:
            new_link(each, mails.Cause.ADDRESS, at=at)
        if was_held == follows:
            _note("let_go" if follows else "hold", each, by=by, at=at)
    db.session.flush()
    return frozenset(each.held_email for each in others if each.held_email is not None)


def move_back(participation: Participation, was: Before, *, by: Actor, at: datetime) -> None:
    """After the change of an address was taken back: what was held there is hers again by the links
    it has, what had followed comes back, and what is held elsewhere stays so."""
    new_link(participation, mails.Cause.BACK, at=at)
    for each in _others(participation):
        if each.held_email == each.person.email:
            each.held_email = None
            _note("let_go", each, by=by, at=at)
        elif each.held_email is None and was.email != each.person.email:
            new_link(each, mails.Cause.BACK, at=at)
    db.session.flush()


def let_go(person: Person, *, by: Actor, at: datetime) -> None:
    """All that is held of a person follows her address, which an officer vouches for."""
    held = db.session.scalars(_of(person).where(Participation.held_email.is_not(None))).all()
    _release(held, by=by, at=at)


def let_go_settled(*, by: Actor, at: datetime) -> int:
    """What is held follows once nobody can take a change of her address back any more, and no
    officer is asked to; how many registrations did."""
    can_be_taken_back = exists().where(
        AddressChange.person_id == Participation.person_id, AddressChange.expires_at > at
    )
    held = db.session.scalars(
        select(Participation)
        .where(Participation.held_email.is_not(None), ~can_be_taken_back)
        .order_by(Participation.id)
        .with_for_update(of=Participation)
    ).all()
    asked = _asked({each.person_id for each in held}) if held else set()
    settled = [each for each in held if each.person_id not in asked]
    _release(settled, by=by, at=at)
    return len(settled)


def _release(held: Iterable[Participation], *, by: Actor, at: datetime) -> None:
    for each in held:
        reached, each.held_email = each.mailbox, None
        if each.mailbox != reached:
            new_link(each, mails.Cause.ADDRESS, at=at)
        _note("let_go", each, by=by, at=at)
    db.session.flush()


def _asked(person_ids: set[int]) -> set[int]:
    """Of these people, those of whose address an officer has yet to decide."""
    rows = db.session.execute(
        select(Participation.person_id, Correction.asked)
        .join(Correction, Correction.participation_id == Participation.id)
        .where(
            Participation.person_id.in_(person_ids),
            Participation.status.not_in(GONE),
            Correction.judged_at.is_(None),
        )
    )
    return {person_id for person_id, asked in rows if "email" in asked}


def _of(person: Person) -> Select[Participation]:
    return (
        select(Participation).where(Participation.person_id == person.id).order_by(Participation.id)
    )


def _others(participation: Participation) -> Sequence[Participation]:
    others = _of(participation.person).where(Participation.id != participation.id)
    return db.session.scalars(others).all()


def _note(verb: str, participation: Participation, *, by: Actor, at: datetime) -> None:
    subject = ("participation", participation.public_id)
    audit.record(f"registration.{verb}_address", subject, by=by, at=at)
