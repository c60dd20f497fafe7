"""Who attended, what certificates were given out, and who signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings import tokens
from meetings.attendance.models import PresenceEvent
from meetings.attendance.queries import live_ins
from meetings.attendance.queries.completions import live_completions
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.letters import rules
from meetings.letters.models import Certificate, Letterhead
from meetings.registration.models import Affiliation, Participation, Status


@dataclass(frozen=True)
class Attendance:
    """The days on which somebody was present, and when she completed a course."""

    days: tuple[date, ...] = ()
    completed_on: date | None = None


def attendance_of(participations: Collection[Participation]) -> dict[int, Attendance]:
    """Participation (id) -> its attendance, two statements for however many of one meeting."""
    ids = [each.id for each in participations]
    days: dict[int, set[date]] = defaultdict(set)
    present = live_ins().where(PresenceEvent.participation_id.in_(ids))
    for row in db.session.execute(
        present.with_only_columns(PresenceEvent.participation_id, PresenceEvent.day)
    ):
        days[row[0]].add(row[1])
    meetings = {each.meeting_id for each in participations}
    completed = {row[0]: row[1] for row in db.session.execute(live_completions(meetings))}
    return {each: Attendance(tuple(sorted(days[each])), completed.get(each)) for each in ids}


def is_course(meeting: Meeting) -> bool:
    """Whether a meeting is completed, not only attended."""
    return meeting.course_id is not None or meeting.kind_code in rules.COURSES


def confirmed(meeting_id: int) -> list[Participation]:
    """Everyone confirmed at a meeting, by name, with what a certificate says."""
    query = (
        select(Participation)
        .where(Participation.meeting_id == meeting_id, Participation.status == Status.CONFIRMED)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.meeting),
            joinedload(Participation.capacity),
            selectinload(Participation.affiliations).joinedload(Affiliation.organization),
        )
    )
    return sorted(db.session.scalars(query), key=lambda each: each.person.folded_name)


def certificate(code: str) -> Certificate | None:
    """The certificate of a code as it was typed."""
    read = tokens.read_pass(code)
    if read is None:
        return None
    return db.session.scalar(
        select(Certificate)
        .options(joinedload(Certificate.participation).joinedload(Participation.person))
        .where(Certificate.code == read)
    )


def still_holds(found: Certificate) -> bool:
    """Whether what a certificate says is still on record: confirmed, the same days or more."""
    now = attendance_of([found.participation])[found.participation_id]
    days = {day.isoformat() for day in now.days}
    completed = found.facts.get("completed_on")
    is_same = completed is None or (now.completed_on or "") == date.fromisoformat(completed)
    return (
        found.participation.status == Status.CONFIRMED
        and set(found.facts["days"]) <= days
        and is_same
    )


def letterheads() -> dict[str, Letterhead]:
    """Every letterhead by its body's code."""
    return {each.body_code: each for each in db.session.scalars(select(Letterhead))}


def letterhead_of(meeting: Meeting) -> Letterhead | None:
    """The letterhead of a meeting's body, else the one of all."""
    found = letterheads()
    return found.get(meeting.body_code or "") or found.get("")
