"""On what terms somebody comes into a meeting, read by one statement under the write lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, inspect, select

from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db
from meetings.directory.models import Capacity
from meetings.registration.models import Opening, Promotion, RegistrationPlan
from meetings.registration.rules import Host

_TERMS = (
    select(
        *(Meeting, MeetingText, Capacity),
        *(RegistrationPlan.has_waiting_list, RegistrationPlan.promotion),
        *(Opening.id, Opening.opens_at, Opening.closes_at, Opening.approval),
    )
    .outerjoin(
        MeetingText,
        (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == bindparam("lang")),
    )
    .outerjoin(RegistrationPlan, RegistrationPlan.meeting_id == Meeting.id)
    .outerjoin(Capacity, Capacity.code == bindparam("capacity"))
    .outerjoin(
        Opening,
        (Opening.meeting_id == Meeting.id)
        & (Opening.capacity_code == Capacity.code)
        & (Opening.way == bindparam("way")),
    )
    .where(Meeting.id == bindparam("meeting"))
)


class Opened(NamedTuple):
    """The window of a way, and who must agree to what comes by it; none: the capacity's own."""

    opens_at: datetime | None
    closes_at: datetime | None
    approval: str | None


class Line(NamedTuple):
    """Whether who finds no seat may wait for one, and how she comes from there to a free one."""

    has_waiting_list: bool = False
    promotion: str = Promotion.AUTOMATIC


@dataclass(frozen=True)
class Terms:
    """What a registration goes by: the capacity, the way opened for it, the meeting's waiting list.

    While it is held the session knows the meeting and its words in the reader's language too:
    nobody who asks for them reads them again.
    """

    meeting: Meeting
    text: MeetingText | None
    capacity: Capacity | None
    line: Line
    opening: Opened | None


def terms(host: Host, *, capacity_code: str, way: str, lang: str) -> Terms:
    """The terms as they are in the open unit; the meeting is read anew with them."""
    stored = inspect(host, raiseerr=False)
    identity = stored.identity if stored else None  # its id without reading it for that
    meeting = identity[0] if identity else host.id
    asked = {"meeting": meeting, "capacity": capacity_code, "way": way, "lang": lang}
    found: Any = db.session.execute(_TERMS, asked).one()  # outer joins: any of it may be none
    line = Line() if found[3] is None else Line(*found[3:5])
    opening = None if found[5] is None else Opened(*found[6:])
    return Terms(found[0], found[1], found[2], line, opening)
