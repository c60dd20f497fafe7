"""Writing meetings. Every write keeps the stored texts, the search column and the version."""

from __future__ import annotations

from meetings.calendar.operations.followed import (
    compare_followed,
    follow,
    rename_followed,
    unfollow,
)
from meetings.calendar.operations.meetings import (
    create_meeting,
    edit_meeting,
    publish,
    set_status,
    unpublish,
)
from meetings.calendar.operations.reference import load_reference
from meetings.calendar.operations.table import create_meetings, take_in_turn
from meetings.calendar.operations.texts import rebuild_texts

__all__ = [
    "compare_followed",
    "create_meeting",
    "create_meetings",
    "edit_meeting",
    "follow",
    "load_reference",
    "publish",
    "rebuild_texts",
    "rename_followed",
    "set_status",
    "take_in_turn",
    "unfollow",
    "unpublish",
]
