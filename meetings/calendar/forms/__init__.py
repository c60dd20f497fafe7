"""The calendar's filters as they stand in the address, and the officers' forms."""

from __future__ import annotations

from meetings.calendar.forms.filters import (
    CODES,
    DATES,
    FILTERS,
    LONGEST_QUERY,
    VIEWS,
    Asked,
    read,
)
from meetings.calendar.forms.followed import ConfirmForm, FollowForm, RenameForm

__all__ = [
    "CODES",
    "DATES",
    "FILTERS",
    "LONGEST_QUERY",
    "VIEWS",
    "Asked",
    "ConfirmForm",
    "FollowForm",
    "RenameForm",
    "read",
]
