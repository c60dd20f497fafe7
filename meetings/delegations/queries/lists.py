"""A State's lists for a meeting: the draft of an office, the official one, and what came before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.calendar.models import Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.delegations.models import (
    DelegationChange,
    DelegationList,
    DelegationMember,
    ListState,
)
from meetings.delegations.rules.members import NAMES, List, Member
from meetings.directory.models import FocalPoint
from meetings.registration.models import GONE, Participation

NOTHING = "-:0"
TOLD_WITH = "told_with"  # in a change: the number of the list whose line in the history says it


@dataclass(frozen=True)
class Place:
    """Whose desk it is: a State's, at a meeting, of a focal point (none: the secretariat)."""

    meeting: Meeting
    state_code: str
    focal_point: FocalPoint | None = None

    @property
    def lock(self) -> str:
        """What writers of this delegation hold, one after another."""
        return f"delegation:{self.meeting.id}:{self.state_code}"


@dataclass(frozen=True)
class Shown:
    """What a desk shows: the office's draft where it has one, else the official list."""

    official: DelegationList | None
    draft: DelegationList | None

    @property
    def list(self) -> DelegationList | None:
        """The list on the desk."""
        return self.draft or self.official

    @property
    def seen(self) -> str:
        """What a form keeps of the list that its reader saw: which one, and its version."""
        return f"{self.list.public_id}:{self.list.version}" if self.list else NOTHING

    @property
    def number(self) -> int:
        """The official list's number, 0 without one."""
        return self.official.number or 0 if self.official else 0

    @property
    def is_behind(self) -> bool:
        """Whether another office's list became official after the draft was begun."""
        return self.draft is not None and self.draft.base_number < self.number


def shown(place: Place) -> Shown:
    """The lists on a desk, as they stand now."""
    wanted = _of(place.meeting.id, place.state_code).where(
        DelegationList.state.in_((ListState.DRAFT, ListState.OFFICIAL))
    )
    found = list(db.session.scalars(wanted.execution_options(populate_existing=True)))
    of = place.focal_point.id if place.focal_point else None
    own = (e for e in found if e.state == ListState.DRAFT and e.focal_point_id == of)
    official = next((each for each in found if each.state == ListState.OFFICIAL), None)
    return Shown(official, next(own, None))


def standing(
    meeting_ids: Sequence[int], focal_point: FocalPoint
) -> dict[int, tuple[int | None, bool]]:
    """Meeting -> the number of her State's official list, and whether her office has a draft."""
    wanted = select(
        DelegationList.meeting_id,
        DelegationList.state,
        DelegationList.number,
        DelegationList.focal_point_id,
    ).where(
        DelegationList.meeting_id.in_(meeting_ids),
        DelegationList.state_code == focal_point.state_code,
        DelegationList.state.in_((ListState.DRAFT, ListState.OFFICIAL)),
    )
    found: dict[int, tuple[int | None, bool]] = {}
    for meeting_id, state, number, of in db.session.execute(wanted):
        official, has_draft = found.get(meeting_id, (None, False))
        if state == ListState.OFFICIAL:
            official = number
        found[meeting_id] = (
            official,
            has_draft or (state == ListState.DRAFT and of == focal_point.id),
        )
    return found


def drafts(place: Place) -> list[DelegationList]:
    """The drafts of every office of the State, the secretariat's too."""
    wanted = _of(place.meeting.id, place.state_code).where(DelegationList.state == ListState.DRAFT)
    return list(db.session.scalars(wanted))


def numbered(place: Place, number: int) -> DelegationList | None:
    """The submitted list with this number, official still or not."""
    wanted = _of(place.meeting.id, place.state_code)
    return db.session.scalar(wanted.where(DelegationList.number == number))


def history(place: Place) -> list[DelegationList]:
    """Every submitted list, the latest first."""
    wanted = _of(place.meeting.id, place.state_code).where(DelegationList.number.is_not(None))
    return list(db.session.scalars(wanted.order_by(DelegationList.number.desc())))


def by_public_id(public_id: str) -> DelegationList | None:
    """One list."""
    return db.session.scalar(select(DelegationList).filter_by(public_id=public_id))


def changes_since(seen: str, now: Shown) -> list[DelegationChange]:
    """What happened to the list that a form's reader saw, and to the one that stands there now."""
    public_id, _mark, version = seen.partition(":")
    before = by_public_id(public_id)
    wanted: list[DelegationChange] = []
    if before is not None:
        number = int(version) if version.isdigit() and len(version) < 9 else 0
        wanted += _changes(before.id, number)
    if now.list is not None and now.list is not before:
        wanted += _changes(now.list.id, 0)
    return wanted


