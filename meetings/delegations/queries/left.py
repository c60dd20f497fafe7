"""Whom a State's desk had withdrawn itself, so that she is named again as the same person."""

from __future__ import annotations

from sqlalchemy import select

from meetings.db import db
from meetings.delegations.models import DelegationList, DelegationMember
from meetings.delegations.queries.lists import Place, Shown, as_member, members_of
from meetings.delegations.rules.members import List, Member
from meetings.registration.models import Participation, Status


def left(place: Place, now: Shown) -> List:
    """Who stood on an official list of this delegation, was taken off and takes no part now: as
    the last of these lists had her, in the order of names. One statement."""
    rows = db.session.scalars(
        select(DelegationMember)
        .join(DelegationList, DelegationList.id == DelegationMember.list_id)
        .join(Participation, Participation.id == DelegationMember.participation_id)
        .where(
            DelegationList.meeting_id == place.meeting.id,
            DelegationList.state_code == place.state_code,
            DelegationList.number.is_not(None),
            Participation.status == Status.CANCELLED,
        )
        .order_by(DelegationList.number)
    )
    here = {each.identity for each in members_of(now.list)}
    found = {each.identity: each for each in map(as_member, rows) if each.identity not in here}
    return tuple(found[name] for name in sorted(found))


def left_twin(place: Place, now: Shown, *, new: Member) -> Member | None:
    """Who of the same name was withdrawn before, where no two addresses tell whether it is she."""
    twin = next((each for each in left(place, now) if each.identity == new.identity), None)
    return None if twin is not None and new.email and twin.email else twin
