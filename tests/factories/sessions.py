"""Sessions for tests: flushed, never committed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from meetings.actor import CLI
from meetings.calendar.models import Meeting, MeetingSession
from meetings.calendar.operations.sessions import add_session
from meetings.calendar.rules.sessions import SessionFacts
from tests.factories.calendar import MADE_AT


def make_session(
    meeting: Meeting,
    title: str = "Opening",
    hours: str = "09:00-10:30",
    *,
    day: date | None = None,
    **facts: Any,
) -> MeetingSession:
    """A session of `09:00-10:30`, `09:00` or no hours on a day, the meeting's first by itself."""
    start, _dash, end = hours.partition("-")
    given: dict[str, Any] = {
        "title": {"en": title},
        "starts_on": day or meeting.starts_on,
        "ends_on": day or meeting.starts_on,
        "starts_time": time.fromisoformat(start) if start else None,
        "ends_time": time.fromisoformat(end) if end else None,
    }
    return add_session(meeting, SessionFacts(**(given | facts)), by=CLI, at=MADE_AT)
