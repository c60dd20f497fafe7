"""Reading frameworks and actions, and an indicator's value of any year, computed when asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, or_, select

from meetings.attendance.queries.completions import completion_days
from meetings.calendar.models import Kind, Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.directory.models import Body
from meetings.indicators import rules
from meetings.indicators.facts import Facts
from meetings.indicators.families import FAMILIES
from meetings.indicators.models import Action, Framework, Indicator, MeetingAction
from meetings.indicators.rules import HeldMeeting, Params, Period, Status, Value


@dataclass(frozen=True)
class Measured:
    """An indicator with its value of a year."""

    indicator: Indicator
    value: Value


def frameworks() -> Sequence[Framework]:
    """The plans, in their order."""
    return db.session.scalars(select(Framework).order_by(Framework.sort, Framework.code)).all()


def framework(code: str) -> Framework | None:
    """A plan by its code."""
    return db.session.get(Framework, code)


def indicator(framework_code: str, code: str) -> Indicator | None:
    """An indicator of a plan by its code."""
    found = db.session.get(Indicator, code)
    return found if found and found.framework_code == framework_code else None


def actions() -> tuple[tuple[Framework, tuple[Action, ...]], ...]:
    """Each plan with its actions, in the order of the plan: what an officer chooses from."""
    grouped: dict[str, list[Action]] = defaultdict(list)
    for action in db.session.scalars(select(Action).order_by(Action.sort, Action.code)):
        grouped[action.framework_code].append(action)
    return tuple((each, tuple(grouped[each.code])) for each in frameworks())


def actions_of(meeting_id: int) -> tuple[str, ...]:
    """The codes of the actions a meeting serves, in the order of their plans."""
    wanted = (
        select(Action.code)
        .join(MeetingAction, MeetingAction.action_code == Action.code)
        .where(MeetingAction.meeting_id == meeting_id)
        .order_by(Action.sort, Action.code)
    )
    return tuple(db.session.scalars(wanted))


def size(framework_code: str) -> int:
    """How many indicators a plan has."""
    wanted = select(func.count()).where(Indicator.framework_code == framework_code)
    return db.session.scalar(wanted) or 0


def year(plan: Framework, year: int, *, as_of: datetime) -> tuple[Measured, ...]:
    """Every indicator of a plan with its value of a year, in the order of the plan.

    Computed from what stands in the database now: nothing is kept between two calls.
    """
    wanted = select(Indicator).where(Indicator.framework_code == plan.code)
    indicators = db.session.scalars(wanted.order_by(Indicator.sort)).all()
    return _measured(plan, indicators, year=year, as_of=as_of)


def value(plan: Framework, indicator: Indicator, *, year: int, as_of: datetime) -> Value:
    """One indicator's value of a year."""
    return _measured(plan, [indicator], year=year, as_of=as_of)[0].value


def held(within: Period) -> tuple[HeldMeeting, ...]:
    """The held meetings that begin within a period or were completed by somebody in it, by date.

    No others ever reach an indicator.
    """
    completed = completion_days(within.first, within.last)
    begins = Meeting.starts_on.between(within.first, within.last)
    chosen = (
        Meeting.status == MeetingStatus.HELD,
        or_(begins, Meeting.id.in_(completed)) if completed else begins,
    )
    linked: dict[int, set[str]] = defaultdict(set)
    links = select(MeetingAction.meeting_id, MeetingAction.action_code).where(
        MeetingAction.meeting_id.in_(select(Meeting.id).where(*chosen))
    )
    for meeting_id, action in db.session.execute(links):
        linked[meeting_id].add(action)
    wanted = (
        select(
            Meeting.id,
            Meeting.slug,
            Meeting.title,
            Meeting.starts_on,
            Meeting.kind_code,
            Body.mechanism,
            Meeting.involvement,
            Meeting.course_id.is_not(None),
        )
        .join(Kind, Kind.code == Meeting.kind_code)
        .outerjoin(Body, Body.code == func.coalesce(Meeting.body_code, Kind.body_code))
        .where(*chosen)
        .order_by(Meeting.starts_on, Meeting.id)
    )
    return tuple(
        HeldMeeting(*row, frozenset(linked[row[0]]), completed.get(row[0], frozenset()))
        for row in db.session.execute(wanted)
    )


def _measured(
    plan: Framework, indicators: Sequence[Indicator], *, year: int, as_of: datetime
) -> tuple[Measured, ...]:
    """Choose each indicator's meetings, then let its family compute over shared facts."""
    read = {each.code: Params.read(each.params) for each in indicators}
    periods = {
        code: rules.period(year, plan_starts_on=plan.starts_on, cumulative=of.cumulative)
        for code, of in read.items()
    }
    params = {code: replace(of, within=periods[code]) for code, of in read.items()}
    reach = Period(min(p.first for p in periods.values()), max(p.last for p in periods.values()))
    meetings = held(reach)
    chosen = {
        each.code: tuple(
            meeting
            for meeting in meetings
            if rules.serves(meeting, params[each.code], within=periods[each.code])
        )
        for each in indicators
        if each.family in FAMILIES
    }
    facts = Facts((m for found in chosen.values() for m in found), as_of=as_of)
    return tuple(
        Measured(each, _value(each, params[each.code], chosen.get(each.code, ()), year, facts))
        for each in indicators
    )


def _value(
    indicator: Indicator, params: Params, found: tuple[HeldMeeting, ...], year: int, facts: Facts
) -> Value:
    family = indicator.family if indicator.family in FAMILIES else ""
    status = rules.status_of(
        family=family, computation=indicator.computation, year=year, as_of=facts.as_of
    )
    computed = (
        FAMILIES[family](params, found, facts=facts)
        if status == Status.VALUE
        else Value(status, facts.as_of)
    )
    return replace(
        computed,
        baseline=indicator.baseline,
        target=indicator.target,
        progress=rules.progress(
            computed.number,
            baseline=indicator.baseline,
            target=indicator.target,
            cumulative=params.cumulative,
        ),
    )
