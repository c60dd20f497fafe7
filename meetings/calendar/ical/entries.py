"""One VEVENT of a meeting, or of a session of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from meetings.calendar.ical import zones
from meetings.calendar.ical.lines import END_ENTRY, line, organizer, text_line


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a calendar program is told; `last_day` is inclusive.

    `starts_at` and `ends_at` are given when the hours are known, in UTC; they are told by the
    clocks of `time_zone` where these can be told at all. `organizer` is mailbox and name of a
    secretariat, `related_to` the UID of the meeting that a session belongs to.
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
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    description: str = ""
    time_zone: str = ""
    coordinates: tuple[float, float] | None = None
    organizer: tuple[str, str] | None = None
    color: str = ""
    related_to: str = ""


def vevent(entry: Entry) -> str:
    """The VEVENT: lines end in CRLF and have 75 octets at most; DTEND is exclusive.

    It never holds the VTIMEZONE of its hours: a calendar has each zone once.
    """
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
    if entry.coordinates:
        lines.append(line("GEO", "{:.6f};{:.6f}".format(*entry.coordinates)))
    if entry.categories:
        lines.append(text_line("CATEGORIES", *entry.categories))
    if entry.color:
        lines.append(line("COLOR", entry.color))
    if entry.organizer:
        lines.append(organizer(*entry.organizer))
    if entry.related_to:
        lines.append(line("RELATED-TO", entry.related_to))
    if entry.description:
        lines.append(text_line("DESCRIPTION", entry.description))
    if entry.url:
        lines.append(line("URL", entry.url))
    return "".join([*lines, END_ENTRY])


def _when(entry: Entry) -> list[str]:
    if entry.starts_at is None or entry.ends_at is None:
        return [
            line("DTSTART", _day(entry.first_day), VALUE="DATE"),
            line("DTEND", _day(entry.last_day + timedelta(days=1)), VALUE="DATE"),
        ]
    moments = (
        [entry.starts_at, entry.ends_at] if entry.ends_at > entry.starts_at else [entry.starts_at]
    )
    shown = [zones.local(at, entry.time_zone) for at in moments]
    names = ("DTSTART", "DTEND")
    told = [at for at in shown if at]
    if len(told) == len(moments):
        return [
            line(name, _local(at), TZID=entry.time_zone)
            for name, at in zip(names, told, strict=False)
        ]
    return [line(name, _utc(at)) for name, at in zip(names, moments, strict=False)]


def _utc(at: datetime) -> str:
    return _local(at.astimezone(UTC)) + "Z"


def _local(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%S")


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")
