"""The public calendar and the officer's list of meetings."""

from __future__ import annotations

from meetings.calendar.views import followed, manage, public, table
from meetings.calendar.views.blueprint import bp

__all__ = ["followed", "manage", "public", "table"]

blueprints = (bp,)
