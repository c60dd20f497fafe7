"""What lists for other websites tell of each meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, select

from meetings.calendar.dates import PERIODS
from meetings.calendar.models import Meeting, MeetingText
from meetings.calendar.queries.lists import Filters, fitting
from meetings.db import db


class FeedRow(NamedTuple):
    """A published meeting in one language; `title_lang` is the title's own language."""

    uid: str
    slug: str
    title: str
    title_lang: str
    dates: str
    place: str
    kind: str
    body: str
    kind_code: str
    status: str
    changed_at: datetime
    published_at: datetime | None


_COLUMNS: Any = (
    Meeting.uid,
    Meeting.slug,
    MeetingText.title,
    MeetingText.title_lang,
    MeetingText.dates,
    MeetingText.place,
    MeetingText.kind,
    MeetingText.body,
    Meeting.kind_code,
    Meeting.status,
    Meeting.changed_at,
    Meeting.published_at,
)


def feed_rows(filters: Filters, lang: str, *, planning: bool = False) -> list[FeedRow]:
    """The meetings that fit, those changed last first; coarser than a day only with `planning`."""
    text = and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == lang)
    query = select(*_COLUMNS).join(MeetingText, text).where(*fitting(filters))
    if not planning:
        query = query.where(Meeting.precision.not_in(PERIODS))
    found = db.session.execute(query.order_by(Meeting.changed_at.desc(), Meeting.id.desc()))
    return [FeedRow(*row) for row in found]
