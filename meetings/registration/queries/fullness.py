"""Which limits of a meeting have no seat left."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, or_, select

from meetings.db import read_rows
from meetings.registration.models import SeatCount, SeatLimit
from meetings.registration.rules import seating
from meetings.registration.rules.fullness import TakenUp

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
