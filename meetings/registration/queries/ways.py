"""The ways into a meeting, and its seats."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager

from meetings.db import db
from meetings.directory.models import Capacity
from meetings.registration.models import SEATED, Opening, Participation, SeatLimit, Way

_OPENINGS = (
    select(Opening)
    .join(Opening.capacity)
    .options(contains_eager(Opening.capacity))
    .where(Opening.meeting_id == bindparam("meeting"))
    .order_by(Capacity.sort)
)


def openings(meeting_id: int, *, way: Way | None = None) -> list[Opening]:
    """The ways into a meeting with their capacities, in the capacities' order."""
    query = _OPENINGS.where(Opening.way == way) if way else _OPENINGS
    return list(db.session.scalars(query, {"meeting": meeting_id}))


def seats(meeting_id: int) -> SeatLimit | None:
    """How many seats a meeting has and how many are taken; None where they are not limited."""
    return db.session.scalar(select(SeatLimit).where(SeatLimit.meeting_id == meeting_id))


def count_seated(meeting_id: int) -> int:
    """How many registrations hold a seat."""
    return (
        db.session.scalar(
            select(func.count(Participation.id)).where(
                Participation.meeting_id == meeting_id, Participation.status.in_(SEATED)
            )
        )
        or 0
    )
