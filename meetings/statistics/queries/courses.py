"""The editions of a course: enrolled, active, completed, by sex; and completions by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Integer, case, cast, func, select

from meetings.attendance.queries.completions import live_completions
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Capacity, Person
from meetings.directory.queries import roots_of
from meetings.registration.models import Participation
from meetings.registration.rules.counting import counts_as_confirmed
from meetings.statistics.queries.selects import Ids, completed, days, surplus
from meetings.statistics.rules import COUNTED, Count, Split


@dataclass(frozen=True)
class TrainedLine:
    """Who completed a meeting, by sex and personnel.

    `completed` are persons of this meeting; `persons` those of them who completed none of the
    other meetings later: summed over the meetings, distinct persons.
    """

    meeting_id: int
    sex: str
    personnel_kind: str
    completed: int
    persons: int


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
    confirmed = counts_as_confirmed()
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
            counts_as_confirmed(),
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


def trained(
    meeting_ids: Ids, *, capacity_codes: Collection[str], first: date, last: date
) -> tuple[TrainedLine, ...]:
    """Who completed the meetings within a period, both days inclusive, in one statement.

    The day is that of the record; without one, and outside of courses, the meeting's first day.
    Each person takes her sex and kind of personnel from what she completed last.
    """
    by_day, records = days(meeting_ids), live_completions(meeting_ids).subquery()
    roots = roots_of(Person)
    on = func.coalesce(records.c.completed_on, Meeting.starts_on)
    person = func.coalesce(roots.c.root, Participation.person_id)
    latest = (on.desc(), Participation.id.desc())
    grouping = (Participation.meeting_id, Participation.sex, Participation.personnel_kind_code)
    done = (
        select(
            *grouping,
            func.row_number()
            .over(partition_by=(Participation.meeting_id, person), order_by=latest)
            .label("here"),
            func.row_number().over(partition_by=person, order_by=latest).label("anywhere"),
        )
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .outerjoin(by_day, by_day.c.participation_id == Participation.id)
        .outerjoin(records, records.c.participation_id == Participation.id)
        .where(
            Participation.meeting_id.in_(meeting_ids),
            Participation.capacity_code.in_(capacity_codes),
            completed(by_day, records),
            on.between(first, last),
        )
        .subquery()
    )
    keys = (done.c.meeting_id, done.c.sex, done.c.personnel_kind_code)
    wanted = (
        select(*keys, _number(done.c.here == 1), _number(done.c.anywhere == 1))
        .group_by(*keys)
        .order_by(*keys)
    )
    return tuple(
        TrainedLine(meeting_id, sex, kind, int(here), int(anywhere))
        for meeting_id, sex, kind, here, anywhere in db.session.execute(wanted)
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
