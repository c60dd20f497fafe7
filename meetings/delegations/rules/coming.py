"""Who of a list comes, and who waits for a seat: whoever waits or has left is in no count. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from meetings.delegations.rules.members import List, Member
from meetings.registration.models import Participation, SeatLimit, Status
from meetings.registration.rules.counting import ENDED, REGISTERED
from meetings.registration.rules.seating import Seeker, falls_under, seeker_of

Known = Mapping[int, Participation]


@dataclass(frozen=True)
class Seats:
    """A limit under which a delegation falls: how many of its seats are taken, and how many more
    than there are this list asks for. `is_own`: it holds for the State alone, not for everybody.
    `is_hard`: somebody who has a seat otherwise asks for one here, and waits for none."""

    seats: int
    taken: int
    capacity_code: str | None
    short: int = 0
    mode: str | None = None
    is_own: bool = True
    is_hard: bool = False

    @property
    def left(self) -> int:
        """How many seats are free."""
        return max(0, self.seats - self.taken)


def coming(members: Iterable[Member], known: Known) -> List:
    """Who holds a seat, or is not nominated yet: by the status of each one's participation."""
    return tuple(
        each
        for each in members
        if each.participation_id is None or _status(each, known) in {None, *REGISTERED}
    )


def awaiting(members: Iterable[Member], known: Known) -> List:
    """Who was nominated and waits for a seat."""
    return tuple(each for each in members if _status(each, known) == Status.WAITLISTED)


def standing_of(participation: Participation | None) -> str:
    """How somebody stands on a list that becomes official now: empty for who comes."""
    status = participation.status if participation is not None else ""
    return status if status in {Status.WAITLISTED, *ENDED} else ""


def deed_of(before: str, after: str) -> str:
    """What was done (see words.ACTIONS) with who stood so before and stands so now."""
    if not after:
        return "come" if before == Status.WAITLISTED else "come_back"
    if after == Status.WAITLISTED:
        return "wait"
    return "decline" if after == Status.DECLINED else "withdraw"


def seats_for(
    limits: Sequence[tuple[SeatLimit, int]],
    members: Sequence[Member],
    *,
    before: Iterable[Member],
    known: Known,
    seeker: Seeker,
) -> list[Seats]:
    """The limits over a State (each with what is taken of it) beside what a list asks for, with the
    official list `before` it; `seeker` is what everybody of the list has in common."""
    found = []
    for limit, taken in limits:
        wanted = [e for e in members if _status(e, known) not in ENDED]
        under = [e for e in wanted if falls_under(limit, _as_seeker(e, seeker))]
        held = [
            each
            for member in before
            if (each := known.get(member.participation_id or 0)) is not None
            and each.status in REGISTERED
            and falls_under(limit, seeker_of(each))
        ]
        short = taken - len(held) + len(under) - limit.seats
        stood = (known.get(e.participation_id or 0) for e in under)
        moved = any(
            each is not None
            and each.status in REGISTERED
            and not falls_under(limit, seeker_of(each))
            for each in stood
        )
        found.append(
            Seats(
                limit.seats,
                taken,
                limit.capacity_code,
                max(short, 0),
                limit.mode,
                is_own=limit.state_code is not None or limit.each is not None,
                is_hard=short > 0 and moved,
            )
        )
    return found


def _status(member: Member, known: Known) -> str | None:
    found = known.get(member.participation_id or 0)
    return found.status if found is not None else None


def _as_seeker(member: Member, common: Seeker) -> Seeker:
    return Seeker(
        capacity_code=member.capacity_code,
        mode=member.mode or common.mode,
        way=common.way,
        state_code=common.state_code,
    )
