"""The meetings of a printed year: all of it in one statement."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, select

from meetings.calendar.models import Meeting, MeetingText
from meetings.calendar.queries.lists import Filters, fitting
from meetings.db import db


class Planned(NamedTuple):
    """A meeting as a printed year tells it; `title_lang` is the title's own language."""

    title: str
    title_lang: str
    starts_on: date
    ends_on: date
    precision: str
    status: str
    mode: str
    city: str
    country: str | None
    organizer: str
    involvement: str


def planned(first: date, last: date, *, lang: str, drafts: bool = False) -> list[Planned]:
    """The meetings that overlap some days (inclusive), in the order of their dates."""
    text = and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == lang)
    columns = [
        MeetingText.title
        if name == "title"
        else MeetingText.title_lang
        if name == "title_lang"
        else getattr(Meeting, name)
        for name in Planned._fields
    ]
    found = db.session.execute(
        select(*columns)
        .join(MeetingText, text)
        .where(*fitting(Filters(from_=first, to=last, drafts=drafts)))
        .order_by(Meeting.starts_on, Meeting.ends_on, Meeting.id)
    )
    return [Planned(*row) for row in found]
