"""How many seats there are, within which scope."""

from __future__ import annotations

from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.registration import queries, rules
from meetings.registration.models import SeatLimit
from meetings.registration.operations import seats as taking


def set_seats(meeting: Meeting, seats: int | None, *, by: Actor, at: datetime) -> None:
    """Limit a meeting's seats, or end the limit with None; the same number again changes nothing.

    Raises Refused (field seats) for a number out of range or below the seats already taken.
    """
    taking.hold_alone(meeting.id)
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
