"""Which limits of a meeting have no seat left, and what that means for somebody invited."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, or_, select

from meetings.calendar.models import Mode
from meetings.db import read_rows
from meetings.registration.models import (
    Participation,
    Promotion,
    RegistrationPlan,
    SeatCount,
    SeatLimit,
)
from meetings.registration.queries import ways
from meetings.registration.rules import seating
from meetings.registration.rules.fullness import Chance, Fullness, TakenUp, modes_of
from meetings.registration.rules.seating import Seeker

# Of a meeting (id, the parameter `meeting_id`): the scope as it is spelled, and for whom it is
# full. Also a part of the statement that reads a meeting's public page.
IS_FULL = SeatLimit.session_id.is_(None) & or_(
    SeatLimit.each.is_(None) & (SeatLimit.taken >= SeatLimit.seats), SeatCount.key.is_not(None)
)
WHOSE = func.coalesce(SeatCount.key, "")
COUNTED = (SeatCount.limit_id == SeatLimit.id) & (SeatCount.taken >= SeatLimit.seats)
_TAKEN_UP: Any = (
    select(SeatLimit.scope_key, WHOSE)
    .outerjoin(SeatCount, COUNTED)
    .where(SeatLimit.meeting_id == bindparam("meeting_id"), IS_FULL)
    .order_by(SeatLimit.scope_key, WHOSE)
)


def taken_up(meeting_id: int) -> tuple[TakenUp, ...]:
    """The limits without a free seat, of each State and organization too: one statement."""
    found = read_rows(_TAKEN_UP, {"meeting_id": meeting_id})
    return tuple(TakenUp(seating.scope_of(key), whose) for key, whose in found)


def chance_of(invited: Participation) -> Chance:
    """What somebody invited meets who says yes now, in the modes among which she chooses: two
    statements, one more where something is full, and where an officer promotes by hand the line.
    """
    meeting, decided = invited.meeting, ways.plan(invited.meeting_id)
    who = seating.seeker_of(invited)
    found = taken_up(meeting.id)
    full = Fullness(
        taken_up=_without_held(found, meeting.id, who) if found else (),
        way=who.way,
        capacities=((who.capacity_code, (invited.principal.type,)),),
        modes=modes_of(meeting.mode) if meeting.mode == Mode.HYBRID else (who.mode,),
        waits=bool(found) and decided.has_waiting_list,
        state=who.state_code,
        organization=who.organization_id,
    )
    return Chance(full=full, is_behind=not full.is_all and _is_behind(decided))


def would_wait(meeting_id: int, who: Seeker) -> bool:
    """Whether whoever comes now like this would stand in line: no seat is left, or others have
    room already and wait for an officer's hand. Two statements, one more where something is full,
    and the line where an officer promotes by hand."""
    decided = ways.plan(meeting_id)
    if not decided.has_waiting_list:
        return False
    left = _without_held(taken_up(meeting_id), meeting_id, who)
    return any(each.keeps_out(who) for each in left) or _is_behind(decided)


def _without_held(found: tuple[TakenUp, ...], meeting_id: int, who: Seeker) -> tuple[TakenUp, ...]:
    """Without the whole meeting's limit where a seat of it is held for her State or organization:
    she comes by that one."""
    is_held = any(
        each.released_at is None and each.used < each.seats and _holder(each) == _holder(who)
        for each in ways.holds(meeting_id)
    )
    return tuple(each for each in found if not (is_held and seating.is_whole_meeting(each.scope)))


def _holder(scope: Any) -> tuple[str, str | int] | None:
    """For whom a seat is held, or who takes it: an organization (id) before a State (code)."""
    if scope.organization_id is not None:
        return ("organization", scope.organization_id)
    return ("state", scope.state_code) if scope.state_code is not None else None


def _is_behind(decided: RegistrationPlan) -> bool:
    """Whether somebody in line has room already and waits for an officer's hand."""
    if not decided.has_waiting_list or decided.promotion != Promotion.BY_HAND:
        return False
    limits = [each for each in ways.limits(decided.meeting_id) if each.session_id is None]
    line = ways.in_line(decided.meeting_id)
    return bool(line) and (
        seating.first_that_fits(line, limits, room=ways.room(limits)) is not None
    )
