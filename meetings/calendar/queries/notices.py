"""Reading the notices that tell people of a changed meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from meetings.calendar.models import ChangeNotice, Meeting, MeetingChange, Outcome
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


def untold_changes(meeting_ids: Collection[int]) -> dict[int, list[MeetingChange]]:
    """Meeting -> what was changed of it since a notice was last told, in its order; one statement.

    Of what the open notice tells, and those before it that were skipped.
    """
    wanted = (
        select(MeetingChange)
        .where(
            MeetingChange.meeting_id.in_(meeting_ids),
            MeetingChange.found_in == "",
            MeetingChange.at >= _untold_since(),
        )
        .order_by(MeetingChange.at, MeetingChange.id)
    )
    found: dict[int, list[MeetingChange]] = defaultdict(list)
    for change in db.session.scalars(wanted):
        found[change.meeting_id].append(change)
    return found


def _untold_since() -> ScalarSelect[datetime]:
    """When the first notice of a changed meeting was opened that was told to nobody since."""
    told = aliased(ChangeNotice)
    last_told = (
        select(func.max(told.id))
        .where(
            told.meeting_id == MeetingChange.meeting_id,
            told.closed_at.is_not(None),
            told.outcome != Outcome.SKIPPED,
        )
        .scalar_subquery()
    )
    return (
        select(func.min(ChangeNotice.opened_at))
        .where(
            ChangeNotice.meeting_id == MeetingChange.meeting_id,
            ChangeNotice.id > func.coalesce(last_told, 0),
        )
        .scalar_subquery()
    )


def _open() -> Select[ChangeNotice]:
    return select(ChangeNotice).where(ChangeNotice.closed_at.is_(None))
