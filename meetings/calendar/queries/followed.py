"""Reading followed calendars and their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from meetings.calendar.models import FollowedCalendar, FollowedDay
from meetings.db import db
from meetings.localized import fold


@dataclass(frozen=True)
class Followed:
    """A followed calendar in a list: how many entries it has, and from when to when."""

    public_id: str
    name: str
    imported_at: datetime
    actor_label: str
    days: int
    first: date | None
    last: date | None


def followed_calendars() -> list[Followed]:
    """The followed calendars by name; one statement."""
    rows = db.session.execute(
        select(
            FollowedCalendar.public_id,
            FollowedCalendar.name,
            FollowedCalendar.imported_at,
            FollowedCalendar.actor_label,
            func.count(FollowedDay.id),
            func.min(FollowedDay.starts_on),
            func.max(FollowedDay.ends_on),
        )
        .outerjoin(FollowedDay, FollowedDay.calendar_id == FollowedCalendar.id)
        .group_by(FollowedCalendar.id)
        .order_by(FollowedCalendar.name)
    )
    return [Followed(*row) for row in rows]


def followed_calendar(public_id: str) -> FollowedCalendar | None:
    """One followed calendar."""
    return db.session.scalar(
        select(FollowedCalendar).where(FollowedCalendar.public_id == public_id)
    )


def followed_named(name: str) -> FollowedCalendar | None:
    """The followed calendar of this name, whatever its accents and capitals."""
    every = db.session.scalars(select(FollowedCalendar).order_by(FollowedCalendar.id))
    return next((each for each in every if fold(each.name) == fold(name)), None)


def followed_days(calendar_id: int, *, since: date | None = None) -> Sequence[FollowedDay]:
    """The days of a followed calendar in their order; `since`: what ended before is left out."""
    wanted = select(FollowedDay).where(FollowedDay.calendar_id == calendar_id)
    if since is not None:
        wanted = wanted.where(FollowedDay.ends_on >= since)
    return db.session.scalars(wanted.order_by(FollowedDay.starts_on, FollowedDay.id)).all()


def followed_between(
    first: date, last: date, *, most: int = 50
) -> Sequence[tuple[FollowedDay, str]]:
    """The followed days that overlap some days (inclusive), each with its calendar's name."""
    rows = db.session.execute(
        select(FollowedDay, FollowedCalendar.name)
        .join(FollowedCalendar, FollowedCalendar.id == FollowedDay.calendar_id)
        .where(FollowedDay.starts_on <= last, FollowedDay.ends_on >= first)
        .order_by(FollowedDay.starts_on, FollowedDay.id)
        .limit(most)
    )
    return [(day, name) for day, name in rows]
