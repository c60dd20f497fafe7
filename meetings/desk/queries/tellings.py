"""When people were told how a meeting stood."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, union_all

from meetings.accreditation.models import Accreditation
from meetings.calendar.models import ChangeNotice, Outcome
from meetings.db import db
from meetings.registration.models import Participation


def tellings(meeting_id: int, *, since: datetime, until: datetime) -> list[datetime]:
    """When people were told by mail how a meeting stood, after `since`: by a notice, or when they
    came to its list. One statement."""
    within = (
        select(ChangeNotice.closed_at).where(
            ChangeNotice.meeting_id == meeting_id,
            ChangeNotice.outcome == Outcome.SENT,
            ChangeNotice.closed_at.between(since, until),
        ),
        select(Participation.created_at).where(
            Participation.meeting_id == meeting_id, Participation.created_at.between(since, until)
        ),
        select(Accreditation.accredited_at).where(
            Accreditation.meeting_id == meeting_id,
            Accreditation.accredited_at.between(since, until),
        ),
    )
    return list(db.session.scalars(union_all(*within)))
