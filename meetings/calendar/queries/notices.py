"""Reading the notices that tell people of a changed meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

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


def public_reasons(meeting_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Meeting -> what changed -> why it is as it is now, where that is public; one statement.

    Only the last change of each counts: what was meant on the way there is told to nobody.
    """
    wanted = (
        select(MeetingChange)
        .where(MeetingChange.meeting_id.in_(meeting_ids), MeetingChange.found_in == "")
        .order_by(MeetingChange.id)
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for change in db.session.scalars(wanted):
        found[change.meeting_id][change.what] = change.why if change.is_why_public else ""
    return found


def _open() -> Select[ChangeNotice]:
    return select(ChangeNotice).where(ChangeNotice.closed_at.is_(None))
