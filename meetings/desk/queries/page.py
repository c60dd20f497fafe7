"""A meeting's public page, what the officer's form holds of it, and what may take its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Integer,
    Row,
    RowMapping,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from meetings.calendar import queries as calendar
from meetings.calendar.models import (
    Document,
    Meeting,
    MeetingBeneficiary,
    MeetingChange,
    MeetingSession,
    MeetingText,
    MeetingTheme,
)
from meetings.db import db, read_rows
from meetings.desk.rules import Plan
from meetings.directory.models import Capacity, Theme
from meetings.indicators import queries as indicators
from meetings.indicators.models import Action, MeetingAction
from meetings.registration import queries as registration
from meetings.registration.models import (
    Opening,
    Participation,
    RegistrationPlan,
    SeatCount,
    SeatLimit,
)
from meetings.registration.queries import fullness
from meetings.registration.rules import BY_FORM
from meetings.registration.rules.counting import counts_as_registered
from meetings.registration.rules.fullness import TakenUp
from meetings.registration.rules.seating import scope_of

Statement = Select[*tuple[Any, ...]]
MOST_SUCCESSORS = 200


@dataclass(frozen=True)
class MeetingPage:
    """What a meeting's page shows: its columns and words, and the lists that hang on it.

    `ways` have code, names, what they may represent, way, opens_at, closes_at; `taken_up` are the
    limits of its seats of which none is free, `waited_for` those for which others stand in line
    until an officer lets them in; `themes` and `actions` code and
    names, the latter their framework as `detail`; `beneficiaries` are countries' codes.
    `changes` are those made while it was published, the latest first; `takes_place_of` are the
    published meetings (code is the slug, names the title) which this one replaced, `replaced_by`
    the published one that replaced it.
    """

    meeting: RowMapping
    ways: tuple[WayIn, ...]
    themes: tuple[Row[Any], ...]
    actions: tuple[Row[Any], ...]
    beneficiaries: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    takes_place_of: tuple[Row[Any], ...] = ()
    replaced_by: tuple[Row[Any], ...] = ()
    taken_up: tuple[TakenUp, ...] = ()
    waited_for: tuple[TakenUp, ...] = ()


class WayIn(NamedTuple):
    """A capacity that comes by the public form or its organization's link."""

    code: str
    names: dict[str, str]
    represents: Sequence[str]
    way: str
    opens_at: datetime | None
    closes_at: datetime | None


class Change(NamedTuple):
    """A change as `calendar.history` tells it."""

    what: str
    old: dict[str, Any]
    new: dict[str, Any]
    at: datetime
    why: str
    is_why_public: bool
    found_in: str
    was_published: bool = True
    why_language: str = ""


def _part(what: str, code: Any, *, names: Any, sort: Any, detail: Any = None) -> Statement:
    extra = literal("") if detail is None else detail
    return select(literal(what), code, names, null(), null(), null(), sort, extra)


_OTHER = aliased(Meeting)
_PUBLIC_REASON = case((MeetingChange.is_why_public, MeetingChange.why), else_="")
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
        func.coalesce(RegistrationPlan.has_waiting_list, False).label("has_waiting_list"),
        fullness.PROMOTES_BY_HAND.label("promotes_by_hand"),
        exists()
        .where(Participation.meeting_id == Meeting.id, counts_as_registered())
        .label("has_registered"),
        exists().where(MeetingSession.meeting_id == Meeting.id).label("has_sessions"),
        exists().where(Document.meeting_id == Meeting.id).label("has_documents"),
    )
    .join(
        MeetingText,
        (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == bindparam("lang")),
    )
    .outerjoin(SeatLimit, (SeatLimit.meeting_id == Meeting.id) & (SeatLimit.scope_key == ""))
    .outerjoin(RegistrationPlan, RegistrationPlan.meeting_id == Meeting.id)
    .where(Meeting.slug == bindparam("slug"))
)
# The first part names and types the columns of all.
_LISTS = union_all(
    select(
        literal("way").label("what"),
        Capacity.code.label("code"),
        Capacity.names.label("names"),
        Capacity.represents.label("represents"),  # types the column in which changes keep theirs
        Opening.opens_at.label("opens_at"),
        Opening.closes_at.label("closes_at"),
        Capacity.sort.label("sort"),
        Opening.way.label("detail"),
    )
    .join(Opening, Opening.capacity_code == Capacity.code)
    .where(Opening.meeting_id == _ID, Opening.way.in_(BY_FORM)),
    _part("theme", Theme.code, names=Theme.names, sort=Theme.sort)
    .join(MeetingTheme, MeetingTheme.theme_code == Theme.code)
    .where(MeetingTheme.meeting_id == _ID),
    _part("action", Action.code, names=Action.names, sort=Action.sort, detail=Action.framework_code)
    .join(MeetingAction, MeetingAction.action_code == Action.code)
    .where(MeetingAction.meeting_id == _ID),
    _part("beneficiary", MeetingBeneficiary.country, names=null(), sort=literal(0)).where(
        MeetingBeneficiary.meeting_id == _ID
    ),
    _part("takes_place_of", _OTHER.slug, names=_OTHER.title, sort=_OTHER.id).where(
        _OTHER.replaced_by_id == _ID, _OTHER.published_at.is_not(None)
    ),
    _part("replaced_by", _OTHER.slug, names=_OTHER.title, sort=_OTHER.id)
    .join(Meeting, Meeting.replaced_by_id == _OTHER.id)
    .where(Meeting.id == _ID, _OTHER.published_at.is_not(None)),
    # Where no seat is free: the scope as it is spelled, and for whom in the place of detail.
    _part("taken_up", SeatLimit.scope_key, names=null(), sort=SeatLimit.id, detail=fullness.WHOSE)
    .outerjoin(SeatCount, fullness.COUNTED)
    .where(SeatLimit.meeting_id == _ID, fullness.IS_FULL),
    # What was changed: old in the place of names, new in that of represents, at in opens_at.
    select(
        literal("change"),
        MeetingChange.what,
        MeetingChange.old,
        MeetingChange.new,
        MeetingChange.at,
        null(),
        MeetingChange.id,
        MeetingChange.found_in + "\n" + MeetingChange.why_language + "\n" + _PUBLIC_REASON,
    ).where(MeetingChange.meeting_id == _ID, MeetingChange.was_published),
)


