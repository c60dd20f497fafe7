"""Whose registration was corrected since her State's official list was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from meetings.calendar.models import Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.delegations.models import DelegationList, DelegationMember, ListState
from meetings.delegations.queries.lists import Place, Shown, as_member
from meetings.delegations.queries.standing import decided
from meetings.delegations.rules.following import followed
from meetings.delegations.rules.members import Member
from meetings.directory.rules import clean
from meetings.registration.models import GONE, Correction, Participation

LOOKS_BACK: Final = timedelta(hours=1)  # a unit of writing that began before a list was official


@dataclass(frozen=True)
class Followed:
    """A member of an official list before and after, and the correction that was made last."""

    before: Member
    after: Member
    row: Correction


def due(*, at: datetime) -> list[tuple[Meeting, str]]:
    """The delegations (meeting and State) whose official list says something of somebody that was
    corrected since, at meetings that are not over."""
    found: dict[tuple[int, str], Meeting] = {}
    for row, correction, participation in _rows(_wanted(at=at)):
        if _one(row, [correction], participation) is not None:
            key = (participation.meeting_id, participation.principal.state_code or "")
            found[key] = participation.meeting
    return [(meeting, code) for (_id, code), meeting in found.items() if code]


def of(place: Place, *, at: datetime) -> list[Followed]:
    """Who of one delegation it is, by key."""
    wanted = _wanted(at=at).where(
        DelegationList.meeting_id == place.meeting.id,
        DelegationList.state_code == place.state_code,
    )
    held: dict[str, tuple[DelegationMember, list[Correction], Participation]] = {}
    for row, correction, participation in _rows(wanted):
        held.setdefault(row.key, (row, [], participation))[1].append(correction)
    every = (_one(*each) for each in held.values())
    return [each for each in every if each is not None]


def is_to_follow(place: Place, now: Shown, *, at: datetime) -> bool:
    """Whether the official list of a delegation, as it stands `now`, will be followed by another
    one in a moment: by what was corrected of its people, or decided about them."""
    if now.official is None:
        return False
    return bool(decided(now.official, at=at) or of(place, at=at))


def _wanted(*, at: datetime) -> Select[DelegationMember, Correction, Participation]:
    return (
        select(DelegationMember, Correction, Participation)
        .join(DelegationList, DelegationList.id == DelegationMember.list_id)
        .join(Participation, Participation.id == DelegationMember.participation_id)
        .join(Correction, Correction.participation_id == Participation.id)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .where(
            DelegationList.state == ListState.OFFICIAL,
            Participation.status.not_in(GONE),
            Correction.is_accepted.is_(True),
            or_(
                Participation.changed_at > DelegationList.submitted_at,
                Correction.judged_at > at - LOOKS_BACK,
            ),
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.ends_at > at,
        )
        .options(
            joinedload(Participation.person),
            joinedload(Participation.meeting),
            joinedload(Participation.affiliations),
        )
        .order_by(Correction.judged_at, Correction.id)
        .execution_options(populate_existing=True)
    )


def _rows(
    wanted: Select[DelegationMember, Correction, Participation],
) -> Iterable[tuple[DelegationMember, Correction, Participation]]:
    for row in db.session.execute(wanted).unique():
        yield row[0], row[1], row[2]


def _one(
    row: DelegationMember, corrections: list[Correction], participation: Participation
) -> Followed | None:
    before = as_member(row)
    after = followed(
        before,
        {
            "honorific": participation.person.honorific or "",
            "given_names": participation.person.given_names,
            "surnames": participation.person.surnames,
            "capacity_code": participation.capacity_code,
            "functions": tuple(participation.functions or ()),
            "post": participation.post,
        },
        corrected={fact for each in corrections for fact in each.asked},
    )
    return None if _read(before) == _read(after) else Followed(before, after, corrections[-1])


def _read(member: Member) -> Member:
    """A member as she is read: how often the space bar was pressed is no difference."""
    names: dict[str, Any] = {
        name: clean(getattr(member, name)) for name in ("given_names", "surnames", "post")
    }
    return replace(member, **names)
