"""An iCalendar file (RFC 5545): days out of its entries, recurring ones as often as they occur.

Pure. A day is the local one of where the entry's hours are told; hours in universal time are
told in the zone of the installation.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, TypeGuard
from zoneinfo import ZoneInfo

import recurring_ical_events
from flask_babel import lazy_gettext as _l
from icalendar import Calendar

from meetings.calendar.rules.facts import FIRST_YEAR, LAST_YEAR
from meetings.calendar.rules.followed import (
    LONGEST,
    LONGEST_NAME,
    LONGEST_UID,
    MOST_DAYS,
    Entry,
    Reading,
    doubtful,
    window,
)
from meetings.directory.rules import clean
from meetings.errors import FileRefused, RowProblem

_BEGINS = re.compile(r"BEGIN:VEVENT\s*", re.IGNORECASE)
_TIMED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_REPEATS = ("RRULE", "RDATE")
# Rules that would give many entries a day; expanding one of them takes minutes.
_FINE = {"SECONDLY", "MINUTELY", "HOURLY"}
_FINE_PARTS = ("BYSECOND", "BYMINUTE", "BYHOUR")


@dataclass(frozen=True)
class Event:
    """An entry of the file, and the line on which it begins."""

    line: int
    component: Any
    lines: tuple[str, ...] = ()

    def written(self, name: str) -> str:
        """A property as the file has it, also where it could not be read; empty without one."""
        wanted = re.compile(rf"{re.escape(name)}[;:]", re.IGNORECASE)
        line = next((each for each in self.lines if wanted.match(each)), "")
        return clean(line.rpartition(":")[2])

    @property
    def uid(self) -> str:
        return clean(str(self.component.get("UID", "")))

    @property
    def occurrence(self) -> str:
        """Which occurrence of a recurring entry it stands for; empty for the entry itself."""
        found = self.component.get("RECURRENCE-ID")
        return "" if found is None else str(found.to_ical())


def read(data: bytes, *, zone: str, today: date, limit: int) -> Reading:
    """Read the file; recurring entries within the whole years around `today`.

    Raises FileRefused for one that is too large, broken as a whole, without entries, or with
    too many.
    """
    if len(data) > limit:
        raise FileRefused(_l("The file is larger than %(limit)d MB.", limit=limit // (1024 * 1024)))
    calendars, events = parsed(data)
    if not events:
        raise FileRefused(_l("The calendar has no entries."))
    if len(events) > MOST_DAYS:
        raise too_many()
    reader = Reader(ZoneInfo(zone), *window(today))
    for series in reader.series(events):
        reader.take(series)
        if len(reader.entries) > MOST_DAYS:
            raise too_many()
    entries = tuple(sorted(reader.entries, key=lambda entry: (entry.starts_on, entry.line)))
    name = clean(str(calendars[0].get("X-WR-CALNAME") or calendars[0].get("NAME") or ""))
    problems = sorted(reader.problems, key=lambda problem: problem.line)
    doubts = sorted([*reader.doubts, *doubtful(entries)], key=lambda problem: problem.line)
    return Reading(entries, tuple(problems), tuple(doubts), reader.notes, name[:LONGEST_NAME])


def parsed(data: bytes) -> tuple[list[Any], list[Event]]:
    """The calendars of a file and their entries; FileRefused for what is none."""
    broken = FileRefused(_l("The file is not an iCalendar file that can be read."))
    try:
        text = data.decode("utf-8-sig")
        calendars: list[Any] = Calendar.from_ical(text, multiple=True)
        found = [event for each in calendars for event in each.walk("VEVENT")]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise broken from error
    lines = re.split(r"\r\n|\n|\r", text)
    begins = [number for number, line in enumerate(lines, 1) if _BEGINS.fullmatch(line)]
    if len(begins) != len(found):
        raise broken
    return calendars, [
        Event(begin, component, tuple(lines[begin:after]))
        for begin, after, component in zip(begins, [*begins[1:], None], found, strict=False)
    ]


def too_many() -> FileRefused:
    return FileRefused(_l("The file has more than %(most)d entries.", most=MOST_DAYS))


@dataclass
class Reader:
    """Reads series by series and keeps what is wrong and what is doubtful.

    Who wants more of an entry than its days overrides `_add`.
    """

    cuts: ClassVar[tuple[tuple[str, str], ...]] = (("SUMMARY", "title"), ("LOCATION", "place"))

    zone: ZoneInfo
    first: date
    last: date
    entries: list[Entry] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    doubts: list[RowProblem] = field(default_factory=list)
    cancelled: int = 0
    universal: int = 0

    @property
    def notes(self) -> tuple[object, ...]:
        """What is to be said of the whole file."""
        found: list[object] = []
        if self.cancelled:
            found.append(
                _l(
                    "Entries that are cancelled there and left out: %(count)d.",
                    count=self.cancelled,
                )
            )
        if self.universal:
            found.append(
                _l(
                    "Entries with hours in universal time, told in %(zone)s: %(count)d.",
                    zone=self.zone.key,
                    count=self.universal,
                )
            )
        return tuple(found)

    def series(self, events: list[Event]) -> Iterator[list[Event]]:
        """The entries that belong together: a recurring one with its changed occurrences.

        One with a problem is left out whole; the same UID twice is a problem of both.
        """
        grouped: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            before = len(self.problems)
            self._judge(event)
            key = event.uid or f"line {event.line}"
            grouped[key].append(event)
            earlier = next((e for e in grouped[key][:-1] if e.occurrence == event.occurrence), None)
            if earlier is not None and len(self.problems) == before:
                self._twice(earlier, event)
        bad = {problem.line for problem in self.problems}
        for members in grouped.values():
            if not bad.intersection(event.line for event in members):
                yield members

    def _twice(self, first: Event, second: Event) -> None:
        said = _l(
            "Lines %(first)d and %(second)d have the same UID.",
            first=first.line,
            second=second.line,
        )
        self.problems += [RowProblem(event.line, "UID", said) for event in (first, second)]

    def _judge(self, event: Event) -> None:
        """What makes an entry unreadable; icalendar keeps quiet about it on parsing."""
        for name, _said in event.component.errors:
            if (name or "").upper() in _TIMED:
                self._unreadable(event, str(name))
                return
        start, end = span(event.component)
        if start is None:
            self._problem(event, "DTSTART", _l("There is no date that can be read."))
        elif end is None:
            self._problem(event, "DTEND", _l("There is no end that can be read."))
        elif _is_before(end, start):
            self._problem(event, "DTEND", _l("The end lies before the start."))
        elif not all(FIRST_YEAR <= _day(each).year <= LAST_YEAR for each in (start, end)):
            reason = _l(
                "The year must lie between %(first)d and %(last)d.",
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
            self._problem(event, "DTSTART", reason)
        elif not _is_calm(event.component):
            reason = _l("It recurs more often than once a day; that is not followed.")
            self._problem(event, "RRULE", reason)

    def take(self, series: list[Event]) -> None:
        """The days of an entry, or of all occurrences of a recurring one in the window."""
        live = [each for each in series if each.component.get("STATUS") != "CANCELLED"]
        self.cancelled += len(series) - len(live)
        recurs = any(each.component.get(name) for each in series for name in _REPEATS)
        if not recurs:
            for event in live:
                self._doubt(event)
                self._add(event, event.component, uid=self._uid(event) + suffix(event))
            return
        self._recurring(series)

    def _recurring(self, series: list[Event]) -> None:
        head = next((each for each in series if not each.occurrence), series[0])
        self._doubt(head)
        whole = Calendar()
        for each in series:
            whole.add_component(each.component)
        try:
            found = recurring_ical_events.of(whole).between(
                self.first, self.last + timedelta(days=1)
            )
            found = self._occurrences(head, found)
        except (ValueError, TypeError, OverflowError):
            self._unreadable(head, "RRULE")
            return
        for each in found:
            if each.get("STATUS") == "CANCELLED":
                continue
            began = _day(each["RECURRENCE-ID"].dt)
            self._add(head, each, uid=f"{self._uid(head)}/{began:%Y%m%d}")

    def _occurrences(self, head: Event, found: list[Any]) -> list[Any]:  # noqa: ARG002 - who takes fewer
        """Which occurrences of a recurring entry are taken."""
        return found

    def _add(self, event: Event, component: Any, *, uid: str) -> None:
        start, end = span(component)
        if start is None or end is None:
            return
        first, last = self._days(start, end)
        self.entries.append(
            Entry(
                uid=uid,
                starts_on=first,
                ends_on=max(first, last),
                title=text(component, "SUMMARY", LONGEST["title"]) or "–",
                place=text(component, "LOCATION", LONGEST["place"]),
                line=event.line,
            )
        )

    def _days(self, start: date, end: date) -> tuple[date, date]:
        """Both days inclusive; the end of whole days, and of an hour at midnight, is exclusive."""
        if _is_universal(start):
            start, end = self._local(start), self._local(end)
        elif _has_zone(start) and _has_zone(end):
            end = end.astimezone(start.tzinfo)
        is_over = not isinstance(end, datetime) or end.time() == time.min
        last = _day(end) - timedelta(days=1) if is_over and end != start else _day(end)
        return _day(start), last

    def _local(self, at: date) -> date:
        return at.astimezone(self.zone) if isinstance(at, datetime) and at.tzinfo else at

    def _doubt(self, event: Event) -> None:
        component = event.component
        begins = component["DTSTART"]
        if is_lost(begins):
            zone = str(begins.params["TZID"])[:60]
            reason = _l("The zone “%(zone)s” is unknown: hours are taken as they stand.", zone=zone)
            self.doubts.append(RowProblem(event.line, "DTSTART", reason))
        self.universal += _is_universal(begins.dt)
        if not text(component, "SUMMARY", 1):
            self.doubts.append(RowProblem(event.line, "SUMMARY", _l("It has no title.")))
        for name, key in self.cuts:
            if len(clean(str(component.get(name, "")))) > LONGEST[key]:
                reason = _l("It is cut after %(most)d characters.", most=LONGEST[key])
                self.doubts.append(RowProblem(event.line, name, reason))

    def _uid(self, event: Event) -> str:
        uid = event.uid
        if 0 < len(uid) <= LONGEST_UID:
            return uid
        said = uid or event.component.to_ical().decode("utf-8", "replace")
        return hashlib.sha256(said.encode()).hexdigest()

    def _unreadable(self, event: Event, name: str) -> None:
        value = event.written(name)[:60]
        reason = _l("“%(value)s” cannot be read.", value=value) if value else _l("It is empty.")
        self._problem(event, name, reason)

    def _problem(self, event: Event, name: str, reason: object) -> None:
        self.problems.append(RowProblem(event.line, name, reason))


def is_lost(moment: Any) -> bool:
    """Whether an hour names a zone that nobody knows."""
    at = moment.dt
    return isinstance(at, datetime) and at.tzinfo is None and "TZID" in moment.params


def suffix(event: Event) -> str:
    """Sets a lone changed occurrence apart from the entry that it belongs to."""
    found = event.component.get("RECURRENCE-ID")
    return f"/{_day(found.dt):%Y%m%d}" if found is not None else ""


def span(component: Any) -> tuple[date | None, date | None]:
    """Start and end as the entry says them, its duration counted; None for what cannot be read."""
    try:
        start: date = component.start
    except (ValueError, TypeError, AttributeError):
        return None, None
    try:
        return start, component.end
    except (ValueError, TypeError, AttributeError, OverflowError):
        return start, None


def _is_calm(component: Any) -> bool:
    """Whether an entry recurs at most once a day; a rule without an interval would never end."""
    rules = component.get("RRULE") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        parts = {str(key).upper(): value for key, value in rule.items()}
        values = {
            key: value if isinstance(value, list) else [value] for key, value in parts.items()
        }
        if _FINE.intersection(str(each).upper() for each in values.get("FREQ", [])):
            return False
        if any(len(values.get(name, [])) > 1 for name in _FINE_PARTS):
            return False
        if any(int(each) < 1 for each in values.get("INTERVAL", [])):
            return False
    return True


def _is_universal(at: date) -> bool:
    return isinstance(at, datetime) and at.tzinfo is not None and at.tzname() == "UTC"


def _has_zone(at: date) -> TypeGuard[datetime]:
    return isinstance(at, datetime) and at.tzinfo is not None


def _is_before(end: date, start: date) -> bool:
    """By instants where both are known: across the date line the end may bear an earlier day."""
    if _has_zone(end) and _has_zone(start):
        return end < start
    return _day(end) < _day(start)


def _day(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def text(component: Any, name: str, most: int) -> str:
    return clean(str(component.get(name, "")))[:most].strip()
