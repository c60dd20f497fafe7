"""Reading across rooms: a meeting's public page, what is open, and what waits to be closed."""

from __future__ import annotations

from meetings.desk.queries.lists import (
    coming,
    late_messages,
    open_now,
    running,
    unclosed,
)
from meetings.desk.queries.page import (
    Change,
    MeetingPage,
    gives_way,
    meeting_page,
    plan_of,
    successors,
)
from meetings.desk.queries.tellings import tellings

__all__ = [
    "Change",
    "MeetingPage",
    "coming",
    "gives_way",
    "late_messages",
    "meeting_page",
    "open_now",
    "plan_of",
    "running",
    "successors",
    "tellings",
    "unclosed",
]
