"""Calendars of others as they come in: iCalendar files and tables, read into days. Pure."""

from __future__ import annotations

from datetime import date

from meetings.calendar.incoming import ics, table
from meetings.calendar.rules.followed import Reading


def read(data: bytes, *, zone: str, today: date, limit: int) -> Reading:
    """Read an .ics or CSV file, whichever it is by its content; `limit` is in bytes.

    `zone` is where hours in universal time are told. Raises FileRefused for a file that is too
    large, that is neither, or that has nothing in it or too much.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR":
        return ics.read(data, zone=zone, today=today, limit=limit)
    return table.read(data, limit=limit)


__all__ = ["read"]
