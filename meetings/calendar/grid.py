"""The weeks of a month and the months of a year, with the meetings that lie in them. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from meetings.calendar.dates import PERIODS
from meetings.calendar.models import Precision


class Dated(Protocol):
    """What is laid out: both days inclusive."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day, inclusive."""

    @property
    def precision(self) -> str:
        """How exactly the days are known."""


@dataclass(frozen=True)
class Stay:
    """A meeting on one day of the grid, and whether it goes on before and after that day.

    A meeting of several days has a bar in each week: on the bar's first day `span` says how many
    days it reaches, on the others it is 0; for a meeting of one day it is None.
    """

    row: Dated
    continues_before: bool
    continues_after: bool
    span: int | None = None


@dataclass(frozen=True)
class Day:
    """One cell of the grid; None among its stays keeps a line free, so that bars stay level."""

    date: date
    in_month: bool
    stays: Sequence[Stay | None]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing begins here: neither a meeting nor the week's part of one."""
        return not any(stay is not None and stay.span != 0 for stay in self.stays)


def is_to_the_day(row: Dated) -> bool:
    """Whether a meeting's days are known; only such a one may stand in the grid."""
    return row.precision not in PERIODS


def month_bounds(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)


def weeks(first: date, rows: Iterable[Dated], *, week_starts: int) -> list[list[Day]]:
    """The weeks that hold a month, whole; `week_starts` is 0 for Monday, 6 for Sunday.

    Bars over several days stand above meetings of one day. Coarser meetings are left out.
    """
    settled = sorted(
        (row for row in rows if is_to_the_day(row)),
        key=lambda row: (row.starts_on, -(row.ends_on - row.starts_on).days),
    )
    days = calendar.Calendar(week_starts).monthdatescalendar(first.year, first.month)
    return [_week(week, settled, month=first.month) for week in days]


def outer_bounds(first: date, *, week_starts: int) -> tuple[date, date]:
    """The first and the last day that the grid of a month shows."""
    days = calendar.Calendar(week_starts).monthdatescalendar(first.year, first.month)
    return days[0][0], days[-1][-1]


def months(year: int, rows: Sequence[Dated]) -> list[tuple[date, list[Dated]]]:
    """The twelve months of a year, each with the meetings that touch it; coarser ones left out."""
    found = []
    for number in range(1, 13):
        first, last = month_bounds(date(year, number, 1))
        inside = [
            row
            for row in rows
            if is_to_the_day(row) and row.starts_on <= last and row.ends_on >= first
        ]
        found.append((first, inside))
    return found


def unsettled(first: date, rows: Iterable[Dated]) -> int:
    """How many meetings are known to lie in a month, without a day."""
    return sum(row.precision == Precision.MONTH and row.starts_on == first for row in rows)


def neighbours(first: date) -> tuple[date, date]:
    """The first day of the month before and of the month after."""
    before = (first - timedelta(days=1)).replace(day=1)
    return before, month_bounds(first)[1] + timedelta(days=1)


def _week(days: Sequence[date], rows: Sequence[Dated], *, month: int) -> list[Day]:
    lanes = _lanes(days, [row for row in rows if row.starts_on != row.ends_on])
    singles = [row for row in rows if row.starts_on == row.ends_on]
    return [
        Day(
            day,
            day.month == month,
            [
                *_bars(day, days, lanes),
                *(Stay(row, False, False) for row in singles if row.starts_on == day),
            ],
        )
        for day in days
    ]


def _lanes(days: Sequence[date], rows: Sequence[Dated]) -> list[list[Dated]]:
    """The week's bars on as few lines as they need, none over another."""
    lanes: list[list[Dated]] = []
    for row in rows:
        if row.starts_on > days[-1] or row.ends_on < days[0]:
            continue
        free = next((lane for lane in lanes if lane[-1].ends_on < row.starts_on), None)
        if free is None:
            lanes.append([row])
        else:
            free.append(row)
    return lanes


def _bars(day: date, days: Sequence[date], lanes: Iterable[Sequence[Dated]]) -> list[Stay | None]:
    """A day's part of each line, without the free ones at the end."""
    found: list[Stay | None] = []
    for lane in lanes:
        row = next((each for each in lane if each.starts_on <= day <= each.ends_on), None)
        found.append(_bar(row, day, days) if row else None)
    while found and found[-1] is None:
        found.pop()
    return found


def _bar(row: Dated, day: date, days: Sequence[date]) -> Stay:
    begins_here = day == max(row.starts_on, days[0])
    span = (min(row.ends_on, days[-1]) - day).days + 1 if begins_here else 0
    return Stay(row, row.starts_on < day, row.ends_on > days[-1] if begins_here else True, span)
