"""How many were there and were expected: those who count, and beside them those who do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select

from meetings.attendance.models import PresenceEvent
from meetings.attendance.queries.events import live_ins, live_presence
from meetings.db import db
from meetings.directory.models import Capacity, Person
from meetings.directory.queries import roots_of
from meetings.registration.models import Participation
from meetings.registration.rules.counting import counts_as_confirmed


@dataclass(frozen=True)
class Heads:
    """How many people: those whose capacity counts, as statistics say it, and the others. Two
    participations of records that were merged are one person."""

    counting: int = 0
    apart: int = 0


def inside_now(meeting_id: int, day: date) -> Heads:
    """How many confirmed people are present on a day of the meeting."""
    return day_counts(meeting_id, day=day).get(day, Heads())


def confirmed(meeting_id: int) -> Heads:
    """How many people of the meeting are confirmed."""
    return _heads(meeting_id)


def attended(meeting_id: int) -> Heads:
    """How many confirmed people were present on at least one day."""
    return _heads(meeting_id, Participation.id.in_(_present(meeting_id)))


def named(meeting_id: int) -> int:
    """How many persons are recorded as present by name and count, merged records once.

    What a headcount of everyone stands in place of.
    """
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Participation.person_id)
    wanted = (
        select(func.count(person.distinct()))
        .select_from(Participation)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(
            counts_as_confirmed(),
            Capacity.counts,
            Participation.id.in_(_present(meeting_id)),
        )
    )
    return db.session.scalar(wanted) or 0


def day_counts(meeting_id: int, *, day: date | None = None) -> dict[date, Heads]:
    """Day -> how many confirmed people were present, in order; of one day when asked.

    A day on which only others were let in is there with 0.
    """
    present = live_presence().where(PresenceEvent.meeting_id == meeting_id)
    if day is not None:
        present = present.where(PresenceEvent.day == day)
    found = present.subquery()
    roots = roots_of(Person)
    rows = db.session.execute(
        select(found.c.day, *_numbers(roots))
        .join(Participation, Participation.id == found.c.participation_id)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .group_by(found.c.day)
        .order_by(found.c.day)
    )
    return {row[0]: Heads(*map(int, row[1:])) for row in rows}


def _heads(meeting_id: int, *conditions: ColumnElement[bool]) -> Heads:
    roots = roots_of(Person)
    wanted = (
        select(*_numbers(roots))
        .select_from(Participation)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.meeting_id == meeting_id, *conditions)
    )
    return Heads(*map(int, db.session.execute(wanted).one()))


def _numbers(roots: Subquery) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The confirmed persons who count, and those who do not."""
    confirmed = counts_as_confirmed()
    person = func.coalesce(roots.c.root, Participation.person_id)
    counting, apart = (
        func.count(case((confirmed & each, person)).distinct())
        for each in (Capacity.counts, ~Capacity.counts)
    )
    return counting, apart


def _present(meeting_id: int) -> Select[Any]:
    """The participations with presence that no undo took back."""
    mine = live_ins().with_only_columns(PresenceEvent.participation_id)
    return mine.where(PresenceEvent.meeting_id == meeting_id)
