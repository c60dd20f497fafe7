"""The last list that was sent from a desk, as long as it can be taken back by one click."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meetings.db import db
from meetings.delegations.models import DelegationList, ListWay
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place, Shown
from meetings.delegations.rules.going_back import back
from meetings.delegations.rules.lists import Differences, compare
from meetings.delegations.rules.members import List

FOLLOWING = (ListWay.CORRECTION, ListWay.STANDING)  # nobody sent these


@dataclass(frozen=True)
class Sent:
    """The list that was sent last (its number), who would be on the one after it is taken back,
    what that changes, and what `stays` of what registrations say since."""

    number: int
    members: List
    changes: Differences
    stays: Differences


def sent_last(place: Place, now: Shown) -> Sent | None:
    """What can be taken back at a desk. None where there was no list before, and, for a focal
    point, where the secretariat sent the last one: it is not hers to take back."""
    if now.official is None:
        return None
    wanted = (
        select(DelegationList)
        .where(
            DelegationList.meeting_id == place.meeting.id,
            DelegationList.state_code == place.state_code,
            DelegationList.number.is_not(None),
            DelegationList.way.not_in(FOLLOWING),
        )
        .options(selectinload(DelegationList.members))
        .order_by(DelegationList.number.desc())
        .limit(1)
    )
    found = db.session.scalar(wanted)
    if found is None or (place.focal_point is not None and found.focal_point_id is None):
        return None
    before = lists.numbered(place, (found.number or 0) - 1)
    if before is None:
        return None
    submitted, current = lists.members_of(found), lists.members_of(now.official)
    members = back(lists.members_of(before), submitted=submitted, current=current)
    changes, stays = compare(current, members), compare(submitted, current)
    return Sent(found.number or 0, members, changes, stays)
