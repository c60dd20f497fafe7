"""The last mails to who was erased: the outbox keeps them no longer than sending takes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, or_, select

from meetings.db import db
from meetings.notifications.models import Delivery, Message
from meetings.privacy.mails import ERASED
from meetings.privacy.operations.strip import blank_messages

LONGEST: Final = timedelta(days=1)  # after the last attempt; and where no mail is sent at all


def forget_told(*, at: datetime) -> int:
    """Empty those that were sent, given up or came back; one that waits longer than all attempts
    take is not sent any more. How many."""
    over = (
        Message.kind == ERASED,
        or_(Message.to_email != "", Message.bounce != ""),
        or_(Message.status != Delivery.QUEUED, Message.created_at < at - LONGEST),
    )
    found = db.session.scalar(select(func.count(Message.id)).where(*over)) or 0
    if found:
        blank_messages(select(Message.id).where(*over))
    return found
