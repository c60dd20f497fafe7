"""The door, the officers' list of presence, and headcounts."""

from __future__ import annotations

from meetings.attendance.views import completions, door, headcounts, presence
from meetings.attendance.views.blueprint import bp

__all__ = ["completions", "door", "headcounts", "presence"]

blueprints = (bp,)
