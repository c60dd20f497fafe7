"""Who stands before whom in a meeting's line. Pure.

Two who wait compete where one could take what the other waits for. Somebody whose limits (her
mode's, her capacity's, her State's, the meeting's own) are full competes with those for whom one of
the same limits is full: all who wait where the whole meeting is full, else those of her mode or her
capacity. Somebody for whom there is room, and who waits for an officer's hand, competes with those
for whom there is room too and who fall under one of her limits; not with those who wait for what is
full, and could not take her seat. `limits` and `room` as in `seating.first_that_fits`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.registration.models import SeatLimit
from meetings.registration.rules.seating import Seeker, full_for, under

Room = dict[tuple[int, str], int]


@dataclass(frozen=True)
class Standing:
    """How somebody stands in line: her place, from 1 (0: not known), and whether a limit of hers is
    full; where none is, seats are free and those before her come first."""

    place: int = 0
    is_full: bool = True


@dataclass(frozen=True)
class _Waits:
    """The limits (id and key) that count somebody, and those of them that are full."""

    limits: frozenset[tuple[int, str]]
    full: frozenset[tuple[int, str]]

    def competes(self, other: _Waits) -> bool:
        """Whether the other could take what she waits for."""
        if self.full:
            return bool(self.full & other.full)
        shares = self.limits & other.limits or not (self.limits or other.limits)
        return not other.full and bool(shares)


def standing(
    seeker: Seeker, before: Iterable[Seeker], *, limits: Sequence[SeatLimit], room: Room
) -> Standing:
    """How somebody stands behind those who came `before` her."""
    hers = _waits(seeker, limits, room)
    place = sum(hers.competes(_waits(each, limits, room)) for each in before) + 1
    return Standing(place, is_full=bool(hers.full))


def places(line: Sequence[Seeker], *, limits: Sequence[SeatLimit], room: Room) -> list[int]:
    """The place of everybody in line, who came first standing first."""
    known = {each: _waits(each, limits, room) for each in set(line)}
    came: Counter[_Waits] = Counter()
    found = []
    for each in line:
        hers = known[each]
        found.append(sum(count for other, count in came.items() if hers.competes(other)) + 1)
        came[hers] += 1
    return found


def waited_for(
    line: Iterable[Seeker], *, limits: Sequence[SeatLimit], room: Room
) -> set[tuple[int, str]]:
    """The limits (id and key) with free seats for which somebody in line stands who has room: where
    an officer promotes by hand, nobody new passes her."""
    found: set[tuple[int, str]] = set()
    for each in set(line):
        hers = _waits(each, limits, room)
        found |= set() if hers.full else hers.limits
    return found


def _waits(seeker: Seeker, limits: Sequence[SeatLimit], room: Room) -> _Waits:
    full = full_for(seeker, limits, room=room)
    return _Waits(frozenset(under(seeker, limits)), frozenset(full))
