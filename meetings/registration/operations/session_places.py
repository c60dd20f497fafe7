"""Places in sessions that have seats of their own: taken, given back, passed on to who waits."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import MeetingSession
from meetings.db import db
from meetings.errors import Refused
from meetings.registration.models import Participation, SeatLimit, SessionPlace, Status
from meetings.registration.operations import seats

_PLAIN = {"synchronize_session": False}


def take_place(
    participation: Participation, session: MeetingSession, *, by: Actor, at: datetime
) -> SessionPlace:
    """Give somebody a place in a session, or a place in its line where it is full.

    Only who is confirmed may; the same again changes nothing. Raises Refused (code settled) for
    anybody else, and (code no_limit) for a session whose seats are not limited: it needs no place.
    """
    if participation.status != Status.CONFIRMED or session.meeting_id != participation.meeting_id:
        raise Refused(_l("Only who is confirmed takes a place in a session."), code="settled")
    seats.hold_alone(participation.meeting_id)
    known = db.session.get(SessionPlace, (participation.id, session.id), populate_existing=True)
    if known is not None:
        return known
    limit = _limit(session.id)
    if limit is None:
        raise Refused(_l("Everybody may come to this session."), code="no_limit")
    place = SessionPlace(participation_id=participation.id, session_id=session.id)
    if _take(limit.id):
        place.taken_at = at
    else:
        place.waiting_since = at
    db.session.add(place)
    db.session.flush()
    _note("registration.take_place", participation, session.public_id, by=by, at=at)
    return place


def leave_place(participation: Participation, session_id: int, *, by: Actor, at: datetime) -> None:
    """Give a place in a session back: it goes to the first who waits for it."""
    seats.hold_alone(participation.meeting_id)
    known = db.session.get(SessionPlace, (participation.id, session_id), populate_existing=True)
    if known is None:
        return
    was_taken = known.taken_at is not None
    db.session.delete(known)
    db.session.flush()
    if was_taken:
        _pass_on(session_id, at=at)
    session = db.session.get_one(MeetingSession, session_id)
    _note("registration.leave_place", participation, session.public_id, by=by, at=at)


def leave_all(participation: Participation, *, by: Actor, at: datetime) -> None:
    """The same for all sessions of somebody who no longer comes."""
    held = select(SessionPlace.session_id).where(SessionPlace.participation_id == participation.id)
    for session_id in db.session.scalars(held).all():
        leave_place(participation, session_id, by=by, at=at)


def fill(session_id: int, *, at: datetime) -> None:
    """Give free places of a session to who waits for them: after it got more seats."""
    while (limit := _limit(session_id)) is not None and limit.taken < limit.seats:
        if not _next(session_id, at=at):
            return
        _take(limit.id)
        db.session.refresh(limit)


def _pass_on(session_id: int, *, at: datetime) -> None:
    """The place of who left: to the next in line, else it is free."""
    if _next(session_id, at=at):
        return
    db.session.execute(
        update(SeatLimit)
        .where(SeatLimit.session_id == session_id, SeatLimit.taken > 0)
        .values(taken=SeatLimit.taken - 1),
        execution_options=_PLAIN,
    )


def _next(session_id: int, *, at: datetime) -> bool:
    """Let the first who waits in; False when nobody does."""
    first = db.session.scalar(
        select(SessionPlace)
        .where(SessionPlace.session_id == session_id, SessionPlace.taken_at.is_(None))
        .order_by(SessionPlace.waiting_since, SessionPlace.participation_id)
        .limit(1)
    )
    if first is None:
        return False
    first.taken_at, first.waiting_since = at, None
    db.session.flush()
    return True


def _limit(session_id: int) -> SeatLimit | None:
    return db.session.scalar(select(SeatLimit).where(SeatLimit.session_id == session_id))


def _take(limit_id: int) -> bool:
    taken = db.session.scalar(
        update(SeatLimit)
        .where(SeatLimit.id == limit_id, SeatLimit.taken < SeatLimit.seats)
        .values(taken=SeatLimit.taken + 1)
        .returning(SeatLimit.id),
        execution_options=_PLAIN,
    )
    return taken is not None


def _note(
    action: str, participation: Participation, session: str, *, by: Actor, at: datetime
) -> None:
    subject = ("participation", participation.public_id)
    audit.record(action, subject, by=by, at=at, changes={"session": session})
