"""What makes a meeting sound, and what of it is told when it changes."""

from __future__ import annotations

from meetings.calendar.rules.changes import (
    Tellable,
    Told,
    differences,
    ical_status,
    material_change,
    read_told,
    told,
)
from meetings.calendar.rules.facts import (
    DEFAULT_BODY,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    Codes,
    MeetingFacts,
    check,
    cleaned,
)

__all__ = [
    "DEFAULT_BODY",
    "FIRST_YEAR",
    "LAST_YEAR",
    "LONGEST",
    "LONGEST_DESCRIPTION",
    "LONGEST_TITLE",
    "Codes",
    "MeetingFacts",
    "Tellable",
    "Told",
    "check",
    "cleaned",
    "differences",
    "ical_status",
    "material_change",
    "read_told",
    "told",
]
