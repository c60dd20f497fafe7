"""Reading meetings: one of them, lists for pages, choices for forms, texts for feeds."""

from __future__ import annotations

from meetings.calendar.queries.choices import (
    Options,
    bodies,
    codes,
    kinds,
    options,
    themes,
    years,
)
from meetings.calendar.queries.feed import version, vevents
from meetings.calendar.queries.lists import Filters, Row, between, listing, managed
from meetings.calendar.queries.meetings import by_slug, by_uid, facts_of, resolve, text_of

__all__ = [
    "Filters",
    "Options",
    "Row",
    "between",
    "bodies",
    "by_slug",
    "by_uid",
    "codes",
    "facts_of",
    "kinds",
    "listing",
    "managed",
    "options",
    "resolve",
    "text_of",
    "themes",
    "version",
    "vevents",
    "years",
]
