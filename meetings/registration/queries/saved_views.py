"""Lists as officers saved them."""

from __future__ import annotations

from sqlalchemy import or_, select

from meetings.db import db
from meetings.registration.models import SavedView


def saved_views(meeting_id: int, user_id: int) -> list[SavedView]:
    """A user's own views of a meeting's list, and those that others share, by name."""
    wanted = select(SavedView).where(
        SavedView.meeting_id == meeting_id,
        or_(SavedView.user_id == user_id, SavedView.is_shared),
    )
    return list(db.session.scalars(wanted.order_by(SavedView.name, SavedView.id)))


def saved_view(public_id: str, meeting_id: int) -> SavedView | None:
    """One view of a meeting's list."""
    return db.session.scalar(
        select(SavedView).where(
            SavedView.public_id == public_id, SavedView.meeting_id == meeting_id
        )
    )
