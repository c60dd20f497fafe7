"""What a personal feed holds: decided in a few small reads, before anything is rendered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, or_, select

from meetings.accounts.models import Scope, User
from meetings.calendar.models import JoinLink, Meeting, MeetingText
from meetings.calendar.queries import feed_sessions as calendar
from meetings.calendar.queries.feed import WITHDRAWN_FOR
from meetings.calendar.rules.joining import ways_for
from meetings.db import db
from meetings.directory.models import Capacity, Person, Term
from meetings.directory.queries import kin, resolved
from meetings.directory.rules import clean_email
from meetings.feeds.models import FeedAddress, FeedScope
from meetings.feeds.queries.left import Left, endings, left, raised
from meetings.localized import fold
from meetings.permissions import Role
from meetings.registration.models import GONE, Participation, Status
from meetings.registration.rules import may_join


class Way(NamedTuple):
    """A way to join a meeting, or one session of it, to which the reader is entitled."""

    meeting_id: int
    session_id: int | None
    audience: str
    url: str


class Standing(NamedTuple):
    """How the reader's registration to a meeting stands, and since when it has been as it is."""

    status: str
    at: datetime


@dataclass(frozen=True)
class Contents:
    """The meetings of a feed (ids), the ways to join them that its reader is shown, and their
    sessions: all but the breaks where she wants those, else the ones with a way of their own.

    `removed` are sessions that went in the last 90 days, where she wants sessions; `left` the
    meetings that she left in that time; `raised` by how much the SEQUENCE of a meeting is higher in
    her calendar than in others, since she left it once and came again; `standing` how her own
    registration to a meeting stands, where her calendar says it.

    Together with the calendar's version it says whether her copy is the present one.
    """

    meetings: tuple[int, ...]
    ways: tuple[Way, ...]
    sessions: tuple[Any, ...]
    with_sessions: bool
    removed: tuple[Any, ...] = ()
    left: tuple[Left, ...] = ()
    raised: Mapping[int, int] = field(default_factory=dict)
    standing: Mapping[int, Standing] = field(default_factory=dict)


def contents(address: FeedAddress, *, on: date, at: datetime) -> Contents | None:
    """What the feed of an address holds now (`on` is the secretariat's day); None where its reader
    has no right to it any more: her term has ended, or she may no longer sign in.

    Meetings taken back in the last 90 days are in it, as in the public feeds.
    """
    owners = _owners(address)
    if owners is None:
        return None
    standing = _standing(owners, at) if owners and address.scope != FeedScope.DOOR else ()
    if address.scope == FeedScope.MINE:
        found = {each.meeting_id for each in standing} | _convened(owners, at)
    elif address.scope == FeedScope.DOOR:
        found = _told(doors(address.user, on=at.date()), at) if address.user else set()
    elif _sits(owners, address.body_code or "", on=on):
        found = _of_body(address.body_code or "", at)
    else:
        return None
    ways, wanted = _ways(standing, found), address.with_sessions
    is_hers = address.scope == FeedScope.MINE and bool(owners)
    ended = _ended(owners, at) if is_hers else {}
    gone = left(ended, still=found, at=at)
    known = found | {each.meeting_id for each in gone}
    return Contents(
        tuple(sorted(found)),
        ways,
        _sessions(known, ways, wanted=wanted),
        wanted,
        tuple(calendar.removed_sessions(known, at=at)) if wanted and known else (),
        gone,
        raised(
            ended,
            began={each.meeting_id: each.created_at for each in standing},
            again={each.meeting_id: each.sequence_raised for each in standing if is_hers},
            still=found,
        ),
        _hers(standing) if is_hers else {},
    )


def entries(meetings: Collection[int], lang: str) -> Sequence[Any]:
    """The stored entries of these meetings in the order of the ids: id, VEVENT, title, when they
    changed last, whether they are published."""
    return db.session.execute(
        select(
            MeetingText.meeting_id,
            MeetingText.vevent,
            MeetingText.title,
            Meeting.changed_at,
            Meeting.published_at.is_not(None).label("is_published"),
        )
        .join(Meeting, Meeting.id == MeetingText.meeting_id)
        .where(MeetingText.lang == lang, MeetingText.meeting_id.in_(meetings))
        .order_by(MeetingText.meeting_id)
    ).all()


def meetings_of(sessions: Iterable[Any]) -> dict[int, Meeting]:
    """Id -> the meeting, of those to which the sessions belong."""
    wanted = {each.meeting_id for each in sessions}
    rows = db.session.scalars(select(Meeting).where(Meeting.id.in_(wanted)))
    return {each.id: each for each in rows}


def doors(user: User, *, on: date) -> frozenset[int]:
    """The meetings (ids) at whose door a user stands by a grant of her own, in force on a day."""
    held = (
        grant
        for grant in user.grants
        if grant.role == Role.DOOR and grant.scope_type == Scope.MEETING and grant.scope_id
        if (grant.from_on or on) <= on <= (grant.to_on or on)
    )
    return frozenset(int(grant.scope_id or 0) for grant in held)


