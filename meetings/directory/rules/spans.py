"""From one day to another: both inclusive, open where none is known."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from flask_babel import lazy_gettext as _l

from meetings.directory.models import Exactness
from meetings.errors import Refused

EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)
_LONG_AGO, _NEVER = date.min, date.max


class Span(Protocol):
    """Anything that lasts from one day to another."""

    @property
    def from_on(self) -> date | None:
        """The first day; None: since ever, or nobody knows."""

    @property
    def to_on(self) -> date | None:
        """The last day; None: open."""


def is_in_force(span: Span, on: date) -> bool:
    """Whether a day lies within."""
    return (span.from_on or _LONG_AGO) <= on <= (span.to_on or _NEVER)


def overlap(one: Span, other: Span) -> bool:
    """Whether two have a day in common."""
    return (one.from_on or _LONG_AGO) <= (other.to_on or _NEVER) and (
        other.from_on or _LONG_AGO
    ) <= (one.to_on or _NEVER)


def check_days(span: Span) -> None:
    """Refuse an end before the beginning, and years that are slips of the hand."""
    for field, day in (("from_on", span.from_on), ("to_on", span.to_on)):
        if day is not None and not EARLIEST <= day <= LATEST:
            sentence = _l("Write a year between %(first)d and %(last)d.", first=1800, last=2199)
            raise Refused(sentence, field=field, code="out_of_range")
    if span.from_on and span.to_on and span.to_on < span.from_on:
        sentence = _l("The last day is before the first day.")
        raise Refused(sentence, field="to_on", code="ends_before_start")


def check_apart(span: Span, others: Iterable[Span], *, sentence: object) -> None:
    """Refuse, with the sentence, when the days are shared with one of the others."""
    if any(overlap(span, other) for other in others):
        raise Refused(sentence, field="from_on", code="overlap")


def widened(day: date | None, exactness: str, *, is_last: bool) -> date | None:
    """The first or the last day of the month or year that is known."""
    if day is None or exactness == Exactness.DAY:
        return day
    if exactness == Exactness.YEAR:
        return date(day.year, 12, 31) if is_last else date(day.year, 1, 1)
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=last if is_last else 1)


def day_of(text: str | None) -> date | None:
    """The day that an address names, such as 2017-05-31; None for anything else."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
