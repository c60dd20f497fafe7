"""Pages across rooms, each module for one kind of reader."""

from __future__ import annotations

from meetings.desk.views import (
    documents,
    files,
    imports,
    landing,
    manage,
    meeting,
    my,
    my_documents,
    notices,
    overview,
    postpone,
    series,
    states,
    style,
    today,
)
from meetings.desk.views.blueprint import bp

__all__ = [
    "documents",
    "files",
    "imports",
    "landing",
    "manage",
    "meeting",
    "my",
    "my_documents",
    "notices",
    "overview",
    "postpone",
    "series",
    "states",
    "style",
    "today",
]

blueprints = (bp,)
