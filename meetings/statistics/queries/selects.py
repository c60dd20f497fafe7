"""The selections every figure is made of: who was there, and whom a merge counts once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select, union

from meetings.attendance import queries as attendance
from meetings.attendance.models import PresenceEvent
from meetings.calendar.models import Meeting
from meetings.directory.models import Person
from meetings.directory.queries import roots_of
from meetings.registration.models import Participation
from meetings.registration.rules.counting import counts_as_confirmed
from meetings.statistics.rules import COUNTED, Count

Ids = Collection[int]
Row = TypeVarTuple("Row")


def present(meeting_ids: Ids) -> Select[Any]:
    """The participations with presence that no undo took back."""
    live = attendance.live_ins().with_only_columns(PresenceEvent.participation_id)
    return live.where(PresenceEvent.meeting_id.in_(meeting_ids))


def days(meeting_ids: Ids) -> Subquery:
    """Participation -> on how many days it was present."""
    return (
        attendance.live_ins()
        .with_only_columns(
            PresenceEvent.participation_id, func.count(PresenceEvent.day.distinct()).label("days")
        )
        .where(PresenceEvent.meeting_id.in_(meeting_ids))
        .group_by(PresenceEvent.participation_id)
        .subquery()
    )


def completed(by_day: Subquery, records: Subquery) -> ColumnElement[bool]:
    """Whether a confirmed participation, joined to its meeting, days and record, is completed.

    By its dated record; outside of courses being there on one day is enough.
    """
    was_there = Meeting.course_id.is_(None) & by_day.c.days.is_not(None)
    is_recorded = records.c.participation_id.is_not(None)
    return (counts_as_confirmed()) & (is_recorded | was_there)


def attending(wanted: Select[*Row], meeting_ids: Ids) -> Select[*Row]:
    """Restrict to the participations that attended."""
    return wanted.where(
        Participation.meeting_id.in_(meeting_ids),
        Participation.status.in_(COUNTED[Count.ATTENDED]),
        Participation.id.in_(present(meeting_ids)),
    )


def surplus(meeting_ids: Ids) -> Select[Any]:
    """Participations of merged persons beside the one that counts in the same meeting."""
    roots = roots_of(Person)
    kin = union(
        select(roots.c.id.label("id"), roots.c.root.label("root")),
        select(roots.c.root.label("id"), roots.c.root.label("root")),
    ).subquery()
    confirmed = counts_as_confirmed()
    furthest = (
        case((confirmed & Participation.id.in_(present(meeting_ids)), 0), else_=1),
        case((confirmed, 0), else_=1),
        Participation.id.desc(),
    )
    place = func.row_number().over(
        partition_by=(Participation.meeting_id, kin.c.root), order_by=furthest
    )
    ranked = (
        select(Participation.id, place.label("place"))
        .join(kin, kin.c.id == Participation.person_id)
        .where(
            Participation.meeting_id.in_(meeting_ids),
            Participation.status.in_(COUNTED[Count.REGISTERED]),
        )
        .subquery()
    )
    return select(ranked.c.id).where(ranked.c.place > 1)
