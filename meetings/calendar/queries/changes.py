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


def status_before_held(meeting_id: int) -> Status | None:
    """Where a meeting stood before it was last said to be held; None where nothing is kept of it,
    as of one that was entered as held."""
    wanted = (
        select(MeetingChange)
        .where(MeetingChange.meeting_id == meeting_id, MeetingChange.what == Changed.STATUS)
        .order_by(MeetingChange.at.desc(), MeetingChange.id.desc())
    )
    kept = db.session.scalars(wanted)
    old = next((each.old["status"] for each in kept if each.new["status"] == Status.HELD), None)
    return Status(old) if old else None
