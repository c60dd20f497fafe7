"""Calendars of others as they come in: iCalendar files and tables, read into days. Pure."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l

from meetings.calendar.incoming import ics, table
from meetings.calendar.rules.followed import Reading
from meetings.errors import FileRefused

_CALENDAR = b"BEGIN:VCALENDAR"
_OTHERS: tuple[tuple[bytes, object], ...] = (
    (b"%PDF", _l("This is a PDF, not a calendar file (.ics) or a CSV.")),
    (b"PK\x03\x04", _l("This is an Excel, Word or zip file. Save the table as CSV first.")),
    (b"\xd0\xcf\x11\xe0", _l("This is an Excel or Word file. Save the table as CSV first.")),
    (
        b"<!DOCTYPE HTML",
        _l("This is a web page, not a calendar file: choose the file to which its link leads."),
    ),
    (
        b"<HTML",
        _l("This is a web page, not a calendar file: choose the file to which its link leads."),
    ),
)


def read(data: bytes, *, zone: str, today: date, limit: int, name: str = "") -> Reading:
    """Read an .ics or CSV file, whichever it is by its content; `limit` is in bytes.

    `name` is the file's, by which one is told what it lacks.

    `zone` is where hours in universal time are told. Raises FileRefused for a file that is too
    large, that is neither, or that has nothing in it or too much.
    """
    begins = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").upper()
    for signature, sentence in _OTHERS:
        if begins.startswith(signature):
            raise FileRefused(sentence)
    if name.lower().endswith(".ics") and not begins.startswith(_CALENDAR):
        raise FileRefused(
            _l("No calendar begins in this file: an .ics file begins with “BEGIN:VCALENDAR”.")
        )
    if begins.startswith(_CALENDAR):
        return ics.read(data, zone=zone, today=today, limit=limit)
    return table.read(data, limit=limit)


__all__ = ["read"]