def changes(place: Place, *, most: int = 200) -> list[DelegationChange]:
    """Who changed what of a State's lists and when, the latest first, each thing once.

    A focal point is not shown what another office has not submitted yet.
    """
    wanted = (
        select(DelegationChange)
        .join(DelegationList, DelegationList.id == DelegationChange.list_id)
        .where(
            DelegationChange.meeting_id == place.meeting.id,
            DelegationChange.state_code == place.state_code,
        )
        .order_by(DelegationChange.id.desc())
        .limit(most)
    )
    if place.focal_point is not None:
        own = DelegationList.focal_point_id == place.focal_point.id
        wanted = wanted.where(own | DelegationList.number.is_not(None))
    return [each for each in db.session.scalars(wanted) if TOLD_WITH not in each.details]


def notes(row: DelegationList) -> dict[str, str]:
    """Key -> why somebody was taken off this list, where it was said and not taken back."""
    wanted = select(DelegationChange.action, DelegationChange.details).where(
        DelegationChange.list_id == row.id, DelegationChange.action.in_(("remove", "take_back"))
    )
    found: dict[str, str] = {}
    for action, details in db.session.execute(wanted.order_by(DelegationChange.id)):
        if action == "take_back":
            found = dict(details.get("notes", found))
        elif "key" in details:
            found[details["key"]] = details.get("note", "")
    return {key: note for key, note in found.items() if note}


def last_time(place: Place) -> DelegationList | None:
    """The official list of the State at the session before of the same body, where it has one: of
    the same kind of meetings where there is one."""
    meeting = place.meeting
    if meeting.body_code is None:
        return None
    wanted = (
        select(DelegationList)
        .join(Meeting, Meeting.id == DelegationList.meeting_id)
        .where(
            DelegationList.state_code == place.state_code,
            DelegationList.state == ListState.OFFICIAL,
            Meeting.body_code == meeting.body_code,
            Meeting.starts_at < meeting.starts_at,
            Meeting.status != MeetingStatus.CANCELLED,
        )
        .options(selectinload(DelegationList.members))
        .order_by(of_same_kind(place).desc(), Meeting.starts_at.desc())
        .limit(1)
    )
    return db.session.scalar(wanted)


def of_same_kind(place: Place) -> ColumnElement[int]:
    """1 for meetings of the kind of this one, which are sessions of one series; else 0."""
    return case((Meeting.kind_code == place.meeting.kind_code, 1), else_=0)


def members_of(row: DelegationList | None) -> List:
    """A list's members as the rules see them, in order."""
    return tuple(as_member(each) for each in row.members) if row else ()


def participations(members: Iterable[Member], meeting_id: int) -> dict[int, Participation]:
    """The nominations of members to this meeting, by id."""
    ids = {each.participation_id for each in members} - {None}
    wanted = (
        select(Participation)
        .where(Participation.id.in_(ids), Participation.meeting_id == meeting_id)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.meeting),
            joinedload(Participation.capacity),
            selectinload(Participation.affiliations),
        )
    )
    return {each.id: each for each in db.session.scalars(wanted)} if ids else {}


def ended(now: Shown, known: Mapping[int, Participation]) -> frozenset[str]:
    """The keys of those on a desk's list whose nomination has ended, and who are not named anew on
    its draft."""
    members = members_of(now.list)
    held = {each.key for each in members_of(now.official)}
    return frozenset(
        each.key
        for each in members
        if (found := known.get(each.participation_id or 0)) is not None
        and found.status in GONE
        and (now.draft is None or each.key in held)
    )


def ended_twin(place: Place, new: Member) -> Member | None:
    """Who of the same name stands on the desk's list with a nomination that has ended."""
    now = shown(place)
    members = members_of(now.list)
    if any(each.key == new.key for each in members):
        return None
    gone = ended(now, participations(members, place.meeting.id))
    named = (each for each in members if each.identity == new.identity)
    return next((each for each in named if each.key in gone), None)


def as_member(row: DelegationMember) -> Member:
    """Somebody on a list as the rules see her."""
    values = {name: getattr(row, name) for name in NAMES}
    return Member(**values | {"functions": tuple(row.functions or ())})


def _changes(list_id: int, version: int) -> list[DelegationChange]:
    wanted = select(DelegationChange).where(
        DelegationChange.list_id == list_id, DelegationChange.version > version
    )
    return list(db.session.scalars(wanted.order_by(DelegationChange.id)))


def _of(meeting_id: int, state_code: str) -> Select[DelegationList]:
    return (
        select(DelegationList)
        .where(DelegationList.meeting_id == meeting_id, DelegationList.state_code == state_code)
        .options(selectinload(DelegationList.members), joinedload(DelegationList.focal_point))
    )
