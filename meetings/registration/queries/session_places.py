"""The sessions with seats of their own, as one person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import and_, select

from meetings.calendar.models import MeetingSession
from meetings.db import db
from meetings.registration.models import SeatLimit, SessionPlace


@dataclass(frozen=True)
class Place:
    """A session with seats of its own; `state` is taken, waiting, free or full."""

    public_id: str
    title: dict[str, str]
    starts_on: date
    starts_time: time | None
    left: int
    state: str


def session_places(meeting_id: int, participation_id: int) -> list[Place]:
    """The sessions of a meeting whose seats are limited, in their order: one statement."""
    mine = and_(
        SessionPlace.session_id == MeetingSession.id,
        SessionPlace.participation_id == participation_id,
    )
    rows = db.session.execute(
        select(MeetingSession, SeatLimit.seats - SeatLimit.taken, SessionPlace)
        .join(SeatLimit, SeatLimit.session_id == MeetingSession.id)
        .outerjoin(SessionPlace, mine)
        .where(MeetingSession.meeting_id == meeting_id)
        .order_by(MeetingSession.starts_on, MeetingSession.starts_time, MeetingSession.id)
    )
    return [
        Place(
            session.public_id,
            session.title,
            session.starts_on,
            session.starts_time,
            left,
            _state(place, left),
        )
        for session, left, place in rows
    ]


def _state(place: SessionPlace | None, left: int) -> str:
    if place is not None:
        return "waiting" if place.taken_at is None else "taken"
    return "free" if left > 0 else "full"
