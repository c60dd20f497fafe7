"""Reading the notices that tell people of a changed meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select

from meetings.calendar.models import ChangeNotice, Meeting, MeetingChange
from meetings.db import db


def open_notice(meeting_id: int) -> ChangeNotice | None:
    """The notice of a meeting that waits to be sent."""
    return db.session.scalar(_open().where(ChangeNotice.meeting_id == meeting_id))


def open_notices(
    *, within: Collection[int] | None = None
) -> Sequence[tuple[ChangeNotice, Meeting]]:
    """Every notice that waits, with its meeting, the next due first.

    `within` are the meetings (ids) that the reader may manage, None for all.
    """
    wanted = (
        select(ChangeNotice, Meeting)
        .join(Meeting, Meeting.id == ChangeNotice.meeting_id)
        .where(ChangeNotice.closed_at.is_(None))
        .order_by(ChangeNotice.due_at, ChangeNotice.id)
    )
    if within is not None:
        wanted = wanted.where(Meeting.id.in_(within))
    return [(notice, meeting) for notice, meeting in db.session.execute(wanted)]


def closed_notices(meeting_id: int, *, most: int = 20) -> Sequence[ChangeNotice]:
    """What became of a meeting's earlier notices, the latest first."""
    wanted = (
        select(ChangeNotice)
        .where(ChangeNotice.meeting_id == meeting_id, ChangeNotice.closed_at.is_not(None))
        .order_by(ChangeNotice.closed_at.desc(), ChangeNotice.id.desc())
    )
    return db.session.scalars(wanted.limit(most)).all()


def public_reasons(meeting_id: int, *, since: datetime) -> list[str]:
    """Why a meeting was changed since an instant, as far as that is public, each reason once."""
    wanted = (
        select(MeetingChange.why)
        .where(
            MeetingChange.meeting_id == meeting_id,
            MeetingChange.at >= since,
            MeetingChange.is_why_public,
            MeetingChange.why != "",
            MeetingChange.found_in == "",
        )
        .order_by(MeetingChange.id)
    )
    return list(dict.fromkeys(db.session.scalars(wanted)))


def _open() -> Select[ChangeNotice]:
    return select(ChangeNotice).where(ChangeNotice.closed_at.is_(None))
