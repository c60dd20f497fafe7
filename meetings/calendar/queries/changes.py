"""Reading what was changed of a meeting."""

from __future__ import annotations

from sqlalchemy import select

from meetings.calendar.models import MeetingChange
from meetings.db import db


def change_of(meeting_id: int, public_id: str) -> MeetingChange | None:
    """One line of a meeting's history."""
    return db.session.scalar(
        select(MeetingChange).where(
            MeetingChange.meeting_id == meeting_id, MeetingChange.public_id == public_id
        )
    )


def changes_of(meeting_id: int, *, public: bool = False) -> list[MeetingChange]:
    """What was changed, the latest first; `public`: only what was changed while published."""
    wanted = select(MeetingChange).where(MeetingChange.meeting_id == meeting_id)
    if public:
        wanted = wanted.where(MeetingChange.was_published)
    ordered = wanted.order_by(MeetingChange.at.desc(), MeetingChange.id.desc())
    return list(db.session.scalars(ordered))
