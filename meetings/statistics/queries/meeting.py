"""The figures of one meeting."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ColumnElement, case, func, select

from meetings.attendance import queries as attendance
from meetings.attendance.queries.completions import live_completions
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.registration.models import Affiliation, Participation
from meetings.registration.rules.counting import counts_as_confirmed
from meetings.statistics import rules
from meetings.statistics.queries.codes import capacities
from meetings.statistics.queries.selects import Ids, completed, days, surplus
from meetings.statistics.rules import COUNTED, Count, Figures, Line, Report, ReportCell


def figures(meeting_id: int) -> Figures:
    """All figures of a meeting: persons, day presences, headcounts."""
    counting = frozenset(code for code, each in capacities().items() if each.counts)
    return rules.figures(
        lines(meeting_id),
        counting=counting,
        reports=reports((meeting_id,)).get(meeting_id, ()),
    )


def lines(meeting_id: int) -> tuple[Line, ...]:
    """A meeting's registered, confirmed, attended and completed persons and its day presences.

    By sex, capacity and the State that is represented (of the principal affiliation): one
    grouped query for all of them.
    """
    here = (meeting_id,)
    by_day = days(here)
    confirmed = counts_as_confirmed()
    present = by_day.c.days.is_not(None)
    records = live_completions(here).subquery()
    wanted = (
        select(
            Participation.sex,
            Participation.capacity_code,
            Affiliation.state_code,
            func.count(),
            _number(confirmed),
            _number(confirmed & present),
            func.coalesce(func.sum(case((confirmed, by_day.c.days), else_=0)), 0),
            _number(completed(by_day, records)),
        )
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .outerjoin(records, records.c.participation_id == Participation.id)
        .outerjoin(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .outerjoin(by_day, by_day.c.participation_id == Participation.id)
        .where(
            Participation.meeting_id == meeting_id,
            Participation.status.in_(COUNTED[Count.REGISTERED]),
            Participation.id.not_in(surplus(here)),
        )
        .group_by(Participation.sex, Participation.capacity_code, Affiliation.state_code)
    )
    return tuple(
        Line(sex, capacity, state, *map(int, numbers))
        for sex, capacity, state, *numbers in db.session.execute(wanted)
    )


def reports(meeting_ids: Ids) -> dict[int, tuple[Report, ...]]:
    """Meeting -> the headcounts in force, as the counting rules read them."""
    found: dict[int, list[Report]] = defaultdict(list)
    for each in attendance.headcounts(meeting_ids):
        cells = tuple(ReportCell(c.sex, c.personnel_kind_code, c.count) for c in each.cells)
        found[each.meeting_id].append(Report(each.covers, each.total, each.qualifier, cells))
    return {meeting_id: tuple(rows) for meeting_id, rows in found.items()}


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
