"""What is open, what comes, what is going on, and what waits to be closed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select

from meetings.attendance import queries as attendance
from meetings.attendance.models import Headcount
from meetings.calendar.models import Involvement, Meeting, MeetingText, Precision, Status
from meetings.db import db
from meetings.notifications.models import Delivery, Message
from meetings.pagination import Page, offset
from meetings.registration.models import Opening, RegistrationPlan, SeatLimit
from meetings.registration.rules import BY_FORM

Within = Collection[int] | None
Statement = Select[*tuple[Any, ...]]
NOT_YET = (Status.FORESEEN, Status.TENTATIVE, Status.CONFIRMED)
PATIENCE = timedelta(minutes=30)


def open_now(lang: str, *, at: datetime, most: int = 6) -> Sequence[Row[Any]]:
    """Published meetings that anybody may register for at an instant, for a seat or in line.

    Rows: slug, status, title, title_lang, dates, place; the soonest first.
    """
    is_open = exists().where(
        Opening.meeting_id == Meeting.id,
        Opening.way.in_(BY_FORM),
        or_(Opening.opens_at.is_(None), Opening.opens_at <= at),
        or_(Opening.closes_at.is_(None), Opening.closes_at > at),
    )
    is_full = exists().where(
        SeatLimit.meeting_id == Meeting.id,
        SeatLimit.scope_key == "",
        SeatLimit.taken >= SeatLimit.seats,
        ~exists().where(
            RegistrationPlan.meeting_id == Meeting.id, RegistrationPlan.has_waiting_list
        ),
    )
    wanted = _published(lang).where(is_open, ~is_full, Meeting.status != Status.CANCELLED)
    return _soonest(wanted.limit(most))


def coming(lang: str, *, at: datetime, most: int = 6) -> Sequence[Row[Any]]:
    """Published meetings that have not ended at an instant, the soonest first; rows as above."""
    return _soonest(_published(lang).where(Meeting.ends_at > at).limit(most))


def running(lang: str, *, at: datetime, within: Within = None) -> Sequence[Row[Any]]:
    """Meetings to the day that are going on at an instant, drafts too; rows as above."""
    wanted = _listed(lang, within).where(
        Meeting.starts_at <= at,
        Meeting.ends_at > at,
        Meeting.precision.in_((Precision.MINUTE, Precision.DAY)),
        Meeting.involvement != Involvement.OBSERVANCE,
        Meeting.status.not_in((Status.CANCELLED, Status.POSTPONED)),
    )
    return _soonest(wanted)


def unclosed(
    lang: str, *, at: datetime, within: Within = None, page: int = 1, size: int
) -> Page[Row[Any]]:
    """Meetings that ended and whose attendance isn't closed, the latest first; rows as above.

    That is: nobody said that they were held; or the Secretariat convened them, they were held,
    and there is neither presence nor a headcount. Observances have no attendance.
    """
    present = attendance.live_presence().subquery()
    has_presence = exists().where(present.c.meeting_id == Meeting.id)
    has_headcount = exists().where(Headcount.meeting_id == Meeting.id, Headcount.is_current)
    wanted = _listed(lang, within).where(
        Meeting.ends_at <= at,
        Meeting.involvement != Involvement.OBSERVANCE,
        or_(
            Meeting.status.in_(NOT_YET),
            and_(
                Meeting.status == Status.HELD,
                Meeting.involvement == Involvement.CONVENED,
                ~has_presence,
                ~has_headcount,
            ),
        ),
    )
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(Meeting.ends_at.desc(), Meeting.id)
    rows = db.session.execute(ordered.limit(size).offset(offset(page, size)))
    return Page(rows.all(), max(page, 1), size, total)


def late_messages(*, at: datetime) -> int:
    """How many messages still wait half an hour after they were written."""
    waiting = select(func.count(Message.id)).where(
        Message.status == Delivery.QUEUED, Message.created_at < at - PATIENCE
    )
    return db.session.scalar(waiting) or 0


def _soonest(wanted: Statement) -> Sequence[Row[Any]]:
    return db.session.execute(wanted.order_by(Meeting.starts_at, Meeting.id)).all()


def _published(lang: str) -> Statement:
    return _listed(lang, None).where(Meeting.published_at.is_not(None))


def _listed(lang: str, within: Within) -> Statement:
    rows = select(
        Meeting.slug,
        Meeting.status,
        MeetingText.title,
        MeetingText.title_lang,
        MeetingText.dates,
        MeetingText.place,
    ).join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
    return rows if within is None else rows.where(Meeting.id.in_(within))
