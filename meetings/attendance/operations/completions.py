"""Recording that people completed a course, and taking that back."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit, clock
from meetings.actor import Actor
from meetings.attendance.models import Completion
from meetings.calendar.models import Meeting
from meetings.db import db, one_at_a_time
from meetings.errors import Refused
from meetings.registration.models import Participation, Status

LONGEST_NOTE = 200


def record_completions(
    meeting: Meeting,
    participations: Collection[str],
    *,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Record that participants (public ids) completed a course on a day; tells of how many anew.

    Whoever has a record in force keeps it. Raises Refused (with `field`) for nobody, somebody who
    isn't a confirmed participant, and a day in the future or before the meeting begins.
    """
    if not participations:
        raise Refused(_l("Choose at least one person."), field="people", code="nobody")
    if on < meeting.starts_on:
        raise Refused(_l("The course had not begun on this day."), field="on", code="early")
    if on > clock.local_day(at, meeting.time_zone):
        raise Refused(_l("This day lies in the future."), field="on", code="future")
    if len(note) > LONGEST_NOTE:
        raise Refused(
            _l("This text has more than %(most)d characters.", most=LONGEST_NOTE),
            field="note",
            code="too_long",
        )
    one_at_a_time(f"attendance.completion.{meeting.id}")
    found = _confirmed(meeting, participations)
    have = set(
        db.session.scalars(
            select(Completion.participation_id).where(
                Completion.participation_id.in_(found), Completion.taken_back_at.is_(None)
            )
        )
    )
    new = [each for each in found if each not in have]
    db.session.add_all(
        Completion(
            public_id=str(uuid.uuid4()),
            participation_id=each,
            completed_on=on,
            note=note.strip(),
            recorded_at=at,
            actor_label=by.label,
        )
        for each in new
    )
    db.session.flush()
    if new:
        people = sorted(found[each] for each in new)
        changes = {"on": on, "participations": people}
        audit.record("attendance.complete", _subject(meeting), by=by, at=at, changes=changes)
    return len(new)


def take_back_completion(meeting: Meeting, participation: str, *, by: Actor, at: datetime) -> bool:
    """Take a completion back: it is kept and counts no longer. Tells whether there was one."""
    found = db.session.scalar(
        select(Completion)
        .join(Participation, Participation.id == Completion.participation_id)
        .where(
            Participation.meeting_id == meeting.id,
            Participation.public_id == participation.replace("\x00", ""),
            Completion.taken_back_at.is_(None),
        )
        .with_for_update(of=Completion)
    )
    if found is None:
        return False
    found.taken_back_at, found.taken_back_by = at, by.label
    db.session.flush()
    changes = {"on": found.completed_on, "participations": [participation]}
    action = "attendance.take_back_completion"
    audit.record(action, _subject(meeting), by=by, at=at, changes=changes)
    return True


def _confirmed(meeting: Meeting, public_ids: Collection[str]) -> dict[int, str]:
    """Confirmed participations of the meeting: id -> public id; refused when one is missing."""
    wanted = {each for each in public_ids if "\x00" not in each}
    rows = db.session.execute(
        select(Participation.id, Participation.public_id).where(
            Participation.meeting_id == meeting.id,
            Participation.public_id.in_(wanted),
            Participation.status == Status.CONFIRMED,
        )
    )
    found = {row[0]: row[1] for row in rows}
    if len(found) != len(set(public_ids)):
        raise Refused(
            _l("Only confirmed participants of this meeting can complete it."),
            field="people",
            code="not_confirmed",
        )
    return found


def _subject(meeting: Meeting) -> tuple[str, str]:
    return "meeting", meeting.uid
