"""How one takes part in a meeting, and what an officer plans on one form. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from meetings.accreditation import rules as accreditation
from meetings.calendar.models import Mode, Precision, Status
from meetings.calendar.rules import MeetingFacts
from meetings.errors import Refused
from meetings.registration import rules as registration
from meetings.registration.models import Way
from meetings.registration.rules.fullness import Fullness, TakenUp

WHOLE_PERIODS = frozenset({Precision.MONTH, Precision.SEASON, Precision.YEAR})


class Opened(Protocol):
    """An opened capacity: by which way it comes in, and its window (instants)."""

    @property
    def code(self) -> str:
        """The capacity's."""

    @property
    def represents(self) -> Sequence[str]:
        """What it may represent."""

    @property
    def way(self) -> str:
        """Code: form, organization, private_link ..."""

    @property
    def opens_at(self) -> datetime | None:
        """When it opens; None when it is open from the first."""

    @property
    def closes_at(self) -> datetime | None:
        """When it closes; None when it never does."""


@dataclass(frozen=True)
class SeatCount:
    """How many seats there are and how many are taken."""

    seats: int
    taken: int

    @property
    def left(self) -> int:
        """How many are free."""
        return max(0, self.seats - self.taken)


@dataclass(frozen=True)
class TakingPart:
    """What the page offers: the public form for `ways`, accreditation for organizations.

    `ways` are all capacities of the public form, open now or not: it is open while one of them is.
    Private links, invitations, nominations and the door leave no trace. `refusal` says why nobody
    can register now (codes as of registration.rules.may_register). `full` knows which choices of
    those that are open now have no seat left, or are waited for. `has_waiting_list`: who registers
    now stands in line, for all seats are taken or others wait for those that are free.
    """

    ways: tuple[Opened, ...]
    organizations_may_apply: bool
    seats: SeatCount | None
    refusal: Refused | None
    has_waiting_list: bool = False
    full: Fullness = field(default_factory=Fullness)

    @property
    def is_open(self) -> bool:
        """Whether the public form takes registrations now."""
        return self.refusal is None and bool(self.ways)

    @property
    def have_one_window(self) -> bool:
        """Whether all capacities open and close together."""
        return len({(way.opens_at, way.closes_at) for way in self.ways}) <= 1


def taking_part(
    ways: Sequence[Opened],
    *,
    status: str,
    published: bool,
    seats: SeatCount | None,
    at: datetime,
    has_waiting_list: bool = False,
    taken_up: Sequence[TakenUp] = (),
    waited_for: Sequence[TakenUp] = (),
    modes: Sequence[str] = (Mode.IN_PERSON,),
) -> TakingPart:
    """What a meeting offers at an instant: asks the rules of registration and of accreditation."""
    by_form = tuple(way for way in ways if way.way == Way.FORM)
    of_organizations = any(way.way == Way.ORGANIZATION for way in ways)
    refusals: list[Refused] = []
    let_in: list[Opened] = []
    for window in by_form or (None,):
        try:
            registration.may_register(
                meeting_status=status,
                published=published,
                opening=window,
                at=at,
                seats=None if has_waiting_list else seats,
            )
        except Refused as said:
            refusals.append(said)
        else:
            let_in.extend([window] if window else [])
    full = Fullness(
        taken_up=tuple(taken_up),
        waited_for=tuple(waited_for),
        capacities=tuple((each.code, tuple(each.represents)) for each in let_in),
        modes=tuple(modes),
        waits=has_waiting_list,
    )
    if full.is_all and not has_waiting_list:
        refusals.append(registration.full())
        let_in = []
    is_waiting = full.is_all or full.is_behind_all or (seats is not None and seats.left == 0)
    return TakingPart(
        by_form,
        of_organizations and _may_apply(status, published=published),
        seats,
        None if let_in else registration.most_telling(refusals),
        has_waiting_list=has_waiting_list and is_waiting,
        full=full,
    )


def _may_apply(status: str, *, published: bool) -> bool:
    try:
        accreditation.may_apply(status=status, published=published)
    except Refused:
        return False
    return True


@dataclass(frozen=True)
class Plan:
    """All that an officer says about a meeting on one form; instants for the window."""

    facts: MeetingFacts
    capacities: tuple[str, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    seats: int | None = None
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Copies:
    """What of an earlier meeting (its slug) a clone takes over beside its facts."""

    source: str
    agenda: bool
    documents: bool


def digest(plan: Plan) -> str:
    """A short text that differs when anything that the officer's form holds differs."""
    facts = json.dumps(asdict(plan), sort_keys=True, default=str)
    return hashlib.sha256(facts.encode()).hexdigest()[:32]


PERIODS = frozenset({Precision.MONTH, Precision.SEASON, Precision.YEAR})


def period_of(first: date, last: date | None, *, precision: str) -> tuple[date, date]:
    """First and last day of what was written: without a last day, or with one in the same month,
    season or year, the whole of it; else as written."""
    whole = whole_period(first, precision)
    if last is None or (precision in PERIODS and first <= last <= whole[1]):
        return whole
    return first, last


def whole_period(day: date, precision: str) -> tuple[date, date]:
    """The month, season or year in which a day lies, first and last day; else the day itself.

    A season has three months; the northern spring is March to May, winter begins in December.
    """
    if precision == Precision.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if precision == Precision.MONTH:
        first = day.replace(day=1)
        return first, _months_on(first, 1) - timedelta(days=1)
    if precision == Precision.SEASON:
        first = _months_on(day.replace(day=1), -(day.month % 3))
        return first, _months_on(first, 3) - timedelta(days=1)
    return day, day


def _months_on(first: date, months: int) -> date:
    """The first day of the month so many months on (or back)."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def cloned(plan: Plan) -> Plan:
    """The plan of the next meeting of its kind: a year later, tentative, no window yet.

    Months, seasons and years stay whole; the 29th of February becomes the 28th. Its number is
    given anew.
    """
    facts = replace(plan.facts, ordinal="", number=None, is_numbered_by_hand=False)
    first, last = _next_year(facts.starts_on), _next_year(facts.ends_on)
    if facts.precision in WHOLE_PERIODS:
        last = _next_year(facts.ends_on + timedelta(days=1)) - timedelta(days=1)
    dated = replace(facts, starts_on=first, ends_on=last, status=Status.TENTATIVE)
    return replace(plan, facts=dated, opens_at=None, closes_at=None)


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
