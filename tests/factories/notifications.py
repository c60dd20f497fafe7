"""Messages in the outbox."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from meetings.db import db
from meetings.notifications.models import Message
from meetings.notifications.operations import File, enqueue

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PASS_IMAGE = File("pass.png", "image/png", b"\x89PNG the pass", "pass")
INVITATION = File("reunion.ics", "text/calendar; method=PUBLISH; charset=utf-8", b"BEGIN:VCALENDAR")


def make_message(**values: Any) -> Message:
    """A French message with a calendar file and an inline image."""
    message_id = enqueue(
        **{
            "kind": "registration.confirmed",
            "subject": ("participation", "1"),
            "to_email": "zoe@example.org",
            "to_name": "Zoé Lefèvre, déléguée",
            "language": "fr",
            "title": "Votre inscription à la réunion est confirmée",
            "text": "Bonjour Zoé,\n\nhttps://meetings.example/fr/my/abc\n",
            "html": '<p>Bonjour Zoé</p><p><a href="https://meetings.example/fr/my/abc">Voir</a></p>'
            '<img src="cid:pass" alt="QR">',
            "attachments": (INVITATION, PASS_IMAGE),
            "at": AT,
            **values,
        }
    )
    return db.session.get_one(Message, message_id)
