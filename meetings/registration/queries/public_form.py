"""What the public form of a meeting goes by, as plain columns read by one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, func, or_, select

from meetings.calendar.models import Meeting, MeetingText, SlugAlias
from meetings.db import read_rows
from meetings.directory.models import Capacity
from meetings.localized import LANGUAGES, pick
from meetings.registration.models import FormQuestion, Opening, SeatLimit
from meetings.registration.queries.fullness import PROMOTES_BY_HAND
from meetings.registration.rules import BY_FORM

_HAD = select(SlugAlias.meeting_id).where(SlugAlias.slug == bindparam("slug")).scalar_subquery()
_MEETING = (
    *(Meeting.id, Meeting.slug, Meeting.status, Meeting.mode, Meeting.time_zone, Meeting.city),
    Meeting.published_at,
    exists().where(FormQuestion.meeting_id == Meeting.id).label("has_questions"),
    exists().where(SeatLimit.meeting_id == Meeting.id).label("has_limits"),
    PROMOTES_BY_HAND.label("promotes_by_hand"),
    *(MeetingText.title, MeetingText.title_lang, MeetingText.dates, MeetingText.place),
)
_WAY = (
    *(Opening.capacity_code, Opening.way, Opening.opens_at, Opening.closes_at),
    func.coalesce(Opening.approval, Capacity.approval),
    *(Capacity.represents, Capacity.names),
)
_FORM = (
    select(*_MEETING, *_WAY)
    .join(MeetingText, MeetingText.meeting_id == Meeting.id)
    .outerjoin(Opening, (Opening.meeting_id == Meeting.id) & Opening.way.in_(BY_FORM))
    .outerjoin(Capacity, Capacity.code == Opening.capacity_code)
    .where(
        MeetingText.lang == bindparam("lang"),
        Meeting.published_at.is_not(None),
        or_(Meeting.slug == bindparam("slug"), Meeting.id == _HAD),
    )
    .order_by(Capacity.sort)
)


@dataclass(frozen=True)
class WayIn:
    """A capacity and the way by which it comes; `approval` is its own, else the capacity's."""

    capacity_code: str
    way: str
    opens_at: datetime | None
    closes_at: datetime | None
    approval: str
    represents: Sequence[str]
    names: Mapping[str, str]

    def name(self, lang: str) -> str:
        """The capacity's name for a reader of `lang`."""
        return pick(self.names, lang, LANGUAGES).text


@dataclass(frozen=True)
class HostMeeting:
    """A published meeting as its form tells of it, in the reader's words.

    Without `has_questions` nothing of its own is asked, without `has_limits` nothing is ever full:
    neither needs to be read; nor does the line unless an officer promotes by hand.
    """

    id: int
    slug: str
    status: str
    mode: str
    time_zone: str
    city: str
    published_at: datetime
    has_questions: bool
    has_limits: bool
    promotes_by_hand: bool
    title: str
    title_lang: str
    dates: str
    place: str


def public_form(slug: str, lang: str) -> tuple[HostMeeting, list[WayIn]] | None:
    """The published meeting that has or had this slug, and its ways in by form in the capacities'
    order; its slug may be another one by now."""
    if "\x00" in slug:  # PostgreSQL holds no such text
        return None
    rows = read_rows(_FORM, {"slug": slug, "lang": lang}).all()
    if not rows:
        return None
    own = len(_MEETING)
    ways = [WayIn(*row[own:]) for row in rows if row[own] is not None]
    return HostMeeting(*rows[0][:own]), ways
