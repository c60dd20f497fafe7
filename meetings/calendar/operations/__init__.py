"""Writing meetings. Every write keeps the stored texts, the search column and the version."""

from __future__ import annotations

from meetings.calendar.operations.changes import record_contradiction, remove_contradiction
from meetings.calendar.operations.followed import (
    compare_followed,
    follow,
    rename_followed,
    unfollow,
)
from meetings.calendar.operations.incoming import (
    compare_incoming,
    import_incoming,
    read_incoming,
)
from meetings.calendar.operations.meetings import (
    create_meeting,
    edit_meeting,
    publish,
    restored,
    set_status,
    unpublish,
)
from meetings.calendar.operations.moves import postpone, replace
from meetings.calendar.operations.notices import (
    close_notice,
    delay_notice,
    quiet_period,
    take_due,
    take_open,
)
from meetings.calendar.operations.numbering import check_ordinal, renumber
from meetings.calendar.operations.obligations import (
    add_obligation,
    edit_obligation,
    remove_obligation,
)
from meetings.calendar.operations.reference import load_reference
from meetings.calendar.operations.session_entries import session_summary, session_vevent
from meetings.calendar.operations.table import create_meetings, take_in_turn
from meetings.calendar.operations.templates import create_from_template, set_template
from meetings.calendar.operations.texts import rebuild_texts

__all__ = [
    "add_obligation",
    "check_ordinal",
    "close_notice",
    "compare_followed",
    "compare_incoming",
    "create_from_template",
    "create_meeting",
    "create_meetings",
    "delay_notice",
    "edit_meeting",
    "edit_obligation",
    "follow",
    "import_incoming",
    "load_reference",
    "postpone",
    "publish",
    "quiet_period",
    "read_incoming",
    "rebuild_texts",
    "record_contradiction",
    "remove_contradiction",
    "remove_obligation",
    "rename_followed",
    "renumber",
    "replace",
    "restored",
    "session_summary",
    "session_vevent",
    "set_status",
    "set_template",
    "take_due",
    "take_in_turn",
    "take_open",
    "unfollow",
    "unpublish",
]
