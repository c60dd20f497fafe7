"""The sessions that calendars are told of, and what they are told of those that are no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, select

from meetings.calendar.dates import PERIODS
from meetings.calendar.models import Meeting, MeetingSession, RemovedSession, SessionKind
from meetings.calendar.queries.feed import WITHDRAWN_FOR
from meetings.db import db

_COLUMNS: Final = (
    MeetingSession.meeting_id,
    MeetingSession.id,
    MeetingSession.public_id,
    MeetingSession.title,
    MeetingSession.description,
    MeetingSession.starts_on,
    MeetingSession.ends_on,
    MeetingSession.starts_time,
    MeetingSession.ends_time,
    MeetingSession.room,
    MeetingSession.sequence,
    MeetingSession.changed_at,
)


def told_sessions(meetings: Collection[int]) -> Sequence[Row[Any]]:
    """The sessions of these meetings (ids) that calendars are told of, in order: of published
    meetings whose days are known, on them, and no breaks."""
    wanted = _sessions().where(
        MeetingSession.meeting_id.in_(meetings),
        MeetingSession.kind != SessionKind.BREAK,
        MeetingSession.starts_on >= Meeting.starts_on,
        MeetingSession.ends_on <= Meeting.ends_on,
    )
    return db.session.execute(wanted).all()


def named_sessions(sessions: Collection[int]) -> Sequence[Row[Any]]:
    """The same columns of these sessions (ids) of published meetings with days, whatever they
    are."""
    return db.session.execute(_sessions().where(MeetingSession.id.in_(sessions))).all()


def removed_sessions(meetings: Collection[int], *, at: datetime) -> Sequence[Row[Any]]:
    """The sessions of these meetings that calendars were told of and that went in the 90 days
    before `at`: meeting, public id, since when."""
    wanted: Select[*tuple[Any, ...]] = select(
        RemovedSession.meeting_id, RemovedSession.public_id, RemovedSession.removed_at
    )
    return db.session.execute(wanted.where(*_lately(meetings, at)).order_by(*_ORDER)).all()


def removed_vevents(sessions: Collection[str], lang: str) -> list[str]:
    """The cancelled entries of such sessions (public ids), in order."""
    wanted = select(RemovedSession.vevents).where(RemovedSession.public_id.in_(sessions))
    return [each[lang] for each in db.session.scalars(wanted.order_by(*_ORDER))]


_ORDER: Final = (RemovedSession.meeting_id, RemovedSession.removed_at, RemovedSession.public_id)


def _lately(meetings: Collection[int], at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        RemovedSession.meeting_id.in_(meetings),
        RemovedSession.removed_at > at - WITHDRAWN_FOR,
    )


def _sessions() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(Meeting, Meeting.id == MeetingSession.meeting_id)
        .where(Meeting.published_at.is_not(None), Meeting.precision.not_in(PERIODS))
        .order_by(MeetingSession.meeting_id, MeetingSession.starts_on, MeetingSession.id)
    )
