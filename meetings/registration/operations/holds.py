"""Seats held back for the nominations of a State or an organization."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.errors import Refused
from meetings.registration import queries
from meetings.registration.models import SeatHold, SeatLimit
from meetings.registration.operations import seats, waiting

_PLAIN = {"synchronize_session": False}


def hold_seats_for(
    meeting: Meeting,
    number: int,
    *,
    state_code: str | None = None,
    organization_id: int | None = None,
    until: datetime | None,
    by: Actor,
    at: datetime,
) -> SeatHold:
    """Hold seats of the meeting back for whom a State or an organization will name.

    Raises Refused (field seats) when the meeting's seats are not limited or not so many are left,
    and (field until) for an instant that has passed.
    """
    seats.hold_alone(meeting.id)
    limit = queries.seats(meeting.id)
    if limit is None:
        raise Refused(
            _l(
                "Seats are held back of the meeting’s total, and no total is set: write it first, "
                "under the seats of the whole meeting. A limit for a capacity, a State or another "
                "part of the meeting is not the total."
            ),
            field="seats",
        )
    if until is not None and until <= at:
        raise Refused(_l("This time has passed already."), field="until")
    taken = db.session.scalar(
        update(SeatLimit)
        .where(SeatLimit.id == limit.id, SeatLimit.taken + number <= SeatLimit.seats)
        .values(taken=SeatLimit.taken + number)
        .returning(SeatLimit.id),
        execution_options=_PLAIN,
    )
    if number < 1 or taken is None:
        raise Refused(_l("There are not so many seats left at this meeting."), field="seats")
    hold = SeatHold(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        state_code=state_code,
        organization_id=organization_id,
        seats=number,
        used=0,
        until=until,
    )
    db.session.add(hold)
    db.session.flush()
    changes = {"state": state_code, "seats": number, "until": until}
    audit.record(
        "registration.hold_seats", ("meeting", meeting.slug), by=by, at=at, changes=changes
    )
    return hold


def release_hold(hold_id: int, *, by: Actor, at: datetime) -> bool:
    """Free the seats of a hold that nobody used, for everybody and first for those in line.

    False when it was released before.
    """
    meeting_id = db.session.scalar(select(SeatHold.meeting_id).where(SeatHold.id == hold_id))
    if meeting_id is None:
        return False
    seats.hold_alone(meeting_id)
    hold = db.session.get_one(SeatHold, hold_id, populate_existing=True)
    if hold.released_at is not None:
        return False
    hold.released_at = at
    db.session.flush()
    db.session.execute(
        update(SeatLimit)
        .where(SeatLimit.meeting_id == meeting_id, SeatLimit.scope_key == "")
        .values(taken=SeatLimit.taken - (hold.seats - hold.used)),
        execution_options=_PLAIN,
    )
    meeting = db.session.get_one(Meeting, meeting_id)
    changes = {"hold": hold.public_id, "unused": hold.seats - hold.used}
    audit.record(
        "registration.release_hold", ("meeting", meeting.slug), by=by, at=at, changes=changes
    )
    waiting.promote(meeting, at=at)
    return True
