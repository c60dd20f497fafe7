"""How large a feed is, and by which years it can be had in smaller pieces."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, cast, extract, func, select

from meetings.calendar.dates import PERIODS
from meetings.calendar.models import Meeting, MeetingText
from meetings.calendar.queries.feed import committed_version
from meetings.calendar.queries.lists import Filters, fitting
from meetings.db import db

LARGE = 1_000_000  # bytes from which on calendar programs take long, or refuse


@dataclass(frozen=True)
class FeedYear:
    """A year's part of a feed; a meeting over the year's end is in both."""

    year: int
    meetings: int
    octets: int


@dataclass(frozen=True)
class FeedSize:
    """What a feed holds: meetings, bytes of their entries, and both by year, the latest first."""

    meetings: int
    octets: int
    years: tuple[FeedYear, ...]

    @property
    def is_large(self) -> bool:
        """Whether it should rather be taken by year."""
        return self.octets > LARGE


def size_of_feed(filters: Filters, lang: str, *, planning: bool = False) -> FeedSize:
    """How large the feed of these filters is; one statement, a row for each year."""
    first, last = extract("year", Meeting.starts_on), extract("year", Meeting.ends_on)
    query = (
        select(first, last, func.count(), func.sum(_octets(MeetingText.vevent)))
        .join(Meeting, Meeting.id == MeetingText.meeting_id)
        .where(MeetingText.lang == lang, *fitting(filters))
        .group_by(first, last)
    )
    if not planning:
        query = query.where(Meeting.precision.not_in(PERIODS))
    rows = [tuple(map(int, row)) for row in db.session.execute(query)]
    meetings, octets = Counter[int](), Counter[int]()
    for begins, ends, count, size in rows:
        for year in range(begins, ends + 1):
            meetings[year] += count
            octets[year] += size
    return FeedSize(
        meetings=sum(row[2] for row in rows),
        octets=sum(row[3] for row in rows),
        years=tuple(
            FeedYear(year, meetings[year], octets[year]) for year in sorted(meetings, reverse=True)
        ),
    )


def settled_size(filters: Filters, lang: str, *, planning: bool = False) -> FeedSize:
    """The size of a feed as everybody reads it, measured once for each version of the calendar."""
    place = str(db.engine.url)
    return _measured((place, *committed_version()), filters, lang, planning=planning)


@lru_cache(256)
def _measured(
    version: tuple[object, ...], filters: Filters, lang: str, *, planning: bool
) -> FeedSize:
    del version  # tells what was measured before a change from what is there now
    return size_of_feed(filters, lang, planning=planning)


def _octets(text: Any) -> ColumnElement[int]:
    """The length in UTF-8: SQLite counts the bytes of what is no text."""
    if db.session.get_bind().dialect.name == "sqlite":
        return func.length(cast(text, LargeBinary))
    return func.octet_length(text)
