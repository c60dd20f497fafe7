"""On what terms somebody comes into a meeting, read by one statement under the write lock."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, inspect, select

from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db
from meetings.directory.models import Capacity
from meetings.registration.models import Opening, RegistrationPlan
from meetings.registration.queries.ways import usual_plan

_TERMS = (
    select(Meeting, MeetingText, RegistrationPlan, Capacity, Opening)
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


@dataclass(frozen=True)
class Terms:
    """What a registration goes by: the meeting's plan, the capacity, and the way opened for it.

    While it is held the session knows the meeting and its words in the reader's language too:
    nobody who asks for them reads them again.
    """

    meeting: Meeting
    text: MeetingText | None
    plan: RegistrationPlan
    capacity: Capacity | None
    opening: Opening | None


def terms(meeting: Meeting, *, capacity_code: str, way: str, lang: str) -> Terms:
    """The terms as they are in the open unit; the meeting is read anew with them."""
    identity = inspect(meeting).identity or (meeting.id,)  # her id without reading her for it
    asked = {"meeting": identity[0], "capacity": capacity_code, "way": way, "lang": lang}
    found, text, plan, capacity, opening = db.session.execute(_TERMS, asked).one()
    decided: RegistrationPlan | None = plan  # none: an outer join
    return Terms(found, text, decided or usual_plan(found.id), capacity, opening)
