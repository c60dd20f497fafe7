"""Which requests a State's focal points have not been told of yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.calendar.models import Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import FocalPoint
from meetings.registration.models import Affiliation, Participation, ParticipationChange
from meetings.registration.queries.agreeing import is_for_focal_point

SETTLES: Final = timedelta(minutes=1)  # a unit of writing that began earlier has ended
AT_MOST_EVERY: Final = timedelta(hours=1)  # what comes in between goes into one mail
Asked = tuple[Participation, datetime]  # and since when she waits


def due(*, at: datetime) -> list[tuple[FocalPoint, list[Participation]]]:
    """Each focal point who is to be told now, of whom: of those who began to wait since her last
    mail, but of nobody within the hour after it. Who became a focal point later is told of all."""
    waiting = _requests(at=at)
    points = directory.focal_points(at.date(), of=set(waiting)) if waiting else {}
    rested = at - SETTLES - AT_MOST_EVERY
    found = []
    for each in (one for several in points.values() for one in several):
        if each.asked_at is not None and each.asked_at > rested:
            continue
        new = [
            one
            for one, since in waiting[each.state_code]
            if since <= at - SETTLES and (each.asked_at is None or since > each.asked_at)
        ]
        if new:
            found.append((each, new))
    return found


def _requests(*, at: datetime) -> dict[str, list[Asked]]:
    """State -> who waits for its focal point at a meeting that is not over, the earliest first."""
    since = (
        select(func.max(ParticipationChange.at))
        .where(ParticipationChange.participation_id == Participation.id)
        .correlate(Participation)
        .scalar_subquery()
    )
    wanted = (
        select(Participation, Affiliation.state_code, since)
        .join(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .where(
            is_for_focal_point(),
            Affiliation.state_code.is_not(None),
            Meeting.published_at.is_not(None),
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.ends_at > at,
        )
        .options(
            joinedload(Participation.person),
            joinedload(Participation.meeting),
            joinedload(Participation.capacity),
        )
        .order_by(Meeting.starts_at, Participation.id)
    )
    found: dict[str, list[Asked]] = {}
    for participation, code, began in db.session.execute(wanted):
        found.setdefault(code or "", []).append((participation, began))
    return found
