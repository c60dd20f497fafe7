"""The public calendar and the officer's list of meetings."""

from __future__ import annotations

from meetings.calendar.views import (
    agenda,
    bodies,
    bodies_manage,
    documents,
    followed,
    ics,
    items,
    join,
    manage,
    public,
    series,
    session,
    sessions,
    several,
    table,
    year_plan,
)
from meetings.calendar.views.blueprint import bp

__all__ = [
    "agenda",
    "bodies",
    "bodies_manage",
    "documents",
    "followed",
    "ics",
    "items",
    "join",
    "manage",
    "public",
    "series",
    "session",
    "sessions",
    "several",
    "table",
    "year_plan",
]

blueprints = (bp,)
