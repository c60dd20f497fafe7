"""Who stands otherwise now than on her State's official list: declined, withdrawn, given a seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.calendar.models import Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.delegations.models import DelegationList, DelegationMember, ListState
from meetings.delegations.queries.lists import as_member
from meetings.delegations.rules.coming import standing_of
from meetings.delegations.rules.members import Member
from meetings.registration.models import Participation, ParticipationChange, Status
from meetings.registration.rules.counting import ENDED

NOT_COMING = (Status.WAITLISTED, *ENDED)


@dataclass(frozen=True)
class Decided:
    """A member of an official list, how she stands now, by which change, and whether there is an
    address to which that was mailed."""

    before: Member
    standing: str
    change: ParticipationChange
    has_address: bool


def due(*, at: datetime) -> list[tuple[Meeting, str]]:
    """The delegations (meeting and State) of whose official list somebody stands otherwise, at
    meetings that are not over."""
    wanted = (
        select(DelegationList.meeting_id, DelegationList.state_code)
        .join(DelegationMember, DelegationMember.list_id == DelegationList.id)
        .join(Participation, Participation.id == DelegationMember.participation_id)
        .join(Meeting, Meeting.id == DelegationList.meeting_id)
        .where(
            DelegationList.state == ListState.OFFICIAL,
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.ends_at > at,
            _otherwise(),
        )
        .distinct()
    )
    rows = db.session.execute(wanted).all()
    ids = select(Meeting).where(Meeting.id.in_({row[0] for row in rows}))
    meetings = {each.id: each for each in db.session.scalars(ids)}
    return [(meetings[id_], code) for id_, code in rows]


def decided(official: DelegationList | None, *, at: datetime) -> list[Decided]:
    """Who of an official list stands otherwise now, in its order."""
    if official is None:
        return []
    wanted = (
        select(DelegationMember, Participation)
        .join(Participation, Participation.id == DelegationMember.participation_id)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .where(
            DelegationMember.list_id == official.id,
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.ends_at > at,
            _otherwise(),
        )
        .options(joinedload(Participation.person))
        .order_by(DelegationMember.sort)
        .execution_options(populate_existing=True)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(wanted)]
    changes = _last([each.id for _row, each in rows])
    return [
        Decided(as_member(row), standing_of(each), changes[each.id], bool(each.mailbox))
        for row, each in rows
        if each.id in changes
    ]


def _otherwise() -> ColumnElement[bool]:
    """Whether a member's registration stands otherwise than it did on the list."""
    held, now = DelegationMember.standing, Participation.status
    return or_(
        and_(held == "", now.in_(NOT_COMING)),
        and_(held != "", held != now),
    )


def _last(ids: Sequence[int]) -> dict[int, ParticipationChange]:
    """Participation (id) -> its last change."""
    latest = (
        select(func.max(ParticipationChange.id))
        .where(ParticipationChange.participation_id.in_(ids))
        .group_by(ParticipationChange.participation_id)
    )
    wanted = select(ParticipationChange).where(ParticipationChange.id.in_(latest))
    return {each.participation_id: each for each in db.session.scalars(wanted)}
