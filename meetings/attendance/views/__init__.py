"""The door, the officers' list of presence, and headcounts."""

from __future__ import annotations

from meetings.attendance.views import door, headcounts, presence
from meetings.attendance.views.blueprint import bp

__all__ = ["door", "headcounts", "presence"]

blueprints = (bp,)
