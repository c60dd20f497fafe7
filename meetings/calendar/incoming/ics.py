"""An iCalendar file (RFC 5545): days out of its entries, recurring ones as often as they occur.

Pure. A day is the local one of where the entry's hours are told; hours in universal time are
told in the zone of the installation.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import recurring_ical_events
from flask_babel import lazy_gettext as _l
from icalendar import Calendar

from meetings.calendar.incoming.entries import Event, parsed, suffix, text
from meetings.calendar.incoming.hours import (
    day_of,
    has_zone,
    is_before,
    is_calm,
    is_lost,
    is_universal,
    span,
)
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

_TIMED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_REPEATS = ("RRULE", "RDATE")


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
        elif is_before(end, start):
            self._problem(event, "DTEND", _l("The end lies before the start."))
        elif not all(FIRST_YEAR <= day_of(each).year <= LAST_YEAR for each in (start, end)):
            reason = _l(
                "The year must lie between %(first)d and %(last)d.",
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
            self._problem(event, "DTSTART", reason)
        elif not is_calm(event.component):
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
            began = day_of(each["RECURRENCE-ID"].dt)
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
        if is_universal(start):
            start, end = self._local(start), self._local(end)
        elif has_zone(start) and has_zone(end):
            end = end.astimezone(start.tzinfo)
        is_over = not isinstance(end, datetime) or end.time() == time.min
        last = day_of(end) - timedelta(days=1) if is_over and end != start else day_of(end)
        return day_of(start), last

    def _local(self, at: date) -> date:
        return at.astimezone(self.zone) if isinstance(at, datetime) and at.tzinfo else at

    def _doubt(self, event: Event) -> None:
        component = event.component
        begins = component["DTSTART"]
        if is_lost(begins):
            zone = str(begins.params["TZID"])[:60]
            reason = _l("The zone “%(zone)s” is unknown: hours are taken as they stand.", zone=zone)
            self.doubts.append(RowProblem(event.line, "DTSTART", reason))
        self.universal += is_universal(begins.dt)
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
