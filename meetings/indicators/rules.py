"""How an indicator is read: its meetings, its value, and how far its target is reached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from meetings.attendance.models import Qualifier
from meetings.statistics.rules import Attendances, Split, whole_percent

_LAST_PART = re.compile(r"(?<=\d)\.[a-z]$|(?<=-[a-z])\.\d+$")


class Status(StrEnum):
    """What stands behind a value: a number, or why there is none."""

    VALUE = "value"
    NOT_YET_COMPUTED = "not_yet_computed"
    BY_HAND = "by_hand"
    NOT_AVAILABLE = "not_available"


def action_of(code: str) -> str:
    """The action an indicator measures: its code without the last part, where it has one."""
    return _LAST_PART.sub("", code)


@dataclass(frozen=True)
class Period:
    """From a day to a day, both inclusive; empty when the first is after the last."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day is one of its days."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Params:
    """A family's parameters as data. What is None or empty doesn't restrict.

    `mechanism` is the organs' where organs are counted, else the meeting's (by its body).
    `except_capacities` leaves representatives out who stand for no civil society organization.
    `within` is no data: the days that are looked at, of which a completion is one.
    """

    action: str | None = None
    kinds: tuple[str, ...] = ()
    kind: str | None = None
    mechanism: str | None = None
    involvement: str | None = None
    body: str | None = None
    organs_at_least: int = 0
    trained: bool = False
    cumulative: bool = False
    except_capacities: tuple[str, ...] = ()
    within: Period | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Params:
        """From a framework's file; raises TypeError for a parameter that no family knows."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        return cls(**values)


@dataclass(frozen=True)
class HeldMeeting:
    """A held meeting, as indicators see it; `mechanism` is its body's.

    `completed_on`: the days on which somebody completed it by a record, be they in other years.
    """

    id: int
    slug: str
    title: Mapping[str, str]
    starts_on: date
    kind: str
    mechanism: str | None = None
    involvement: str = "convened"
    is_edition: bool = False
    actions: frozenset[str] = frozenset()
    completed_on: frozenset[date] = frozenset()


def period(year: int, *, plan_starts_on: date, cumulative: bool) -> Period:
    """The days an indicator looks at for a year: the calendar year of the meeting's first day,
    or everything since the start of the plan (domain notes, section 5, rules 1 and 3).
    """
    first = plan_starts_on if cumulative else date(year, 1, 1)
    return Period(first, date(year, 12, 31))


def serves(meeting: HeldMeeting, params: Params, *, within: Period) -> bool:
    """Whether a held meeting is one of those that an indicator looks at.

    Who was trained is asked by the day of completion too, of a course that began before.
    """
    of_meeting = None if params.organs_at_least else params.mechanism
    kinds = params.kinds or ((params.kind,) if params.kind else ())
    days = {meeting.starts_on, *(meeting.completed_on if params.trained else ())}
    return (
        any(within.has(day) for day in days)
        and (params.action is None or params.action in meeting.actions)
        and (not kinds or meeting.kind in kinds)
        and (of_meeting is None or meeting.mechanism == of_meeting)
        and (params.involvement is None or meeting.involvement == params.involvement)
    )


@dataclass(frozen=True)
class Progress:
    """How far a target is reached; `with_baseline` when what was there before is in it."""

    reached: int
    target: int
    with_baseline: bool

    @property
    def percent(self) -> int:
        """Whole percent, above 100 where the target is exceeded."""
        if self.reached > self.target > 0:
            return 100 * self.reached // self.target
        return whole_percent(self.reached, self.target)


def progress(
    number: int | None, *, baseline: str, target: str, cumulative: bool
) -> Progress | None:
    """Towards a target that is a number; None without one or without a value.

    A target reached over the whole plan includes the baseline (5 transfers with 1 made before;
    75 people with 15 trained before): a reading the plan leaves open, so pages say it.
    """
    if number is None or not target.isdigit() or target == "0":
        return None
    before = int(baseline) if cumulative and baseline.isdigit() else 0
    return Progress(number + before, int(target), with_baseline=before > 0)


@dataclass(frozen=True)
class Companion:
    """A second figure that belongs beside the number, by its code."""

    code: str
    number: int
    qualifier: str = Qualifier.EXACT


@dataclass(frozen=True)
class CellTable:
    """Cells by sex along another dimension: `capacity`, `personnel_kind` or `state`."""

    dimension: str
    rows: tuple[tuple[str | None, Split], ...]


@dataclass(frozen=True)
class Evidence:
    """A meeting behind a value and its own share in it.

    `counts` is False where the meeting was looked at and didn't qualify; `of` is a number to
    compare with (experts appointed); `is_missing`: held, but nobody said who was there.
    """

    meeting: HeldMeeting
    number: int
    attendances: Attendances
    counts: bool = True
    of: int | None = None
    organs: tuple[str, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True)
class Value:
    """An indicator's value for a year: the number or why there is none, and all behind it.

    `cells_of` says what the cells count (persons, attendances, representatives): they need not
    add up to the number, which may count meetings or organizations.
    """

    status: Status
    as_of: datetime
    number: int | None = None
    qualifier: str = Qualifier.EXACT
    cells_of: str = ""
    by_sex: Split | None = None
    tables: tuple[CellTable, ...] = ()
    companions: tuple[Companion, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=())
    baseline: str = ""
    target: str = ""
    progress: Progress | None = None

    @property
    def missing(self) -> tuple[Evidence, ...]:
        """The held meetings without any presence or headcount."""
        return tuple(each for each in self.evidence if each.is_missing)


def status_of(*, family: str, computation: str, year: int, as_of: datetime) -> Status:
    """Whether there can be a number: of a year that has not begun there is none."""
    if family:
        return Status.VALUE if year <= as_of.year else Status.NOT_AVAILABLE
    return Status.BY_HAND if computation == "manual" else Status.NOT_YET_COMPUTED
