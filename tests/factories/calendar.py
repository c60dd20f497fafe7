"""Meetings for tests: sound facts, changed by keyword; flushed, never committed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from meetings.actor import CLI
from meetings.calendar import operations
from meetings.calendar.models import Meeting
from meetings.calendar.rules import MeetingFacts

MADE_AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def make_facts(title: str | dict[str, str] = "Forum on trafficking", **facts: Any) -> MeetingFacts:
    """A confirmed forum of two days in May 2026 in Washington; a `title` as text is English."""
    sound: dict[str, Any] = {
        "title": {"en": title} if isinstance(title, str) else title,
        "starts_on": date(2026, 5, 20),
        "ends_on": facts.get("starts_on", date(2026, 5, 21)),
        "kind_code": "forum",
        "time_zone": "America/New_York",
        "city": "Washington, D.C.",
        "country": "US",
    }
    return MeetingFacts(**(sound | facts))


def make_meeting(
    title: str | dict[str, str] = "Forum on trafficking",
    *,
    published: bool = True,
    at: datetime = MADE_AT,
    uid: str | None = None,
    **facts: Any,
) -> Meeting:
    """A published meeting with the facts of `make_facts`."""
    return operations.create_meeting(
        make_facts(title, **facts), by=CLI, at=at, published=published, uid=uid
    )