def _owners(address: FeedAddress) -> list[int] | None:
    """The records (ids) that stand for whoever reads the feed; None: she may not any more.

    A user is every person with her e-mail address **and** her full name.
    """
    if address.person is not None:
        return [resolved(address.person).id]
    user = address.user
    if user is None or not user.is_enabled:
        return None
    if address.scope == FeedScope.DOOR:
        return []
    found = db.session.scalars(
        select(Person).where(
            Person.email == clean_email(user.email), Person.folded_name == fold(user.name)
        )
    )
    return sorted({resolved(each).id for each in found})


def _is(column: Any, owners: Iterable[int]) -> ColumnElement[bool]:
    """Whether a person is one of these records or was merged into one."""
    return or_(false(), *(column.in_(kin(Person, each)) for each in owners))


def _standing(owners: Iterable[int], at: datetime) -> Sequence[Any]:
    """Her registrations and invitations that still hold; not what is held at a former address, for
    her calendar is that of her present one."""
    return db.session.execute(
        select(
            Participation.meeting_id,
            Participation.status,
            Participation.created_at,
            Participation.changed_at,
            Participation.sequence_raised,
            Capacity.audience,
            Meeting.status.label("meeting_status"),
            Meeting.published_at.is_not(None).label("is_published"),
        )
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .where(
            _is(Participation.person_id, owners),
            Participation.held_email.is_(None),
            Participation.status.not_in(GONE),
            _is_told(at),
        )
        .order_by(Participation.id)
    ).all()


def _hers(standing: Iterable[Any]) -> dict[int, Standing]:
    """Meeting -> how she stands in it: confirmed, if one of her registrations is."""
    found: dict[int, Standing] = {}
    for each in standing:
        known = found.get(each.meeting_id)
        if known is None or known.status != Status.CONFIRMED:
            found[each.meeting_id] = Standing(each.status, each.changed_at)
    return found


def _ended(owners: Iterable[int], at: datetime) -> Mapping[int, list[Any]]:
    """Her participations, and others in her mailbox, that ended."""
    hers = and_(_is(Participation.person_id, owners), Participation.held_email.is_(None))
    of_kin = _is(Person.id, owners)
    return endings(hers, of_kin, told=_is_told(at))


def _convened(owners: Iterable[int], at: datetime) -> set[int]:
    """The meetings of the bodies in which she sits on one of their days."""
    rows = db.session.scalars(
        select(Meeting.id)
        .join(Term, Term.body_code == Meeting.body_code)
        .where(
            _is(Term.person_id, owners),
            Term.from_on <= Meeting.ends_on,
            or_(Term.to_on.is_(None), Term.to_on >= Meeting.starts_on),
            _is_told(at, by_filter=True),
        )
    )
    return set(rows)


def _sits(owners: Iterable[int], body_code: str, *, on: date) -> bool:
    """Whether she sits in a body on a day."""
    term = select(Term.id).where(
        _is(Term.person_id, owners),
        Term.body_code == body_code,
        Term.from_on <= on,
        or_(Term.to_on.is_(None), Term.to_on >= on),
    )
    return db.session.scalar(term.limit(1)) is not None


def _of_body(body_code: str, at: datetime) -> set[int]:
    wanted = (Meeting.body_code == body_code, _is_told(at, by_filter=True))
    return set(db.session.scalars(select(Meeting.id).where(*wanted)))


def _told(meetings: Collection[int], at: datetime) -> set[int]:
    found = select(Meeting.id).where(Meeting.id.in_(meetings), _is_told(at))
    return set(db.session.scalars(found)) if meetings else set()


def _is_told(at: datetime, *, by_filter: bool = False) -> ColumnElement[bool]:
    """Whether feeds tell of a meeting: published, or taken back in the 90 days before.

    Found by its days or body (`by_filter`), one that officers have changed since is left out:
    what is written in a draft is told to nobody.
    """
    was_withdrawn = Meeting.withdrawn_at > at - WITHDRAWN_FOR
    if by_filter:
        was_withdrawn = and_(was_withdrawn, Meeting.changed_at == Meeting.withdrawn_at)
    return or_(Meeting.published_at.is_not(None), was_withdrawn)


def _ways(standing: Iterable[Any], meetings: Collection[int]) -> tuple[Way, ...]:
    """The ways to join that she is shown: confirmed, not cancelled, and her capacity's own."""
    entitled = {
        each.meeting_id: each.audience
        for each in standing
        if each.meeting_id in meetings
        and each.is_published
        and may_join(each.status, each.meeting_status)
    }
    if not entitled:
        return ()
    links = defaultdict(list)
    rows = db.session.execute(
        select(JoinLink.meeting_id, JoinLink.session_id, JoinLink.audience, JoinLink.url)
        .where(JoinLink.meeting_id.in_(entitled))
        .order_by(JoinLink.meeting_id, JoinLink.id)
    )
    for row in rows:
        links[row.meeting_id].append(Way(*row))
    return tuple(way for id_, held in links.items() for way in ways_for(entitled[id_], held))


def _sessions(meetings: Collection[int], ways: Iterable[Way], *, wanted: bool) -> tuple[Any, ...]:
    """The sessions of published meetings that are wanted, in order."""
    named = {way.session_id for way in ways if way.session_id is not None}
    if wanted:
        return tuple(calendar.told_sessions(meetings)) if meetings else ()
    return tuple(calendar.named_sessions(named)) if named else ()
