"""What readers of each language are shown of a meeting, stored when the meeting is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select, update

from meetings.calendar.models import CalendarVersion, Meeting, MeetingText
from meetings.calendar.operations.compose import search_column, texts
from meetings.db import db

BATCH = 200
STORED = ("title", "title_lang", "dates", "place", "kind", "body", "vevent")


def refresh(meeting: Meeting, *, at: datetime) -> bool:
    """Bring the search column and the texts in all languages up to date.

    When what calendar programs read changes, `changed_at` becomes `at`. Tells whether it did.
    """
    meeting.search = search_column(meeting)
    db.session.flush()
    stored = {
        row.lang: row
        for row in db.session.scalars(
            select(MeetingText).where(MeetingText.meeting_id == meeting.id)
        )
    }
    made = texts(meeting)
    moved = {row.lang: row.vevent for row in made} != {
        row.lang: row.vevent for row in stored.values()
    }
    if moved and meeting.changed_at != at:
        meeting.changed_at = at
        made = texts(meeting)
    for row in made:
        _write(row, stored.get(row.lang))
    db.session.flush()
    return moved


def raise_version(*, at: datetime) -> None:
    """Say that feeds have something new: one atomic UPDATE of the one row."""
    raised = db.session.execute(
        update(CalendarVersion).values(version=CalendarVersion.version + 1, changed_at=at)
    )
    if not raised.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
        db.session.add(CalendarVersion(id=1, version=1, changed_at=at))
        db.session.flush()


def rebuild_texts(*, at: datetime) -> int:
    """Make all stored texts anew, for another base address or format.

    Returns how many meetings calendar programs will see changed; none leaves the version alone.
    """
    moved = sum(refresh(meeting, at=at) for meeting in _all_meetings())
    if moved:
        raise_version(at=at)
    return moved


def _all_meetings() -> Iterator[Meeting]:
    """Every meeting, a batch in memory at a time."""
    last = 0
    while True:
        batch = db.session.scalars(
            select(Meeting).where(Meeting.id > last).order_by(Meeting.id).limit(BATCH)
        ).all()
        if not batch:
            return
        yield from batch
        last = batch[-1].id
        db.session.flush()


def _write(made: MeetingText, stored: MeetingText | None) -> None:
    if stored is None:
        db.session.add(made)
        return
    for name in STORED:
        if getattr(stored, name) != getattr(made, name):
            setattr(stored, name, getattr(made, name))
