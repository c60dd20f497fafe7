"""Who was present on which day, row by row, and what was undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from meetings.attendance.models import EventKind, PresenceEvent
from meetings.attendance.queries.events import live_ins
from meetings.db import db
from meetings.directory.models import Person
from meetings.localized import fold
from meetings.pagination import Page, offset
from meetings.registration.models import Affiliation, Participation


def with_person(wanted: Select[Participation]) -> Select[Participation]:
    """Load with each participation whatever a list shows of it, in a fixed number of queries."""
    return wanted.options(
        joinedload(Participation.person),
        joinedload(Participation.capacity),
        selectinload(Participation.affiliations).joinedload(Affiliation.organization),
    )


@dataclass(frozen=True)
class DayPresence:
    """Somebody on one day: since when, by which event, recorded how many times."""

    participation: Participation
    day: date
    event_id: str
    since: datetime
    times: int


@dataclass(frozen=True)
class Undone:
    """A presence that was taken back: the arrival, how many times it was pressed, the undo."""

    arrival: PresenceEvent
    undo: PresenceEvent
    times: int


def day_list(
    meeting_id: int, *, day: date | None = None, page: int = 1, size: int = 50
) -> Page[DayPresence]:
    """Whom the door let in on which day, a row for each person and day, by day and surname.

    Accents and case do not count. Those who are no longer confirmed are among them, although no
    figure counts them.
    """
    rows = _in_order(_arrivals(meeting_id, day))
    start = offset(page, size)
    shown = rows[start : start + size]
    ids = {row.participation_id for row in shown}
    found = db.session.scalars(with_person(select(Participation).where(Participation.id.in_(ids))))
    people = {each.id: each for each in found}
    items = [
        DayPresence(people[row.participation_id], row.day, row.event_id, row.at, row.times)
        for row in shown
    ]
    return Page(items, page, size, len(rows))


def undone(meeting_id: int, *, limit: int = 50) -> list[Undone]:
    """The latest undone presences of a meeting; what one undo took back together is one line."""
    target = aliased(PresenceEvent)
    rows = db.session.execute(
        select(PresenceEvent, target)
        .join(target, target.id == PresenceEvent.undoes)
        .where(PresenceEvent.meeting_id == meeting_id, PresenceEvent.kind == EventKind.UNDO)
        .options(
            joinedload(PresenceEvent.participation).joinedload(Participation.person),
        )
        .order_by(
            PresenceEvent.at.desc(),
            PresenceEvent.participation_id,
            target.day,
            PresenceEvent.actor_label,
            target.at,
            target.id,
        )
        .limit(limit)
    ).all()
    found = []
    for _together, group in groupby(rows, _of_one_undo):
        events = list(group)
        undo, arrival = events[0]
        found.append(Undone(arrival, undo, len({event.id for _undo, event in events})))
    return found


def _of_one_undo(row: Row[PresenceEvent, PresenceEvent]) -> tuple[object, ...]:
    undo, event = row
    return (undo.at, undo.participation_id, event.day, undo.actor_label)


def _arrivals(meeting_id: int, day: date | None) -> Select[Any]:
    """Person and day, each once, with the earliest event that no undo took back."""
    mine = live_ins().where(PresenceEvent.meeting_id == meeting_id)
    if day is not None:
        mine = mine.where(PresenceEvent.day == day)
    together = (PresenceEvent.participation_id, PresenceEvent.day)
    place = func.row_number().over(
        partition_by=together, order_by=(PresenceEvent.at, PresenceEvent.id)
    )
    ranked = mine.with_only_columns(
        *together,
        PresenceEvent.id.label("event_id"),
        PresenceEvent.at,
        func.count().over(partition_by=together).label("times"),
        place.label("place"),
    ).subquery()
    return (
        select(ranked, Person.surnames, Person.given_names)
        .join(Participation, Participation.id == ranked.c.participation_id)
        .join(Person, Person.id == Participation.person_id)
        .where(ranked.c.place == 1)
    )


def _in_order(wanted: Select[Any]) -> Sequence[Row[Any]]:
    """By day and folded surname. The database has no such order, so all rows are read, lightly."""
    rows = db.session.execute(wanted).all()
    names = {
        row.participation_id: (fold(row.surnames), fold(row.given_names), row.participation_id)
        for row in rows
    }
    return sorted(rows, key=lambda row: (row.day, names[row.participation_id]))
