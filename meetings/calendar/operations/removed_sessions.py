"""Sessions that calendars were told of and that take place no more: cancelled, not vanished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from meetings.calendar.models import Meeting, MeetingSession, RemovedSession
from meetings.calendar.operations.session_entries import removed_vevent
from meetings.calendar.queries.feed_sessions import told_sessions
from meetings.db import db
from meetings.localized import LANGUAGES

Told = Mapping[str, Any]  # public id -> the row of a session


@contextmanager
def sessions_told(meeting: Meeting, *, at: datetime) -> Iterator[None]:
    """Inside, a meeting or its sessions may be written. A session of which calendars were told and
    are told no more is kept as a cancelled entry; one of which they are told again has a higher
    SEQUENCE than its cancellation had."""
    before = _told(meeting)
    yield
    db.session.flush()
    now = _told(meeting)
    for public_id in before.keys() - now.keys():
        _keep(meeting, before[public_id], at=at)
    if now:
        _return(now, at=at)


def _told(meeting: Meeting) -> Told:
    return {each.public_id: each for each in told_sessions([meeting.id])}


def _keep(meeting: Meeting, session: Any, *, at: datetime) -> None:
    """Store what is told of it from now on. Where the session itself is still there, that counts as
    a change of it."""
    counted = db.session.scalar(
        update(MeetingSession)
        .where(MeetingSession.public_id == session.public_id)
        .values(sequence=MeetingSession.sequence + 1, changed_at=at)
        .returning(MeetingSession.sequence)
    )
    sequence = session.sequence + 1 if counted is None else counted
    vevents = {
        lang: removed_vevent(session, meeting, sequence=sequence, lang=lang, at=at)
        for lang in LANGUAGES
    }
    kept = {"public_id": session.public_id, "meeting_id": meeting.id}
    db.session.merge(RemovedSession(**kept, vevents=vevents, removed_at=at))
    db.session.flush()


def _return(now: Told, *, at: datetime) -> None:
    back = db.session.scalars(
        delete(RemovedSession)
        .where(RemovedSession.public_id.in_(now))
        .returning(RemovedSession.public_id)
    ).all()
    if back:
        db.session.execute(
            update(MeetingSession)
            .where(MeetingSession.public_id.in_(back))
            .values(sequence=MeetingSession.sequence + 1, changed_at=at)
        )
