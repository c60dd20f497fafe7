"""What readers of each language are shown of a meeting, stored when the meeting is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select, update

from meetings import zones
from meetings.calendar import dates, ical
from meetings.calendar.models import (
    CalendarVersion,
    Meeting,
    MeetingText,
    Precision,
    RemovedSession,
)
from meetings.calendar.operations.compose import (
    search_column,
    texts,
    withdrawn,
    withdrawn_summary,
)
from meetings.db import db

BATCH = 200
STORED = ("title", "title_lang", "dates", "place", "kind", "body", "vevent")


def refresh(meeting: Meeting, *, at: datetime) -> bool:
    """Bring the search column and the texts in all languages up to date.

    When what calendar programs read changes, `changed_at` becomes `at`. Tells whether it did.
    The entry of a meeting that was taken back stays as it was made then (`withdraw`), but for what
    such meetings are called.
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
    if meeting.withdrawn_at:
        for row in made:
            row.vevent = ical.cancelled(
                stored[row.lang].vevent,
                summary=withdrawn_summary(row.lang),
                at=meeting.withdrawn_at,
            )
    moved = {row.lang: row.vevent for row in made} != {
        row.lang: row.vevent for row in stored.values()
    }
    if moved and meeting.changed_at != at and not meeting.withdrawn_at:
        meeting.changed_at = at
        made = texts(meeting)
    for row in made:
        _write(row, stored.get(row.lang))
    db.session.flush()
    return moved


def withdraw(meeting: Meeting) -> None:
    """Store the entries that say that a meeting is taken back; its `sequence` is raised already.

    Those of its sessions that were removed, now or before, name it no more either.
    """
    db.session.flush()
    for row in db.session.scalars(select(MeetingText).where(MeetingText.meeting_id == meeting.id)):
        row.vevent = withdrawn(meeting, row.lang)
    removed = select(RemovedSession).where(RemovedSession.meeting_id == meeting.id)
    for session in db.session.scalars(removed):
        session.vevents = {
            lang: ical.cancelled(vevent, summary=withdrawn_summary(lang), at=meeting.changed_at)
            for lang, vevent in session.vevents.items()
        }
    db.session.flush()


def raise_version(*, at: datetime) -> None:
    """Say that feeds have something new: one atomic UPDATE of the one row."""
    raised = db.session.execute(
        update(CalendarVersion).values(version=CalendarVersion.version + 1, changed_at=at)
    )
    if not raised.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
        db.session.add(CalendarVersion(id=1, version=1, changed_at=at))
        db.session.flush()


def rebuild_texts(*, at: datetime) -> int:
    """Make all stored texts anew, for another base address, format or zone database.

    Returns how many meetings calendar programs will see changed; none leaves the version alone.
    """
    moved = 0
    for meeting in _all_meetings():
        _follow_zone(meeting)
        moved += refresh(meeting, at=at)
    if moved:
        raise_version(at=at)
    return moved


def _follow_zone(meeting: Meeting) -> None:
    """Bring a meeting's zone and instants up to date with the zone database.

    Its hours are those of the clocks there: where a new law moves these, its time has changed.
    """
    meeting.time_zone = zones.canonical(meeting.time_zone)
    instants = dates.instants(meeting)
    if instants != (meeting.starts_at, meeting.ends_at):
        meeting.starts_at, meeting.ends_at = instants
        meeting.sequence += meeting.precision == Precision.MINUTE


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
