"""Secret addresses: behind a token, of a person, of somebody who signs in, of a body's members."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from meetings import tokens
from meetings.accounts.models import User
from meetings.calendar.models import CalendarVersion
from meetings.db import db
from meetings.directory.models import Person, Position, Term
from meetings.directory.queries import kin, resolved
from meetings.feeds import rules
from meetings.feeds.models import FeedAddress, FeedScope
from meetings.registration.models import Participation

PURPOSE = "feeds"
_NOBODY = str(uuid.UUID(int=0))
_READERS = (
    joinedload(FeedAddress.person),
    joinedload(FeedAddress.user),
    joinedload(FeedAddress.body),
)


@dataclass(frozen=True)
class Opened:
    """A secret address that answers, and the calendar's version at this moment."""

    address: FeedAddress
    version: int
    changed_at: datetime


@dataclass(frozen=True)
class Member:
    """Somebody who sits in a body today: in which position, until when, and her address.

    `language` is that of her latest registration, None where she has none.
    """

    person: Person
    position: Position
    to_on: date | None
    address: FeedAddress | None
    language: str | None

    @property
    def has_address(self) -> bool:
        """Whether she has one that answers."""
        return self.address is not None and is_current(self.address)


def token_of(address: FeedAddress) -> str:
    """The token of the address: its public id and generation, signed."""
    return tokens.sign_link(PURPOSE, address.public_id, address.generation)


def mailbox(person: Person | None) -> str | None:
    """The digest of a person's e-mail address, by which an address is bound to it."""
    return tokens.digest(f"{PURPOSE} {person.email}") if person else None


def is_current(address: FeedAddress) -> bool:
    """Whether an address answers: neither revoked nor made for an e-mail address of before."""
    return rules.is_current(address, mailbox(address.person))


def by_token(token: str) -> Opened | None:
    """The address behind a token; None for a forged, renewed or revoked one.

    Those cost the same statement, the same digest and the same comparison, so that the time it
    takes tells nothing; the address itself is read only where it answers.
    """
    public_id, generation = tokens.read_link(PURPOSE, token) or (_NOBODY, -1)
    row = db.session.execute(
        select(
            CalendarVersion.version,
            CalendarVersion.changed_at,
            FeedAddress.id,
            func.coalesce(FeedAddress.generation, 0).label("generation"),
            FeedAddress.mailbox,
            FeedAddress.revoked_at,
            Person.email,
        )
        .select_from(CalendarVersion)
        .outerjoin(FeedAddress, FeedAddress.public_id == public_id)
        .outerjoin(Person, Person.id == FeedAddress.person_id)
    ).one()
    told = tokens.digest(f"{PURPOSE} {row.email}")
    answers = rules.answers(row, generation, mailbox=None if row.email is None else told)
    if not answers or row.id is None:
        return None
    found = db.session.get_one(FeedAddress, row.id, options=_READERS)
    return Opened(found, row.version, row.changed_at)


def called(public_id: str) -> FeedAddress | None:
    """An address by its public id, revoked or not."""
    return db.session.scalar(_whole().where(FeedAddress.public_id == public_id))


def address_of_person(
    person: Person, *, scope: FeedScope, body_code: str | None = None
) -> FeedAddress | None:
    """A person's address of a kind, whether it answers or not; one that does first.

    One of a record that was merged into hers is hers, and so is one of the record that stands for
    her.
    """
    own = kin(Person, resolved(person).id)
    wanted = _whole().where(FeedAddress.person_id.in_(own), FeedAddress.scope == scope)
    if body_code is not None:
        wanted = wanted.where(FeedAddress.body_code == body_code)
    found = db.session.scalars(wanted.order_by(FeedAddress.id)).all()
    return next(iter(sorted(found, key=is_current, reverse=True)), None)


def of_user(user: User) -> Mapping[str, FeedAddress]:
    """Scope -> the address of somebody who signs in, revoked or not."""
    found = db.session.scalars(_whole().where(FeedAddress.user_id == user.id))
    return {each.scope: each for each in found}


def members(body_code: str, *, on: date) -> list[Member]:
    """The people who sit in a body on a day, by name, each with her address and language.

    A merged person is shown by the record that stands for her; four statements and one more for
    each merged record.
    """
    seated = _seated(body_code, on=on)
    kept = {person.id: resolved(person) for person, _position, _to_on in seated}
    addresses = _addresses_of_body(body_code)
    languages = _languages(set(kept) | {each.id for each in kept.values()})
    found: dict[int, Member] = {}
    for person, position, to_on in seated:
        stands = kept[person.id]
        found[stands.id] = Member(
            stands,
            position,
            to_on,
            addresses.get(stands.id) or addresses.get(person.id),
            languages.get(stands.id) or languages.get(person.id),
        )
    return sorted(found.values(), key=lambda each: each.person.folded_name)


def _seated(body_code: str, *, on: date) -> list[tuple[Person, Position, date | None]]:
    rows = db.session.execute(
        select(Person, Position, Term.to_on)
        .join(Term, Term.person_id == Person.id)
        .join(Position, Position.code == Term.position_code)
        .where(
            Term.body_code == body_code,
            Term.from_on <= on,
            or_(Term.to_on.is_(None), Term.to_on >= on),
        )
        .order_by(Term.id)
    )
    return [(person, position, to_on) for person, position, to_on in rows]


def _addresses_of_body(body_code: str) -> dict[int, FeedAddress]:
    """Person (id) -> her address in a body; one that answers rather than one that does not."""
    rows = db.session.scalars(_whole().where(FeedAddress.body_code == body_code))
    ordered = sorted(rows, key=is_current)
    return {each.person_id: each for each in ordered if each.person_id is not None}


def _languages(people: set[int]) -> dict[int, str]:
    """Person (id) -> the language of her latest registration."""
    latest = (
        select(func.max(Participation.id))
        .where(Participation.person_id.in_(people))
        .group_by(Participation.person_id)
    )
    rows = db.session.execute(
        select(Participation.person_id, Participation.language).where(Participation.id.in_(latest))
    )
    return {row.person_id: row.language for row in rows}


def _whole() -> Select[FeedAddress]:
    return select(FeedAddress).options(*_READERS)
