"""Mailings about a meeting; they flush, they never commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from meetings import clock
from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.invitations import operations
from meetings.invitations.models import Mailing, MailTemplate


def make_mailing(
    meeting: Meeting,
    *sources: dict[str, Any],
    template: str = "invitation",
    at: datetime | None = None,
    **values: Any,
) -> Mailing:
    """A draft from a template of the product, to these sources."""
    found = db.session.get_one(MailTemplate, template)
    made = operations.create(meeting, found, lang="en", by=CLI, at=at or clock.now())
    for name, value in values.items():
        setattr(made, name, value)
    for source in sources:
        operations.add_source(made, source, by=CLI, at=at or clock.now())
    db.session.flush()
    return made


def make_row(name: str, **values: str) -> dict[str, str]:
    """Somebody of a table."""
    given = {"given_names": name, "surnames": "Paz", "email": f"{name.lower()}@example.org"}
    return {
        **given,
        "language": "",
        "capacity": "participant",
        "country": "",
        "key": name,
        **values,
    }
