"""Reading across rooms: a meeting's public page, what is open, and what waits to be closed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Integer,
    Row,
    RowMapping,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from meetings.attendance import queries as attendance
from meetings.attendance.models import Headcount
from meetings.calendar import queries as calendar
from meetings.calendar.models import (
    Involvement,
    Meeting,
    MeetingBeneficiary,
    MeetingText,
    MeetingTheme,
    Precision,
    Status,
)
from meetings.db import db
from meetings.desk.rules import Plan
from meetings.directory.models import Capacity, Theme
from meetings.indicators import queries as indicators
from meetings.indicators.models import Action, MeetingAction
from meetings.notifications.models import Delivery, Message
from meetings.pagination import Page, offset
from meetings.registration import queries as registration
from meetings.registration.models import Opening, SeatLimit

Within = Collection[int] | None
Statement = Select[*tuple[Any, ...]]
NOT_YET = (Status.FORESEEN, Status.TENTATIVE, Status.CONFIRMED)
PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True)
class MeetingPage:
    """What a meeting's page shows: its columns and words, and the lists that hang on it.

    `ways` have code, names, represents, opens_at, closes_at; `themes` and `actions` code and
    names, the latter their framework as `detail`; `beneficiaries` are countries' codes.
    """

    meeting: RowMapping
    ways: tuple[Row[Any], ...]
    themes: tuple[Row[Any], ...]
    actions: tuple[Row[Any], ...]
    beneficiaries: tuple[str, ...]


def _part(what: str, code: Any, *, names: Any, sort: Any, detail: Any = None) -> Statement:
    extra = literal("") if detail is None else detail
    return select(literal(what), code, names, null(), null(), null(), sort, extra)


# Both statements are made once: making them costs as much as the database takes to answer.
_ID = bindparam("meeting_id", type_=Integer)
_ONE = (
    select(
        *(column for column in Meeting.__table__.columns if column.name != "search"),
        MeetingText.title.label("title_words"),
        MeetingText.title_lang,
        MeetingText.dates,
        MeetingText.place,
        MeetingText.kind.label("kind_words"),
        MeetingText.body.label("body_words"),
        SeatLimit.seats,
        SeatLimit.taken,
    )
    .join(
        MeetingText,
        (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == bindparam("lang")),
    )
    .outerjoin(SeatLimit, SeatLimit.meeting_id == Meeting.id)
    .where(Meeting.slug == bindparam("slug"))
)
# The first part names and types the columns of all.
_LISTS = union_all(
    select(
        literal("way").label("what"),
        Capacity.code.label("code"),
        Capacity.names.label("names"),
        Capacity.represents.label("represents"),
        Opening.opens_at.label("opens_at"),
        Opening.closes_at.label("closes_at"),
        Capacity.sort.label("sort"),
        literal("").label("detail"),
    )
    .join(Opening, Opening.capacity_code == Capacity.code)
    .where(Opening.meeting_id == _ID),
    _part("theme", Theme.code, names=Theme.names, sort=Theme.sort)
    .join(MeetingTheme, MeetingTheme.theme_code == Theme.code)
    .where(MeetingTheme.meeting_id == _ID),
    _part("action", Action.code, names=Action.names, sort=Action.sort, detail=Action.framework_code)
    .join(MeetingAction, MeetingAction.action_code == Action.code)
    .where(MeetingAction.meeting_id == _ID),
    _part("beneficiary", MeetingBeneficiary.country, names=null(), sort=literal(0)).where(
        MeetingBeneficiary.meeting_id == _ID
    ),
)


def meeting_page(slug: str, lang: str) -> MeetingPage | None:
    """A meeting, drafts too, with its words in a language: two statements, whatever it holds."""
    row = db.session.execute(_ONE, {"slug": slug, "lang": lang}).mappings().first()
    if row is None:
        return None
    lists: dict[str, list[Row[Any]]] = {"way": [], "theme": [], "action": [], "beneficiary": []}
    found = db.session.execute(_LISTS, {"meeting_id": row["id"]})
    for each in sorted(found, key=lambda each: each.sort):
        lists[each.what].append(each)
    return MeetingPage(
        row,
        tuple(lists["way"]),
        tuple(lists["theme"]),
        tuple(lists["action"]),
        tuple(each.code for each in lists["beneficiary"]),
    )


def plan_of(meeting: Meeting) -> Plan:
    """All that the officer's form holds of a meeting."""
    ways = registration.openings(meeting.id)
    limit = registration.seats(meeting.id)
    return Plan(
        facts=calendar.facts_of(meeting),
        capacities=tuple(way.capacity_code for way in ways),
        opens_at=ways[0].opens_at if ways else None,
        closes_at=ways[0].closes_at if ways else None,
        seats=limit.seats if limit else None,
        actions=tuple(indicators.actions_of(meeting.id)),
    )


def open_now(lang: str, *, at: datetime, most: int = 6) -> Sequence[Row[Any]]:
    """Published meetings for which a way in is open at an instant and a seat is free.

    Rows: slug, status, title, title_lang, dates, place; the soonest first.
    """
    is_open = exists().where(
        Opening.meeting_id == Meeting.id,
        or_(Opening.opens_at.is_(None), Opening.opens_at <= at),
        or_(Opening.closes_at.is_(None), Opening.closes_at > at),
    )
    is_full = exists().where(SeatLimit.meeting_id == Meeting.id, SeatLimit.taken >= SeatLimit.seats)
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
