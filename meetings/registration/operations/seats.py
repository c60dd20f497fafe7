"""Seats: how many, and taking one by a single UPDATE so that the last is given once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, exists, select, update

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db, one_at_a_time
from meetings.registration import queries, rules
from meetings.registration.models import SeatLimit

_PLAIN = {"synchronize_session": False}
_OF_MEETING = SeatLimit.meeting_id == bindparam("meeting")
_TAKE = (
    update(SeatLimit)
    .where(_OF_MEETING, SeatLimit.taken < SeatLimit.seats)
    .values(taken=SeatLimit.taken + 1)
    .returning(SeatLimit.id)
)
_ARE_LIMITED = select(exists().where(_OF_MEETING))


def lock_name(meeting_id: int) -> str:
    """What set_seats holds alone and whoever takes or frees a seat holds together."""
    return f"seats:{meeting_id}"


def take(meeting_id: int) -> None:
    """Take a seat where they are limited. Raises Refused (code full) when none is left."""
    meeting = {"meeting": meeting_id}
    taken = db.session.scalar(_TAKE, meeting, execution_options=_PLAIN)
    if taken is None and db.session.scalar(_ARE_LIMITED, meeting):
        raise rules.full()


def free(meeting_id: int) -> None:
    """Give a seat back; nothing happens where seats are not limited."""
    db.session.execute(
        update(SeatLimit)
        .where(SeatLimit.meeting_id == meeting_id, SeatLimit.taken > 0)
        .values(taken=SeatLimit.taken - 1),
        execution_options=_PLAIN,
    )


def set_seats(meeting: Meeting, seats: int | None, *, by: Actor, at: datetime) -> None:
    """Limit a meeting's seats, or end the limit with None; the same number again changes nothing.

    Raises Refused (field seats) for a number out of range or below the seats already taken.
    """
    one_at_a_time(lock_name(meeting.id))
    limit = queries.seats(meeting.id)
    if limit is not None:
        db.session.refresh(limit)
    before = limit.seats if limit else None
    if before == seats:
        return
    if seats is None:
        db.session.delete(limit)
    else:
        taken = limit.taken if limit else queries.count_seated(meeting.id)
        rules.check_seats(seats, taken=taken)
        if limit is None:
            db.session.add(SeatLimit(meeting_id=meeting.id, seats=seats, taken=taken))
        else:
            limit.seats = seats
    db.session.flush()
    changes = {"before": before, "after": seats}
    audit.record("registration.set_seats", ("meeting", meeting.slug), by=by, at=at, changes=changes)
