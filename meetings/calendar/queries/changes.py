"""Reading what was changed of a meeting."""

from __future__ import annotations

from sqlalchemy import select

from meetings.calendar.models import Changed, MeetingChange, Status
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


def status_before(meeting_id: int, status: str) -> Status | None:
    """Where a meeting stood before it was last said to be held (or cancelled: `status`); None where
    nothing is kept of it, as of one that was entered so. What was held is never cancelled: that it
    was held had been taken back."""
    wanted = (
        select(MeetingChange)
        .where(MeetingChange.meeting_id == meeting_id, MeetingChange.what == Changed.STATUS)
        .order_by(MeetingChange.at.desc(), MeetingChange.id.desc())
    )
    kept = db.session.scalars(wanted)
    moves = ((each.old["status"], each.new["status"]) for each in kept)
    old = next((old for old, new in moves if new == status and old != Status.HELD), None)
    return Status(old) if old else None
