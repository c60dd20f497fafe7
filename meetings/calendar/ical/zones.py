"""Time zones in the form that all calendar programs read: yearly rules from 1970 on.

Outlook takes at most one onset of standard and one of daylight time a year, each on a numbered or
last weekday of a month (MS-OXCICAL 2.1.3.1.1.19.2), so no zone is written with its history.
An hour is told with its zone only where these rules give the instant that the zone database
gives; where they don't (an earlier law's summer, Morocco's Ramadan, a Sunday from the 2nd to the
8th in Chile, the hour that clocks show twice) it is told in UTC, which needs no rules.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from meetings.calendar.ical.lines import line

BEGINS = 1970
# Years in which each date falls on each weekday; the database foresees no new law for them.
SAMPLE = range(2040, 2068)
STEP = timedelta(days=14)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKS = {1: 1, 8: 2, 15: 3}


@dataclass(frozen=True)
class Onset:
    """When clocks are set, each year: on the nth (-1: last) weekday of a month, at a local hour."""

    month: int
    weekday: int
    nth: int
    hour: timedelta
    before: timedelta
    after: timedelta

    def in_year(self, year: int) -> datetime:
        """The local hour, by the clocks as they go until then."""
        first, days = calendar.monthrange(year, self.month)
        day = 1 + (self.weekday - first) % 7 + 7 * (self.nth - 1)
        if self.nth < 0:
            day = days - (first + days - 1 - self.weekday) % 7
        return datetime.combine(date(year, self.month, day), time.min) + self.hour


@dataclass(frozen=True)
class Rules:
    """A zone's clocks from 1970 on: no onset, or two a year. `offset` is that of no onset."""

    offset: timedelta
    onsets: tuple[Onset, ...]

    def offset_at(self, local: datetime) -> timedelta:
        """The offset from UTC at a local hour, as a program reads the rules."""
        if not self.onsets:
            return self.offset
        past = [
            (onset.in_year(year), onset.after)
            for year in (local.year - 1, local.year)
            for onset in self.onsets
        ]
        return max(each for each in past if each[0] <= local)[1]


@cache
def rules(zone: str) -> Rules | None:
    """A zone's present rules; None where they can't be told in two lines."""
    tz = ZoneInfo(zone)
    found: dict[tuple[timedelta, timedelta], list[datetime]] = defaultdict(list)
    for year in SAMPLE:
        turns = _turns(tz, year)
        if len(turns) not in {0, 2}:
            return None
        for at, before, after in turns:
            found[before, after].append((at + before).replace(tzinfo=None))
    told = [_onset(before, after, locals_) for (before, after), locals_ in found.items()]
    onsets = tuple(onset for onset in told if onset)
    if len(onsets) != len(told) or len(onsets) not in {0, 2}:
        return None
    return Rules(_offset(tz, datetime(SAMPLE[0], 1, 1, tzinfo=UTC)), onsets)


def _onset(before: timedelta, after: timedelta, locals_: list[datetime]) -> Onset | None:
    """What the local hours of many years have in common, if they have it."""
    months, weekdays = {at.month for at in locals_}, {at.weekday() for at in locals_}
    hours = {timedelta(hours=at.hour, minutes=at.minute, seconds=at.second) for at in locals_}
    if any(len(each) > 1 for each in (months, weekdays, hours)):
        return None
    first, last = min(at.day for at in locals_), max(at.day for at in locals_)
    is_last = last == calendar.monthrange(SAMPLE[1], months.copy().pop())[1]
    nth = -1 if is_last else _WEEKS.get(first)
    if nth is None or last - first != 6:
        return None
    return Onset(months.pop(), weekdays.pop(), nth, hours.pop(), before, after)


def _turns(tz: ZoneInfo, year: int) -> list[tuple[datetime, timedelta, timedelta]]:
    """When the clocks are set in a year: the instant, the offsets around it."""
    found = []
    at, end = (datetime(each, 1, 1, tzinfo=UTC) for each in (year, year + 1))
    offset = _offset(tz, at)
    while at < end:
        then = min(at + STEP, end)
        after = _offset(tz, then)
        if after != offset:
            found.append((_turn(tz, at, then), offset, after))
        at, offset = then, after
    return found


def _turn(tz: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second of another offset than `low` has, up to `high`."""
    offset = _offset(tz, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(tz, middle) == offset else (low, middle)
    return high


def _offset(tz: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(tz).utcoffset() or timedelta()


def local(at: datetime, zone: str) -> datetime | None:
    """An instant as the zone's clocks show it (naive); None where it must be told in UTC."""
    known = None if zone in {"", "UTC", "Etc/UTC"} else rules(zone)
    if known is None:
        return None
    tz = ZoneInfo(zone)
    shown = at.astimezone(tz).replace(tzinfo=None, fold=0)
    offsets = {shown.replace(tzinfo=tz, fold=fold).utcoffset() for fold in (0, 1)}
    if shown.year <= BEGINS or offsets != {known.offset_at(shown)}:
        return None
    return shown


@cache
def vtimezone(zone: str) -> str:
    """The VTIMEZONE of a zone whose rules can be told. Raises LookupError for another one."""
    known = rules(zone)
    if known is None:
        raise LookupError(zone)
    if known.onsets:
        parts = [_part(onset) for onset in sorted(known.onsets, key=lambda each: each.after)]
    else:
        start = datetime.combine(date(BEGINS, 1, 1), time.min)
        parts = [_component("STANDARD", start, known.offset, known.offset)]
    return f"BEGIN:VTIMEZONE\r\n{line('TZID', zone)}{''.join(parts)}END:VTIMEZONE\r\n"


def _part(onset: Onset) -> str:
    name = "DAYLIGHT" if onset.after > onset.before else "STANDARD"
    day = f"{onset.nth}{_DAYS[onset.weekday]}"
    rule = line("RRULE", f"FREQ=YEARLY;BYMONTH={onset.month};BYDAY={day}")
    return _component(name, onset.in_year(BEGINS), onset.before, onset.after, rule)


def _component(
    name: str, start: datetime, before: timedelta, after: timedelta, rule: str = ""
) -> str:
    lines = (
        line("BEGIN", name),
        line("DTSTART", start.strftime("%Y%m%dT%H%M%S")),
        line("TZOFFSETFROM", _told(before)),
        line("TZOFFSETTO", _told(after)),
        rule,
        line("END", name),
    )
    return "".join(lines)


def _told(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{rest:02}"
