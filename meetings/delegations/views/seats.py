"""The seats over a delegation, in words: its own, and those of everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from meetings.calendar.models import Mode
from meetings.delegations.queries import around
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Shown
from meetings.delegations.rules.coming import Seats, seats_for
from meetings.delegations.views.desks import Desk
from meetings.registration.models import Way
from meetings.registration.rules.seating import Seeker
from meetings.registration.rules.words import MODE


@dataclass(frozen=True)
class Limit:
    """Seats with what they are counted for: `scope` is empty for all of the delegation or of the
    meeting."""

    seats: Seats
    scope: str

    @property
    def is_full(self) -> bool:
        """Whether none is left."""
        return self.seats.left == 0

    @property
    def sentence(self) -> str:
        """That none is left, naming of what."""
        if self.scope:
            return _("%(choice)s: no seat is left.", choice=self.scope)
        if self.seats.is_own:
            return _("All the seats of the delegation are taken.")
        return _("All the seats of the meeting are taken.")


def limits(
    desk: Desk,
    now: Shown,
    known: Any,
    *,
    held: Any,
    capacities: Mapping[str, str],
    codes: Collection[str],
) -> list[Limit]:
    """The seats that bear on the delegation, and how many more the list on the desk asks for; of
    those for everybody the ones that are full, or not enough, for what the State may choose
    (`codes`). `held` is what is held back for it."""
    common = Seeker(
        capacity_code="",
        mode=Mode.IN_PERSON if desk.meeting.mode == Mode.HYBRID else desk.meeting.mode,
        way=Way.STATE,
        state_code=desk.place.state_code,
    )
    found = seats_for(
        around.seats(desk.place, held_back=held[0] - held[1] if held else 0),
        queries.members_of(now.list),
        before=queries.members_of(now.official),
        known=known,
        seeker=common,
    )
    return [
        Limit(each, _scope(each, capacities))
        for each in found
        if each.is_own or (_bears(each, desk, codes) and (each.short or each.left == 0))
    ]


def _bears(seats: Seats, desk: Desk, codes: Collection[str]) -> bool:
    modes = {None, desk.meeting.mode}
    if desk.meeting.mode == Mode.HYBRID:
        modes |= {Mode.IN_PERSON, Mode.VIRTUAL}
    return seats.capacity_code in {None, *codes} and seats.mode in modes


def _scope(seats: Seats, capacities: Mapping[str, str]) -> str:
    code = seats.capacity_code
    mode = str(MODE[Mode(seats.mode)]) if seats.mode else ""
    return ", ".join(e for e in (capacities.get(code or "", code or ""), mode) if e)
