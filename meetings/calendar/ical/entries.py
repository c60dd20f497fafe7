"""One VEVENT of a meeting, or of a session of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from meetings.calendar.ical.lines import END_ENTRY, line, text_line


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
    lines = [
        "BEGIN:VEVENT\r\n",
        line("UID", entry.uid),
        line("DTSTAMP", _utc(entry.changed_at)),
        line("LAST-MODIFIED", _utc(entry.changed_at)),
        line("SEQUENCE", str(entry.sequence)),
        text_line("SUMMARY", entry.summary),
        *_when(entry),
        line("STATUS", entry.status),
        line("TRANSP", "TRANSPARENT" if entry.is_transparent else "OPAQUE"),
    ]
    if entry.location:
        lines.append(text_line("LOCATION", entry.location))
    if entry.categories:
        lines.append(text_line("CATEGORIES", *entry.categories))
    lines += [text_line("DESCRIPTION", entry.description), line("URL", entry.url), END_ENTRY]
    return "".join(lines)


def _when(entry: Entry) -> list[str]:
    if entry.starts_at and entry.ends_at:
        start = line("DTSTART", _utc(entry.starts_at))
        if entry.ends_at > entry.starts_at:
            return [start, line("DTEND", _utc(entry.ends_at))]
        return [start]
    return [
        line("DTSTART", _day(entry.first_day), VALUE="DATE"),
        line("DTEND", _day(entry.last_day + timedelta(days=1)), VALUE="DATE"),
    ]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")
