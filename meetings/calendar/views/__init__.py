"""The public calendar and the officer's list of meetings."""

from __future__ import annotations

from meetings.calendar.views import manage, public
from meetings.calendar.views.blueprint import bp

__all__ = ["manage", "public"]

blueprints = (bp,)
