"""An iCalendar file of another body, read into meetings that the secretariat attends. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import lazy_gettext as _l
from icalendar import Component

from meetings.calendar import rules
from meetings.calendar.dates import exists
from meetings.calendar.incoming import ics, joining
from meetings.calendar.incoming.entries import Event, parsed, suffix
from meetings.calendar.incoming.hours import is_lost, span
from meetings.calendar.models import Involvement, Precision, Status
from meetings.calendar.rules import Codes, MeetingFacts
from meetings.calendar.rules.followed import LONGEST, window
from meetings.calendar.written import guesses, places
from meetings.directory.rules import clean
from meetings.errors import FileRefused, Refused, RowProblem
from meetings.localized import LANGUAGES

MOST = 500  # meetings of one file, recurring entries counted as often as they occur
MOST_OF_RULE = 300  # a weekly entry in all years that are followed, not a daily one
LONGEST_UID = 190  # an occurrence of a recurring entry has its day added
DEFAULT_KIND = "meeting"
STATUSES = {
    "TENTATIVE": Status.TENTATIVE,
    "CONFIRMED": Status.CONFIRMED,
    "CANCELLED": Status.CANCELLED,
}
# The property of the file that says what a rule refuses.
PROPERTY_OF = {
    "title": "SUMMARY",
    **{f"title_{lang}": "SUMMARY" for lang in LANGUAGES},
    "starts_on": "DTSTART",
    "starts_time": "DTSTART",
    "ends_on": "DTEND",
    "ends_time": "DTEND",
    "city": "LOCATION",
    "organizer": "ORGANIZER",
    "time_zone": "DTSTART",
}


PRIVATE = _l(
    "Its calendar keeps this entry private: it is not ticked. If you tick it, it waits as a draft, "
    "also where the others are published at once."
)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@dataclass(frozen=True)
class Incoming:
    """One meeting of the file: the line of its entry, its UID, and what it would be.

    Whether its calendar keeps it from others, and whether its country is concluded from its city.
    """

    line: int
    uid: str
    facts: MeetingFacts
    is_private: bool = False
    is_guessed: bool = False


@dataclass(frozen=True)
class Read:
    """What a file says: meetings, what is wrong with others, what is doubtful, its own name."""

    meetings: tuple[Incoming, ...]
    problems: tuple[RowProblem, ...]
    doubts: tuple[RowProblem, ...]
    notes: tuple[object, ...]
    name: str


@dataclass(frozen=True)
class Setting:
    """What an entry does not say itself; `cities` tells the country of a city alone, `links` are
    the recorded addresses by which somebody joins.
    """

    zone: str
    lang: str
    organizer: str
    codes: Codes
    cities: Mapping[str, str]
    at: datetime
    links: tuple[str, ...] = ()


def read(data: bytes, *, setting: Setting, today: date, limit: int) -> Read:
    """Read the file; recurring entries within the whole years around `today`.

    Raises FileRefused for one that is too large (`limit` in bytes), no iCalendar file, without
    entries, or with too many; a recurring one that is too much is a problem of its own.
    """
    if len(data) > limit:
        raise FileRefused(_l("The file is larger than %(limit)d MB.", limit=limit // (1024 * 1024)))
    calendars, events = parsed(data)
    if not events:
        raise FileRefused(_l("The calendar has no entries."))
    reader = _Reader(ZoneInfo(setting.zone), *window(today), setting=setting)
    for series in sorted(reader.series(events), key=_recurs):
        reader.take(series)
        if len(reader.found) > MOST:
            raise FileRefused(
                _l("The file has more than %(most)d meetings: take a part of it.", most=MOST)
            )
    name = clean(str(calendars[0].get("X-WR-CALNAME") or calendars[0].get("NAME") or ""))
    return Read(
        tuple(sorted(reader.found, key=lambda each: (each.facts.starts_on, each.line))),
        tuple(sorted(reader.problems, key=lambda problem: problem.line)),
        tuple(sorted(reader.doubts, key=lambda problem: problem.line)),
        reader.notes,
        name[: rules.LONGEST["organizer"]],
    )


def is_private(event: Event) -> bool:
    """Whether its own calendar keeps an entry from others (RFC 5545, 3.8.1.3).

    A class that nobody knows is private too; a word that says so is none.
    """
    return str(event.component.get("CLASS", "PUBLIC")).strip().upper() not in {"PUBLIC", ""}


def _recurs(series: list[Event]) -> bool:
    return any(each.component.get(name) for each in series for name in ("RRULE", "RDATE"))


@dataclass(kw_only=True)
class _Reader(ics.Reader):
    """Reads whole meetings; what is cancelled there is a cancelled meeting here."""

    # A title that is too long is an error.
    cuts: ClassVar[tuple[tuple[str, str], ...]] = (("LOCATION", "place"),)

    setting: Setting
    found: list[Incoming] = field(default_factory=list)

    def take(self, series: list[Event]) -> None:
        if _recurs(series):
            self._recurring(series)
            return
        for event in series:
            self._doubt(event)
            self._add(event, event.component, uid=self._uid(event) + suffix(event))

    def _occurrences(self, head: Event, found: list[Component]) -> list[Component]:
        """Those of one rule, none where they are too many for it or for the file."""
        most = min(MOST_OF_RULE, MOST - len(self.found))
        if len(found) <= most:
            return found
        reason = _l(
            "It recurs %(count)d times from %(first)d to %(last)d, and %(most)d of them can be "
            "taken: give its rule an earlier end (UNTIL or COUNT).",
            count=len(found),
            first=self.first.year,
            last=self.last.year,
            most=most,
        )
        self._problem(head, "RRULE", reason)
        return []

    def _doubt(self, event: Event) -> None:
        super()._doubt(event)
        self.doubts += joining.doubts(event, links=self.setting.links)
        if is_private(event):
            self.doubts.append(RowProblem(event.line, "CLASS", PRIVATE))

    def _uid(self, event: Event) -> str:
        """One that is too long to be kept is known by its digest."""
        uid = super()._uid(event)
        return uid if len(uid) <= LONGEST_UID else hashlib.sha256(uid.encode()).hexdigest()

    def _twice(self, first: Event, second: Event) -> None:
        said = _l(
            "Lines %(first)d and %(second)d have the same UID “%(uid)s”.",
            first=first.line,
            second=second.line,
            uid=first.uid[:80],
        )
        self.problems += [RowProblem(event.line, "UID", said) for event in (first, second)]

    def _add(self, event: Event, component: Component, *, uid: str) -> None:
        start, end = span(component)
        if start is None or end is None:
            return
        where = self._where(component)
        facts = replace(self._facts(component, where), **self._moments(start, end))
        facts = self._without_lost_hours(event, component, facts)
        facts = rules.cleaned(facts, self.setting.codes)
        try:
            rules.check(facts, at=self.setting.at, codes=self.setting.codes)
        except Refused as refusal:
            name = PROPERTY_OF.get(refusal.field or "", refusal.field or "")
            self._problem(event, name, refusal.sentence)
            return
        private = is_private(event)
        self.found.append(Incoming(event.line, uid, facts, private, where.is_guessed))

    def _without_lost_hours(
        self, event: Event, component: Component, facts: MeetingFacts
    ) -> MeetingFacts:
        """Hours of a zone that nobody knows may be none here: then the days alone are taken."""
        if not is_lost(component["DTSTART"]) or facts.precision != Precision.MINUTE:
            return facts
        moments = ((facts.starts_on, facts.starts_time), (facts.ends_on, facts.ends_time))
        zone = ZoneInfo(facts.time_zone)
        if all(hour and exists(datetime.combine(day, hour), zone) for day, hour in moments):
            return facts
        reason = _l("On that day the clocks skip this hour here: the days alone are taken.")
        self.doubts.append(RowProblem(event.line, "DTSTART", reason))
        return replace(facts, precision=Precision.DAY, starts_time=None, ends_time=None)

    def _where(self, component: Component) -> places.Place:
        text = joining.place(component, links=self.setting.links).text
        return places.read(text[: LONGEST["place"]].strip(), self.setting.cities)

    def _facts(self, component: Component, where: places.Place) -> MeetingFacts:
        title, _tells = joining.title(component, links=self.setting.links)
        said = str(component.get("STATUS", "CONFIRMED")).upper()
        return MeetingFacts(
            title={self.setting.lang: title} if title else {},
            starts_on=date.min,
            ends_on=date.min,
            kind_code=guesses.kind(title) or DEFAULT_KIND,
            time_zone=self.setting.zone,
            status=STATUSES.get(said, Status.CONFIRMED),
            involvement=Involvement.ATTENDED,
            organizer=self.setting.organizer,
            mode=joining.place(component, links=self.setting.links).mode,
            city=where.city[: rules.LONGEST["city"]],
            country=where.code,
        )

    def _moments(self, start: date, end: date) -> dict[str, Any]:
        """Days of an entry of whole days (its end is exclusive), else its hours in its own zone."""
        if not isinstance(start, datetime):
            first, last = self._days(start, end)
            return {"starts_on": first, "ends_on": max(first, last)}
        zone = self._zone(start)
        starts = start.astimezone(zone) if self._moves(start, zone) else start
        ends = end if isinstance(end, datetime) else datetime.combine(end, time.min, zone)
        if ends.tzinfo is not None and getattr(ends.tzinfo, "key", None) != zone.key:
            ends = ends.astimezone(zone)
        return {
            "starts_on": starts.date(),
            "ends_on": ends.date(),
            "starts_time": starts.time().replace(second=0, microsecond=0),
            "ends_time": ends.time().replace(second=0, microsecond=0),
            "precision": Precision.MINUTE,
            "time_zone": zone.key,
        }

    def _zone(self, at: datetime) -> ZoneInfo:
        """The entry's own zone where it has a name that is known, else the installation's."""
        key = getattr(at.tzinfo, "key", None)
        if key and key != "UTC" and key in _zones():
            return ZoneInfo(key)
        return self.zone

    @staticmethod
    def _moves(at: datetime, zone: ZoneInfo) -> bool:
        return at.tzinfo is not None and getattr(at.tzinfo, "key", None) != zone.key
