"""Which limits of a meeting have no seat left, and what that means for somebody invited."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select

from meetings.calendar.models import Meeting, Mode
from meetings.db import read_rows
from meetings.registration.models import (
    Participation,
    Promotion,
    RegistrationPlan,
    SeatCount,
    SeatLimit,
    Status,
)
from meetings.registration.queries import ways
from meetings.registration.queries.terms import Line
from meetings.registration.rules import line, seating
from meetings.registration.rules.fullness import Chance, Fullness, TakenUp, Why, modes_of
from meetings.registration.rules.seating import Seeker

# Of a meeting (id, the parameter `meeting_id`): the scope as it is spelled, and for whom it is
# full. Also a part of the statement that reads a meeting's public page.
IS_FULL = SeatLimit.session_id.is_(None) & or_(
    SeatLimit.each.is_(None) & (SeatLimit.taken >= SeatLimit.seats), SeatCount.key.is_not(None)
)
WHOSE = func.coalesce(SeatCount.key, "")
COUNTED = (SeatCount.limit_id == SeatLimit.id) & (SeatCount.taken >= SeatLimit.seats)
# Whether an officer promotes those who wait, by hand: a part of statements that read a meeting.
PROMOTES_BY_HAND = (
    exists()
    .where(
        RegistrationPlan.meeting_id == Meeting.id,
        RegistrationPlan.has_waiting_list,
        RegistrationPlan.promotion == Promotion.BY_HAND,
    )
    .correlate(Meeting)
)
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


def waited_for(meeting_id: int) -> tuple[TakenUp, ...]:
    """The limits with free seats for which others stand already (see rules/line.py), where an
    officer promotes by hand: a statement for the line, and two more where there is one."""
    waiting = ways.seekers(
        Participation.meeting_id == meeting_id,
        Participation.status == Status.WAITLISTED,
        Participation.offered_until.is_(None),
    )
    if not waiting:
        return ()
    limits, room = ways.free_seats(meeting_id)
    found = line.waited_for(waiting.values(), limits=limits, room=room)
    scopes = {each.id: seating.scope_of(each.scope_key) for each in limits}
    return tuple(TakenUp(scopes[limit], key) for limit, key in sorted(found))


def promotes_by_hand(meeting_id: int) -> bool:
    """Whether an officer promotes those who wait, by hand."""
    return _by_hand(ways.plan(meeting_id))


def is_behind(meeting_id: int, who: Seeker, *, decided: Line | RegistrationPlan) -> bool:
    """Whether whoever comes now like this stands behind others for whom there is room already, and
    who wait for such a seat until an officer lets them in."""
    return _by_hand(decided) and any(each.keeps_out(who) for each in waited_for(meeting_id))


def chance_of(invited: Participation) -> Chance:
    """What somebody invited meets who says yes now, in the modes among which she chooses: two
    statements, one more where something is full, and where an officer promotes by hand the line.
    """
    meeting, decided = invited.meeting, ways.plan(invited.meeting_id)
    who = seating.seeker_of(invited)
    found = taken_up(meeting.id)
    ahead = waited_for(meeting.id) if _by_hand(decided) else ()
    full = Fullness(
        taken_up=_without_held(found, meeting.id, who) if found else (),
        waited_for=ahead,
        way=who.way,
        capacities=((who.capacity_code, (invited.principal.type,)),),
        modes=modes_of(meeting.mode) if meeting.mode == Mode.HYBRID else (who.mode,),
        waits=bool(found or ahead) and decided.has_waiting_list,
        state=who.state_code,
        organization=who.organization_id,
    )
    return Chance(full=full)


def would_wait(meeting_id: int, who: Seeker) -> Why | None:
    """Why whoever comes now like this would stand in line, None where she would not. Two
    statements, one more where something is full, and the line where an officer promotes by hand."""
    decided = ways.plan(meeting_id)
    if not decided.has_waiting_list:
        return None
    why = why_waiting(meeting_id, who)
    return why if why == Why.FULL or is_behind(meeting_id, who, decided=decided) else None


def why_waiting(meeting_id: int, who: Seeker) -> Why:
    """Why somebody like this stands in line: no seat is left, else others come first."""
    left = _without_held(taken_up(meeting_id), meeting_id, who)
    return Why.FULL if any(each.keeps_out(who) for each in left) else Why.BEHIND


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


def _by_hand(decided: Line | RegistrationPlan) -> bool:
    return decided.has_waiting_list and decided.promotion == Promotion.BY_HAND
