"""Which rows of a table find a seat, as the seats stand when it is looked through. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from meetings.registration.intake.judged import Judged, Sort
from meetings.registration.models import SEATED, SeatLimit, Way
from meetings.registration.rules import seating
from meetings.registration.rules.seating import Seeker

Room = dict[tuple[int, str], int]
_SEEKING = ("capacity_code", "mode", "state_code")


@dataclass
class Seats:
    """The seats that are left, row after row: whoever is new takes them first, as when the table is
    taken in.

    `room` is how many are free by limit (id) and key, `held` how many are held back by State (code)
    or organization (id as text), `seated` by what they are who hold a seat now (participation's
    id). `organizations` are those of accreditations, by id; `mode` is how people take part where a
    row doesn't say; `has_line`: the meeting has a waiting list.
    """

    limits: Sequence[SeatLimit]
    room: Room
    held: Counter[str]
    seated: Mapping[int, Seeker]
    organizations: Mapping[int, int]
    mode: str
    has_line: bool

    def foreseen(self, rows: Sequence[Judged], status: str) -> list[Judged]:
        """The rows in their order, each with what it finds; the new ones begin in a `status`.

        Who is new and finds none stands in line, or without a waiting list is wrong. Who has a seat
        and finds none as what the row makes of her is asked back: ticked, she stands in line.
        """
        found: dict[int, Judged] = {}
        for sort in (Sort.NEW, Sort.CHANGED):
            for each in (one for one in rows if one.sort == sort and one.is_taken):
                found[each.line] = (
                    self._new(each, status) if sort == Sort.NEW else self._changed(each)
                )
        return [found.get(each.line, each) for each in rows]

    def _new(self, each: Judged, status: str) -> Judged:
        entry = each.written.entry
        assert entry is not None  # noqa: S101 - a row without one is never taken
        if status not in SEATED:
            return each
        seeker = Seeker(
            capacity_code=entry.capacity_code,
            mode=entry.mode or self.mode,
            way=Way.IMPORT,
            state_code=entry.state_code,
            organization_id=self.organizations.get(entry.accreditation_id or 0),
        )
        full = self._take(seeker, self._under(seeker))
        if full is None:
            return each
        return replace(each, queues=True) if self.has_line else _wrong(each, full)

    def _changed(self, each: Judged) -> Judged:
        here = each.here
        assert here is not None  # noqa: S101 - only who takes part can change
        if (before := self.seated.get(here.participation_id)) is None:
            return each
        said = {change.field: change.after for change in each.changes}
        seeking: dict[str, Any] = {name: said[name] for name in _SEEKING if name in said}
        after = replace(before, **seeking)
        left, entered = self._under(before), self._under(after)
        full = self._take(after, {key: each for key, each in entered.items() if key not in left})
        if full is not None and not self.has_line:
            return _wrong(each, full)
        if full is None or each.decision.comes_again:
            self._free([key for key in left if full is not None or key not in entered])
            return replace(each, full=full)
        return replace(each, full=full, sort=Sort.DOUBT)

    def _under(self, seeker: Seeker) -> dict[tuple[int, str], SeatLimit]:
        return {
            (limit.id, seating.key_of(limit, seeker) or ""): limit
            for limit in self.limits
            if seating.falls_under(limit, seeker)
        }

    def _take(self, seeker: Seeker, under: dict[tuple[int, str], SeatLimit]) -> object | None:
        """Take one of each; gives why there is none, and takes nothing then."""
        holder = str(seeker.organization_id) if seeker.organization_id else seeker.state_code or ""
        is_held = self.held[holder] > 0 and any(map(seating.is_whole_meeting, under.values()))
        wanted = {
            key: limit
            for key, limit in under.items()
            if not (is_held and seating.is_whole_meeting(limit))
        }
        for key, limit in wanted.items():
            if self.room.get(key, limit.seats) < 1:
                return seating.no_seat(limit).sentence
        for key, limit in wanted.items():
            self.room[key] = self.room.get(key, limit.seats) - 1
        self.held[holder] -= is_held
        return None

    def _free(self, keys: Sequence[tuple[int, str]]) -> None:
        for key in keys:
            if key in self.room:
                self.room[key] += 1


def _wrong(each: Judged, full: object) -> Judged:
    each.written.fail("capacity", full)
    each.written.entry = None
    return Judged(each.written, Sort.BAD, here=each.here, decision=each.decision)
