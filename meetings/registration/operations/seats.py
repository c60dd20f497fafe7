"""Taking and freeing seats: one UPDATE a limit, so that the last seat is given once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from meetings.db import db, one_at_a_time, read_rows
from meetings.registration.models import Participation, SeatCount, SeatHold, SeatLimit
from meetings.registration.rules import seating
from meetings.registration.rules.seating import Seeker

_PLAIN = {"synchronize_session": False}
_LIMITS = (
    select(SeatLimit)
    .where(SeatLimit.meeting_id == bindparam("meeting"), SeatLimit.session_id.is_(None))
    .order_by(SeatLimit.id)
)


def lock_name(meeting_id: int) -> str:
    """What a change of limits and a waiting list hold alone; who takes or frees a seat holds it
    together with others."""
    return f"seats:{meeting_id}"


def limits(meeting_id: int, seeker: Seeker) -> list[Any]:
    """The limits that count such a registration (a SeatLimit's columns), in the order in which they
    are taken."""
    found: Iterable[Any] = read_rows(_LIMITS, {"meeting": meeting_id})
    return [limit for limit in found if seating.falls_under(limit, seeker)]


def take(meeting_id: int, seeker: Seeker) -> int | None:
    """Take a seat of every limit; gives back the hold (id) whose seat it was, if any.

    Raises Refused (code full, naming the scope) when one has none left; nothing is taken then.
    """
    within = limits(meeting_id, seeker)
    if not within:
        return None
    hold = _use_hold(meeting_id, seeker)
    taken: list[SeatLimit] = []
    for limit in within:
        if hold is not None and seating.is_whole_meeting(limit):
            continue
        if not _take_one(limit, seeker):
            for each in taken:
                _free_one(each, seeker)
            if hold is not None:
                _give_back(hold)
            raise seating.no_seat(limit)
        taken.append(limit)
    return hold


def free(participation: Participation, held: Seeker | None = None) -> None:
    """Give back the seats of somebody who held them, as what she is or as what she was when she
    `held` them; the hold she came by gets its seat again, unless it was released meanwhile."""
    seeker = held or seating.seeker_of(participation)
    hold = participation.seat_hold_id
    is_back = hold is not None and _give_back(hold)
    for limit in limits(participation.meeting_id, seeker):
        if not (is_back and seating.is_whole_meeting(limit)):
            _free_one(limit, seeker)
    participation.seat_hold_id = None


def free_several(meeting_id: int, several: Sequence[Participation]) -> None:
    """The same for many of a meeting: a statement a limit, and one more for each State and
    organization, in the order in which limits are taken."""
    found = list(db.session.scalars(_LIMITS, {"meeting": meeting_id}))
    counts: Counter[tuple[int, str]] = Counter()
    for each in several:
        seeker, hold = seating.seeker_of(each), each.seat_hold_id
        is_back = hold is not None and _give_back(hold)
        for limit in found:
            if seating.falls_under(limit, seeker) and not (
                is_back and seating.is_whole_meeting(limit)
            ):
                counts[limit.id, seating.key_of(limit, seeker) or ""] += 1
    for limit in found:
        for key in sorted(key for id_, key in counts if id_ == limit.id):
            _free_many(limit, key, counts[limit.id, key])


def _free_many(limit: SeatLimit, key: str, freed: int) -> None:
    table: type[SeatLimit] | type[SeatCount] = SeatCount if limit.each else SeatLimit
    where = (
        (SeatCount.limit_id == limit.id) & (SeatCount.key == key)
        if limit.each
        else SeatLimit.id == limit.id
    )
    left = case((table.taken >= freed, table.taken - freed), else_=0)
    db.session.execute(update(table).where(where).values(taken=left), execution_options=_PLAIN)


def exchange(participation: Participation, before: Seeker) -> None:
    """Seats for what she is now, in place of those for what she was; a limit that counted and
    counts her stays as it is.

    Raises Refused (code full) when a limit that counts her from now on has no seat left.
    """
    after = seating.seeker_of(participation)
    if before == after:
        return
    left = {
        (each.id, seating.key_of(each, before)): each
        for each in limits(participation.meeting_id, before)
    }
    entered = {
        (each.id, seating.key_of(each, after)): each
        for each in limits(participation.meeting_id, after)
    }
    for place in entered.keys() - left.keys():
        if not _take_one(entered[place], after):
            raise seating.no_seat(entered[place])
    for place in left.keys() - entered.keys():
        _free_one(left[place], before)
    _leave_hold(participation, before, after)


def _leave_hold(participation: Participation, before: Seeker, after: Seeker) -> None:
    """Who came by a seat held back for one State or organization and is another's now leaves it
    to them, and takes one held back for hers, else one of the meeting's."""
    hold = participation.seat_hold_id
    theirs = (before.state_code, before.organization_id)
    if hold is None or theirs == (after.state_code, after.organization_id):
        return
    participation.seat_hold_id = None
    if not _give_back(hold):
        return  # released meanwhile: her seat is one of the meeting's already
    participation.seat_hold_id = _use_hold(participation.meeting_id, after)
    if participation.seat_hold_id is not None:
        return
    for limit in limits(participation.meeting_id, after):
        if seating.is_whole_meeting(limit) and not _take_one(limit, after):
            raise seating.no_seat(limit)


def hold_alone(meeting_id: int) -> None:
    """Let nobody else take or free a seat of the meeting until this unit commits."""
    one_at_a_time(lock_name(meeting_id))


def _take_one(limit: SeatLimit, seeker: Seeker) -> bool:
    if limit.each:
        return _count_one(limit, seating.key_of(limit, seeker) or "")
    taken = db.session.scalar(
        update(SeatLimit)
        .where(SeatLimit.id == limit.id, SeatLimit.taken < SeatLimit.seats)
        .values(taken=SeatLimit.taken + 1)
        .returning(SeatLimit.id),
        execution_options=_PLAIN,
    )
    return taken is not None


def _count_one(limit: SeatLimit, key: str) -> bool:
    """One more for a State or an organization: its row is made with the first."""
    if limit.seats < 1:
        return False
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    counted = db.session.scalar(
        insert(SeatCount)
        .values(limit_id=limit.id, key=key, taken=1)
        .on_conflict_do_update(
            index_elements=[SeatCount.limit_id, SeatCount.key],
            set_={"taken": SeatCount.taken + 1},
            where=SeatCount.taken < limit.seats,
        )
        .returning(SeatCount.key)
    )
    return counted is not None


def _free_one(limit: SeatLimit, seeker: Seeker) -> None:
    if limit.each:
        key = seating.key_of(limit, seeker) or ""
        counted = update(SeatCount).where(
            SeatCount.limit_id == limit.id, SeatCount.key == key, SeatCount.taken > 0
        )
        db.session.execute(counted.values(taken=SeatCount.taken - 1), execution_options=_PLAIN)
        return
    db.session.execute(
        update(SeatLimit)
        .where(SeatLimit.id == limit.id, SeatLimit.taken > 0)
        .values(taken=SeatLimit.taken - 1),
        execution_options=_PLAIN,
    )


def _use_hold(meeting_id: int, seeker: Seeker) -> int | None:
    """A seat held back for this State or organization, where one is left."""
    if seeker.state_code is None and seeker.organization_id is None:
        return None
    holder = (
        SeatHold.organization_id == seeker.organization_id
        if seeker.organization_id is not None
        else SeatHold.state_code == seeker.state_code
    )
    found = db.session.scalar(
        select(SeatHold.id)
        .where(
            SeatHold.meeting_id == meeting_id,
            holder,
            SeatHold.released_at.is_(None),
            SeatHold.used < SeatHold.seats,
        )
        .order_by(SeatHold.id)
        .limit(1)
    )
    return found if found is not None and _step_hold(found, 1) else None


def _give_back(hold: int) -> bool:
    return _step_hold(hold, -1)


def _step_hold(hold: int, step: int) -> bool:
    bound = SeatHold.used < SeatHold.seats if step > 0 else SeatHold.used > 0
    moved = db.session.scalar(
        update(SeatHold)
        .where(SeatHold.id == hold, SeatHold.released_at.is_(None), bound)
        .values(used=SeatHold.used + step)
        .returning(SeatHold.id),
        execution_options=_PLAIN,
    )
    return moved is not None
