"""What somebody agreed to, and until when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select

from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import roots_of
from meetings.registration.models import Consent, Participation
from meetings.registration.rules.consents import Answer, Purpose, answer, was_asked


@dataclass(frozen=True)
class Agreed:
    """A purpose, whether it is agreed to now, and to which text since when; or until when it was.

    `is_unasked`: who was named by others, or is invited, was never asked for the list.
    She stands in it until she says no, and has agreed to nothing.
    """

    purpose: Purpose
    is_given: bool
    is_unasked: bool = False
    version: str = ""
    since: datetime | None = None
    until: datetime | None = None


def consents(participation: Participation) -> list[Agreed]:
    """What she agrees to at this moment, one line for each purpose."""
    latest = {each.purpose: each for each in all_consents(participation.id)}
    return [_agreed(purpose, latest.get(purpose), participation) for purpose in Purpose]


def all_consents(participation_id: int) -> Sequence[Consent]:
    """Every consent of a registration, given or withdrawn, the first first."""
    query = select(Consent).where(Consent.participation_id == participation_id)
    return db.session.scalars(query.order_by(Consent.id)).all()


def answers_to(purpose: Purpose, person_ids: Collection[int]) -> dict[int, Answer]:
    """What people (ids of records that stand for themselves) say to a purpose by all registrations
    of theirs, merged records included; who has none was never asked and is left out. Two
    statements."""
    roots = roots_of(Person)
    root = func.coalesce(roots.c.root, Participation.person_id)
    hers = select(root, Participation.way, Participation.consent_version, _has_answered())
    hers = hers.outerjoin(roots, roots.c.id == Participation.person_id).where(root.in_(person_ids))
    asked: dict[int, bool] = {}
    for person_id, way, version, said_so in db.session.execute(hers.distinct()):
        is_asked = was_asked(way, version, has_answered=said_so)
        asked[person_id] = asked.get(person_id, False) or is_asked
    said = select(root, Consent.withdrawn_at.is_(None))
    said = said.join(Participation, Participation.id == Consent.participation_id)
    said = said.outerjoin(roots, roots.c.id == Participation.person_id)
    said = said.where(Consent.purpose == purpose, root.in_(person_ids))
    given: dict[int, set[bool]] = {}
    for person_id, is_given in db.session.execute(said.distinct()):
        given.setdefault(person_id, set()).add(bool(is_given))
    return {
        person_id: answer(
            is_given=True in given.get(person_id, ()),
            is_withdrawn=False in given.get(person_id, ()),
            is_asked=is_asked,
        )
        for person_id, is_asked in asked.items()
    }


def _has_answered() -> ColumnElement[bool]:
    """Whether a registration says yes or no to the public list."""
    listed = exists().where(
        Consent.participation_id == Participation.id, Consent.purpose == Purpose.LIST
    )
    return or_(Participation.is_unlisted, listed)


def _agreed(purpose: Purpose, row: Consent | None, participation: Participation) -> Agreed:
    if row is None:
        is_unasked = purpose == Purpose.LIST and not participation.is_unlisted
        return Agreed(purpose, is_given=False, is_unasked=is_unasked)
    is_given = row.withdrawn_at is None
    return Agreed(
        purpose, is_given, version=row.version, since=row.given_at, until=row.withdrawn_at
    )
