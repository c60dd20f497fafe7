"""iCalendar text (RFC 5545): one VEVENT of a meeting, and calendars joined from stored ones. Pure.

Hours are written in UTC, so that no calendar program needs a VTIMEZONE to get them right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event

PRODUCT = "-//Meetings//Calendar of meetings//EN"
REFRESH_HOURS = 4
END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a calendar program is told; `last_day` is inclusive.

    `starts_at` and `ends_at` are given when the hours are known, in UTC.
    """

    uid: str
    sequence: int
    changed_at: datetime
    summary: str
    first_day: date
    last_day: date
    starts_at: datetime | None
    ends_at: datetime | None
    status: str
    is_transparent: bool
    location: str
    url: str
    categories: tuple[str, ...]
    description: str


def vevent(entry: Entry) -> str:
    """The VEVENT: lines end in CRLF and have 75 octets at most; DTEND is exclusive."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.summary)
    if entry.starts_at and entry.ends_at:
        event.add("dtstart", entry.starts_at)
        if entry.ends_at > entry.starts_at:
            event.add("dtend", entry.ends_at)
    else:
        event.add("dtstart", entry.first_day)
        event.add("dtend", entry.last_day + timedelta(days=1))
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT" if entry.is_transparent else "OPAQUE")
    if entry.location:
        event.add("location", entry.location)
    if entry.categories:
        event.add("categories", list(entry.categories))
    event.add("description", entry.description)
    event.add("url", entry.url)
    return event.to_ical(sorted=False).decode()


def calendar(vevents: Iterable[str], name: str, lang: str) -> bytes:
    """A calendar of stored entries, named in the reader's language."""
    return b"".join((_head(name, lang), "".join(vevents).encode(), END))


@lru_cache(maxsize=256)
def _head(name: str, lang: str) -> bytes:
    """All before the first entry; never a UID, which vdirsyncer takes for an entry's."""
    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", PRODUCT)
    head.add("calscale", "GREGORIAN")
    head.add("method", "PUBLISH")
    head.add("name", name, parameters={"LANGUAGE": lang})
    head.add("x-wr-calname", name)
    head.add("refresh-interval", timedelta(hours=REFRESH_HOURS), parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", f"PT{REFRESH_HOURS}H")
    return head.to_ical(sorted=False).removesuffix(END)
