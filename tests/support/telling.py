"""People who are to be told of a change, and what they were told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.calendar.models import ChangeNotice, Meeting
from meetings.db import db
from meetings.desk import jobs
from meetings.notifications.models import Message
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
QUIET = timedelta(minutes=60)
TITLE = {"en": "Forum", "es": "Foro", "fr": "Forum (fr)", "pt": "Fórum"}


def change(meeting_id: int, *, at: datetime = AT, why: str = "", **facts: Any) -> None:
    """An officer changes some facts of a meeting."""
    meeting = db.session.get_one(Meeting, meeting_id)
    new = queries.facts_of(meeting, **facts)
    said: dict[str, Any] = {"why": why, "is_why_public": bool(why), "why_language": "en"}
    operations.edit_meeting(meeting, new, by=CLI, at=at, **said)


def moved(day: int) -> dict[str, Any]:
    """To that day and the next."""
    return {"starts_on": date(2026, 5, day), "ends_on": date(2026, 5, day + 1)}


def make_told_meeting() -> Meeting:
    """A published meeting on May 20 and 21 with three people in three languages."""
    made = make_meeting(TITLE, ends_on=date(2026, 5, 21))
    for lang, status in (("es", "confirmed"), ("fr", "pending"), ("pt", "invited")):
        person = make_listed(made, lang.upper(), "Paz", status=status)
        person.language = lang
        person.person.email = f"{lang}@example.org"
    make_listed(made, "Gone", status="cancelled")
    return made


def run(app: Flask, after: timedelta) -> int:
    """The worker looks for due notices, so long after."""
    with app.app_context():
        return jobs.tell_changes(AT + after)


def mails(app: Flask) -> dict[str, str]:
    """What each address was written."""
    with app.app_context():
        return {each.to_email: each.text for each in db.session.scalars(select(Message))}


def notices(app: Flask) -> list[tuple[str | None, int | None]]:
    """How each notice ended, and how many it reached."""
    with app.app_context():
        found = db.session.scalars(select(ChangeNotice).order_by(ChangeNotice.id))
        return [(each.outcome, each.recipients) for each in found]
