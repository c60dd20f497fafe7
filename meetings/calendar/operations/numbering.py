"""Giving meetings their number in the series of their body."""

from __future__ import annotations

from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.calendar import queries, rules
from meetings.calendar.models import Meeting
from meetings.calendar.operations.texts import raise_version, refresh
from meetings.calendar.rules import MeetingFacts
from meetings.db import db, one_at_a_time


def numbered(
    before: MeetingFacts | None, facts: MeetingFacts, *, meeting_id: int | None = None
) -> MeetingFacts:
    """The facts with their number and ordinal, as the body's series gives them.

    Two who number at once do so one after the other: under the lock of addresses, so that no one
    waits for another one's second lock.
    """
    series = queries.series_at(facts.body_code, facts.starts_on)

    def following() -> int:
        assert series is not None and facts.body_code  # noqa: S101, PT018 - for the type checker
        one_at_a_time("calendar.slug")
        return rules.next_number(queries.numbers_taken(facts.body_code, series, beside=meeting_id))

    return rules.numbered(before, facts, series=series, following=following)


def renumber(body_code: str, *, by: Actor, at: datetime) -> int:
    """Close the gaps in the series of a body, as proposed; returns how many numbers changed.

    Titles that begin with the number follow.
    """
    one_at_a_time("calendar.slug")
    proposed = queries.proposed_numbers(body_code)
    moved = False
    for meeting_id, number in proposed.items():
        meeting = db.session.get_one(Meeting, meeting_id)
        moved |= _give(meeting, number, by=by, at=at) and meeting.published_at is not None
    if moved:
        raise_version(at=at)
    return len(proposed)


def _give(meeting: Meeting, number: int, *, by: Actor, at: datetime) -> bool:
    """Whether calendar programs see another title."""
    series = queries.series_at(meeting.body_code, meeting.starts_on)
    assert series is not None  # noqa: S101 - for the type checker
    old, meeting.number = meeting.ordinal, number
    meeting.ordinal = rules.stored(number, series.style)
    meeting.title = rules.retitled(meeting.title, number, style=series.style)
    changes = {"ordinal": [old, meeting.ordinal]}
    audit.record("calendar.renumber", ("meeting", meeting.uid), by=by, at=at, changes=changes)
    return refresh(meeting, at=at)
