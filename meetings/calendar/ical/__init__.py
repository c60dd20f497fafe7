"""iCalendar text (RFC 5545 and 7986): entries of meetings, and calendars joined from them. Pure."""

from meetings.calendar.ical.calendars import PRODUCT, REFRESH_HOURS, calendar, with_method
from meetings.calendar.ical.entries import Entry, vevent
from meetings.calendar.ical.lines import (
    attendee,
    cancelled,
    conference,
    organizer,
    raised,
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
    "organizer",
    "raised",
    "vevent",
    "with_lines",
    "with_method",
    "with_value",
]
