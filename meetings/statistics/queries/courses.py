"""The editions of a course: enrolled, active, completed, by sex; and completions by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, case, cast, func, select

from meetings.attendance.queries.completions import live_completions
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Capacity
from meetings.registration.models import Participation, Status
from meetings.statistics.queries.selects import Ids, completed, days, surplus
from meetings.statistics.rules import COUNTED, Count, Split


@dataclass(frozen=True)
class EditionFigures:
    """Persons of an edition who count, by sex; active: present at least once."""

    enrolled: Split
    confirmed: Split
    active: Split
    completed: Split


def edition_figures(meeting_ids: Ids) -> Mapping[int, EditionFigures]:
    """Edition -> its figures: one grouped statement for all of them."""
    by_day, records = days(meeting_ids), live_completions(meeting_ids).subquery()
    confirmed = Participation.status == Status.CONFIRMED
    wanted = (
        select(
            Participation.meeting_id,
            Participation.sex,
            func.count(),
            _number(confirmed),
            _number(confirmed & by_day.c.days.is_not(None)),
            _number(completed(by_day, records)),
        )
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .outerjoin(by_day, by_day.c.participation_id == Participation.id)
        .outerjoin(records, records.c.participation_id == Participation.id)
        .where(
            Participation.meeting_id.in_(meeting_ids),
            Participation.status.in_(COUNTED[Count.REGISTERED]),
            Participation.id.not_in(surplus(meeting_ids)),
            Capacity.counts,
        )
        .group_by(Participation.meeting_id, Participation.sex)
    )
    found: dict[int, list[Split]] = defaultdict(lambda: [Split()] * 4)
    for meeting_id, sex, *numbers in db.session.execute(wanted):
        parts = [Split.of(sex, int(number)) for number in numbers]
        pairs = zip(found[meeting_id], parts, strict=True)
        found[meeting_id] = [before + part for before, part in pairs]
    return {meeting_id: EditionFigures(*splits) for meeting_id, splits in found.items()}


def completions_by_year(meeting_ids: Ids) -> Mapping[int, Split]:
    """Year -> who completed an edition in it, by the day of the record, whenever it began."""
    records = live_completions(meeting_ids).subquery()
    year = cast(func.extract("year", records.c.completed_on), Integer)
    wanted = (
        select(year, Participation.sex, func.count())
        .join(records, records.c.participation_id == Participation.id)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .where(
            Participation.status == Status.CONFIRMED,
            Participation.id.not_in(surplus(meeting_ids)),
            Capacity.counts,
        )
        .group_by(year, Participation.sex)
        .order_by(year)
    )
    found: dict[int, Split] = {}
    for of, sex, number in db.session.execute(wanted):
        found[of] = found.get(of, Split()) + Split.of(sex, number)
    return found


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
