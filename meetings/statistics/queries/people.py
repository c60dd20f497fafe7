"""People over several meetings: attendances, distinct persons, holders of terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Person, Term
from meetings.directory.queries import roots_of
from meetings.registration.models import Participation
from meetings.statistics.queries.organizations import represented
from meetings.statistics.queries.selects import Ids, attending, surplus


@dataclass(frozen=True)
class AttendedLine:
    """Attendances of a meeting (person x meeting), named ones, by sex, capacity and personnel."""

    meeting_id: int
    sex: str
    capacity: str
    personnel_kind: str
    number: int


@dataclass(frozen=True)
class PersonLine:
    """Distinct persons over several meetings, by what each was at her latest counted meeting."""

    sex: str
    personnel_kind: str
    number: int


@dataclass(frozen=True)
class HolderPresence:
    """A holder of a term in force on the meeting's first day, present at the meeting."""

    meeting_id: int
    person_id: int
    sex: str
    capacity: str
    state: str | None


def attended(meeting_ids: Ids) -> dict[int, tuple[AttendedLine, ...]]:
    """Meeting -> its named attendances; every capacity is there, those that don't count too."""
    grouping = (
        Participation.meeting_id,
        Participation.sex,
        Participation.capacity_code,
        Participation.personnel_kind_code,
    )
    wanted = (
        attending(select(*grouping, func.count()), meeting_ids)
        .where(Participation.id.not_in(surplus(meeting_ids)))
        .group_by(*grouping)
    )
    found: dict[int, list[AttendedLine]] = defaultdict(list)
    for row in db.session.execute(wanted):
        found[row[0]].append(AttendedLine(*row))
    return {meeting_id: tuple(rows) for meeting_id, rows in found.items()}


def persons(
    meeting_ids: Ids, *, capacity_codes: Collection[str], for_organizations: bool = False
) -> tuple[PersonLine, ...]:
    """Distinct persons who attended any of the meetings in one of the capacities.

    Each takes her sex and kind of personnel from her latest counted participation. With
    `for_organizations` only those who represented one.
    """
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Participation.person_id)
    latest = func.row_number().over(
        partition_by=person, order_by=(Meeting.starts_on.desc(), Participation.id.desc())
    )
    columns = (Participation.sex, Participation.personnel_kind_code, latest.label("place"))
    inner = (
        attending(select(*columns), meeting_ids)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.capacity_code.in_(capacity_codes))
    )
    if for_organizations:
        inner = inner.where(Participation.id.in_(select(represented().c.participation_id)))
    seen = inner.subquery()
    grouping = (seen.c.sex, seen.c.personnel_kind_code)
    wanted = select(*grouping, func.count()).where(seen.c.place == 1).group_by(*grouping)
    return tuple(PersonLine(*row) for row in db.session.execute(wanted))


def holders(meeting_ids: Ids, *, body: str) -> tuple[HolderPresence, ...]:
    """Who held a term of the body on the first day of a meeting, and attended it, latest first."""
    person, of_term = roots_of(Person), roots_of(Person)
    of_participation = func.coalesce(person.c.root, Participation.person_id)
    wanted = (
        attending(
            select(
                Participation.meeting_id,
                of_participation,
                Participation.sex,
                Term.position_code,
                Term.state_code,
            ),
            meeting_ids,
        )
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .outerjoin(person, person.c.id == Participation.person_id)
        .join(Term, Term.body_code == body)
        .outerjoin(of_term, of_term.c.id == Term.person_id)
        .where(
            func.coalesce(of_term.c.root, Term.person_id) == of_participation,
            *_in_force(),
        )
        .order_by(Meeting.starts_on.desc(), Participation.id.desc(), Term.from_on.desc())
    )
    return tuple(HolderPresence(*row) for row in db.session.execute(wanted))


def appointed(meeting_ids: Ids, *, body: str) -> dict[int, int]:
    """Meeting -> how many persons held a term of the body on its first day."""
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Term.person_id)
    wanted = (
        select(Meeting.id, func.count(person.distinct()))
        .join(Term, Term.body_code == body)
        .outerjoin(roots, roots.c.id == Term.person_id)
        .where(Meeting.id.in_(meeting_ids), *_in_force())
        .group_by(Meeting.id)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _in_force() -> tuple[ColumnElement[bool], ...]:
    """The term covers the meeting's first day."""
    return (
        Term.from_on <= Meeting.starts_on,
        or_(Term.to_on.is_(None), Term.to_on >= Meeting.starts_on),
    )
