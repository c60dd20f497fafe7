"""What feeds say: the version, and the stored entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from meetings.calendar.dates import PERIODS
from meetings.calendar.models import CalendarVersion, Meeting, MeetingText
from meetings.calendar.queries.lists import Filters, fitting
from meetings.db import db

_VERSION = select(CalendarVersion.version, CalendarVersion.changed_at)


def version() -> tuple[int, datetime]:
    """How often what feeds say has changed, and when last.

    Most requests for a feed read nothing else: the connection itself answers twice as fast.
    """
    row = db.session.connection().execute(_VERSION).one()
    return row.version, row.changed_at


def vevents(filters: Filters, lang: str, *, planning: bool = False) -> Sequence[str]:
    """The stored entries of the meetings that fit; coarser than a day only with `planning`."""
    query = (
        select(MeetingText.vevent)
        .join(Meeting, Meeting.id == MeetingText.meeting_id)
        .where(MeetingText.lang == lang, *fitting(filters))
    )
    if not planning:
        query = query.where(Meeting.precision.not_in(PERIODS))
    return db.session.scalars(query.order_by(MeetingText.meeting_id)).all()