def meeting_page(slug: str, lang: str) -> MeetingPage | None:
    """A meeting, drafts too, with its words in a language: two statements, whatever it holds; where
    an officer promotes by hand those who wait, up to three more."""
    row = read_rows(_ONE, {"slug": slug, "lang": lang}).mappings().first()
    if row is None:
        return None
    lists: dict[str, list[Row[Any]]] = defaultdict(list)
    found = read_rows(_LISTS, {"meeting_id": row["id"]})
    for each in sorted(found, key=lambda each: each.sort):
        lists[each.what].append(each)
    return MeetingPage(
        row,
        tuple(
            WayIn(
                each.code, each.names, each.represents, each.detail, each.opens_at, each.closes_at
            )
            for each in lists["way"]
        ),
        tuple(lists["theme"]),
        tuple(lists["action"]),
        tuple(each.code for each in lists["beneficiary"]),
        tuple(_change(each) for each in reversed(lists["change"])),
        tuple(lists["takes_place_of"]),
        tuple(lists["replaced_by"]),
        tuple(TakenUp(scope_of(each.code), each.detail) for each in lists["taken_up"]),
        fullness.waited_for(row["id"]) if row["promotes_by_hand"] else (),
    )


def _change(row: Row[Any]) -> Change:
    found_in, why_language, why = row.detail.split("\n", 2)
    return Change(
        row.code,
        row.names,
        row.represents,
        row.opens_at,
        why,
        is_why_public=True,
        found_in=found_in,
        why_language=why_language,
    )


def gives_way(meeting: Meeting, lang: str) -> tuple[Any, Sequence[Any]]:
    """The meeting (slug, title) that takes the place of one, if any, and those whose place it
    takes; drafts too, for officers. One statement."""
    wanted = (
        select(Meeting.slug, MeetingText.title, Meeting.replaced_by_id)
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(or_(Meeting.id == meeting.replaced_by_id, Meeting.replaced_by_id == meeting.id))
        .order_by(Meeting.starts_on)
    )
    rows = db.session.execute(wanted).all()
    before = [each for each in rows if each.replaced_by_id == meeting.id]
    return next((each for each in rows if each not in before), None), before


def successors(
    meeting: Meeting, lang: str, *, within: Collection[int] | None = None
) -> list[tuple[str, str]]:
    """The meetings (slug, title and dates) that may take another's place: of its body or kind,
    from half a year before it on; `within` are those (ids) that the officer manages."""
    fitting = [Meeting.kind_code == meeting.kind_code]
    if meeting.body_code:
        fitting.append(Meeting.body_code == meeting.body_code)
    wanted = (
        select(Meeting.slug, MeetingText.title, MeetingText.dates)
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(
            or_(*fitting),
            Meeting.id != meeting.id,
            Meeting.starts_on >= meeting.starts_on - timedelta(days=183),
        )
        .order_by(Meeting.starts_on, Meeting.id)
        .limit(MOST_SUCCESSORS)
    )
    if within is not None:
        wanted = wanted.where(Meeting.id.in_(within))
    return [(slug, f"{title} · {dates}") for slug, title, dates in db.session.execute(wanted)]


def plan_of(meeting: Meeting) -> Plan:
    """All that the officer's form holds of a meeting."""
    ways = [each for each in registration.openings(meeting.id) if each.way in BY_FORM]
    limit = registration.seats(meeting.id)
    return Plan(
        facts=calendar.facts_of(meeting),
        capacities=tuple(way.capacity_code for way in ways),
        opens_at=ways[0].opens_at if ways else None,
        closes_at=ways[0].closes_at if ways else None,
        seats=limit.seats if limit else None,
        actions=tuple(indicators.actions_of(meeting.id)),
    )
