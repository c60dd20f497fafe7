"""Who completed a course or a training, by a dated record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from meetings.attendance.models import Completion
from meetings.db import db
from meetings.registration.models import Participation


@dataclass(frozen=True)
class Completed:
    """A completion in force: whose (the participation's public id), when, recorded by whom."""

    participation: str
    completed_on: date
    note: str
    by: str


def live_completions(meeting_ids: Collection[int]) -> Select[int, date]:
    """(participation_id, completed_on) of the records that were not taken back."""
    return (
        select(Completion.participation_id, Completion.completed_on)
        .join(Participation, Participation.id == Completion.participation_id)
        .where(Completion.taken_back_at.is_(None), Participation.meeting_id.in_(meeting_ids))
    )


def completion_days(first: date, last: date) -> dict[int, frozenset[date]]:
    """Meeting -> the days of a period, both inclusive, on which somebody completed it."""
    wanted = (
        select(Participation.meeting_id, Completion.completed_on)
        .join(Completion, Completion.participation_id == Participation.id)
        .where(Completion.taken_back_at.is_(None), Completion.completed_on.between(first, last))
        .distinct()
    )
    found: dict[int, set[date]] = defaultdict(set)
    for meeting_id, day in db.session.execute(wanted):
        found[meeting_id].add(day)
    return {meeting_id: frozenset(days) for meeting_id, days in found.items()}


def completions(meeting_id: int) -> dict[str, Completed]:
    """Participation (public id) -> its completion in force, in one statement."""
    wanted = (
        select(
            Participation.public_id,
            Completion.completed_on,
            Completion.note,
            Completion.actor_label,
        )
        .join(Completion, Completion.participation_id == Participation.id)
        .where(Participation.meeting_id == meeting_id, Completion.taken_back_at.is_(None))
    )
    return {row[0]: Completed(*row) for row in db.session.execute(wanted)}
