"""Pages across rooms, each module for one kind of reader."""

from __future__ import annotations

from meetings.desk.views import (
    courses,
    documents,
    duplicates,
    files,
    imports,
    landing,
    manage,
    meeting,
    merging,
    my,
    my_documents,
    new_records,
    notices,
    organizations,
    overview,
    past,
    people,
    postpone,
    replies,
    series,
    stands,
    states,
    style,
    tags,
    today,
    walk_in,
)
from meetings.desk.views.blueprint import bp

__all__ = [
    "courses",
    "documents",
    "duplicates",
    "files",
    "imports",
    "landing",
    "manage",
    "meeting",
    "merging",
    "my",
    "my_documents",
    "new_records",
    "notices",
    "organizations",
    "overview",
    "past",
    "people",
    "postpone",
    "replies",
    "series",
    "stands",
    "states",
    "style",
    "tags",
    "today",
    "walk_in",
]

blueprints = (bp,)
