"""iCalendar text (RFC 5545 and 7986): entries of meetings, and calendars joined from them. Pure."""

from meetings.calendar.ical.calendars import PRODUCT, REFRESH_HOURS, calendar, with_method
from meetings.calendar.ical.entries import Entry, vevent
from meetings.calendar.ical.lines import (
    attendee,
    cancelled,
    conference,
    is_cancelled,
    marked,
    organizer,
    raised,
    stamped,
    with_lines,
    with_value,
)

__all__ = [
    "PRODUCT",
    "REFRESH_HOURS",
    "Entry",
    "attendee",
    "calendar",
    "cancelled",
    "conference",
    "is_cancelled",
    "marked",
    "organizer",
    "raised",
    "stamped",
    "vevent",
    "with_lines",
    "with_method",
    "with_value",
]
