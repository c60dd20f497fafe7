"""Pages across rooms, each module for one kind of reader."""

from __future__ import annotations

from meetings.desk.views import files, imports, landing, manage, meeting, my, overview, style, today
from meetings.desk.views.blueprint import bp

__all__ = ["files", "imports", "landing", "manage", "meeting", "my", "overview", "style", "today"]

blueprints = (bp,)
