"""Reading what was changed of a meeting."""

from __future__ import annotations

from sqlalchemy import select

from meetings.calendar.models import Changed, MeetingChange, Status
from meetings.calendar.rules.changes import Told, read_told
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


def stood_before(meeting_id: int, status: str) -> Told | None:
    """How a meeting stood before it last came to a `status` (held, cancelled, postponed); None
    where nothing is kept of it, as of one that was entered so. What was held is never cancelled or
    put off: that it was held had been taken back."""
    wanted = (
        select(MeetingChange)
        .where(MeetingChange.meeting_id == meeting_id, MeetingChange.what == Changed.STATUS)
        .order_by(MeetingChange.at.desc(), MeetingChange.id.desc())
    )
    for each in db.session.scalars(wanted):
        if each.new["status"] == status and each.old["status"] != Status.HELD:
            return read_told(each.old)
    return None


def status_before(meeting_id: int, status: str) -> Status | None:
    """Where a meeting stood before it last came to a `status`."""
    found = stood_before(meeting_id, status)
    return Status(found.status) if found else None
