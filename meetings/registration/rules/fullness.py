"""What of a meeting is full for whoever comes by one way, before anybody fills in a form. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import gettext as _

from meetings.calendar.models import Mode
from meetings.directory import countries
from meetings.registration.models import Each, Represents, Way
from meetings.registration.rules import seating
from meetings.registration.rules.seating import Scope, Seeker
from meetings.registration.rules.words import MODE

Capacities = tuple[tuple[str, Sequence[str]], ...]  # code, what it may represent


class Why(StrEnum):
    """Why somebody stands in line, as the page tells it after the form was sent."""

    FULL = "waitlisted"  # no seat is left for one like her
    BEHIND = "behind"  # seats are free, and others wait for them before her


def modes_of(mode: str) -> tuple[str, ...]:
    """In which modes one takes part in a meeting; a choice where there is more than one."""
    if mode == Mode.HYBRID:
        return (Mode.IN_PERSON, Mode.VIRTUAL)
    return (Mode.VIRTUAL if mode == Mode.VIRTUAL else Mode.IN_PERSON,)


@dataclass(frozen=True)
class TakenUp:
    """A limit without a free seat, or without one that a newcomer could take before those who wait;
    `key` is the State (code) or organization (id) for which it is so, where it is counted for each
    of them apart."""

    scope: Scope
    key: str = ""

    def keeps_out(self, seeker: Seeker) -> bool:
        """Whether somebody like this finds no seat because of it."""
        is_under = seating.falls_under(self.scope, seeker)
        return is_under and seating.key_of(self.scope, seeker) == self.key

    @property
    def state(self) -> str | None:
        """The one State (code) that it keeps out; None where it asks for none."""
        return self.key if self.scope.each == Each.STATE else self.scope.state_code

    @property
    def organization(self) -> int | None:
        """The same of an organization (id)."""
        return int(self.key) if self.scope.each == Each.ORGANIZATION else self.scope.organization_id


@dataclass(frozen=True, kw_only=True)
class Fullness:
    """What is full of what a way offers: its `capacities` in its `modes`.

    `state` and `organization` are whom everybody represents who comes by it, where that is settled.
    `waits`: who finds no seat stands in line; asked only where something is full. `waited_for`:
    seats are free, and others who wait come in before anybody new, by an officer's hand.
    """

    taken_up: tuple[TakenUp, ...] = ()
    waited_for: tuple[TakenUp, ...] = ()
    way: str = Way.FORM
    capacities: Capacities = ()
    modes: tuple[str, ...] = (Mode.IN_PERSON,)
    waits: bool = False
    state: str | None = None
    organization: int | None = None

    def is_taken(self, capacity: str, mode: str) -> bool:
        """Whether whoever comes by this way finds no seat in this capacity and mode."""
        return self._is_under(self.taken_up, capacity, mode)

    def must_wait(self, capacity: str, mode: str) -> bool:
        """Whether whoever comes by this way stands in line: no seat is left, or others wait for
        those that are."""
        limits = self.taken_up + self.waited_for
        return self.waits and self._is_under(limits, capacity, mode)

    def is_capacity_full(self, code: str) -> bool:
        """Whether this capacity has no seat left in any mode."""
        return all(self.is_taken(code, mode) for mode in self.modes)

    def must_capacity_wait(self, code: str) -> bool:
        """Whether this capacity leads to the waiting list in every mode."""
        return all(self.must_wait(code, mode) for mode in self.modes)

    def must_mode_wait(self, mode: str) -> bool:
        """Whether this mode leads to the waiting list in every capacity."""
        codes = [code for code, _may in self.capacities]
        return bool(codes) and all(self.must_wait(code, mode) for code in codes)

    def is_mode_full(self, mode: str) -> bool:
        """Whether this mode has no seat left in any capacity."""
        codes = [code for code, _may in self.capacities]
        return bool(codes) and all(self.is_taken(code, mode) for code in codes)

    @property
    def is_all(self) -> bool:
        """Whether no choice has a seat left."""
        return bool(self.capacities) and all(self.is_mode_full(mode) for mode in self.modes)

    @property
    def is_behind_all(self) -> bool:
        """Whether every choice leads to the waiting list, though not all of them are full."""
        return (
            bool(self.capacities)
            and not self.is_all
            and all(self.must_mode_wait(mode) for mode in self.modes)
        )

    @property
    def in_line(self) -> str:
        """Why whoever comes now stands in line, whatever she chooses; empty where she need not."""
        if self.is_behind_all:
            return _(
                "Seats are free, but others wait for them before you: "
                "you would be placed on the waiting list."
            )
        return _("All seats are taken: whoever registers now waits for one.") if self.is_all else ""

    @property
    def title(self) -> str:
        """What stands above the sentences on some choices."""
        if self.waited_for and not self.is_behind_all:
            return _("Some choices lead to the waiting list")
        return _("Some choices have no seat left")

    def sentences(self, lang: str, names: Mapping[str, str]) -> list[str]:
        """Which choices are full and whether one may wait, with the `names` of the capacities, and
        for which others wait; nothing where no choice is free: that is said of the whole."""
        if self.is_all:
            return []
        full = [self._sentence(choice) for choice in self._choices(self.taken_up, lang, names)]
        if self.is_behind_all:
            return full
        return full + [
            _("%(choice)s: seats are free, but others wait for them before you.", choice=choice)
            for choice in self._choices(self.waited_for, lang, names)
        ]

    def capacity_label(self, code: str, name: str) -> str:
        """A capacity of a form as it is offered, with a word on its seats."""
        return self._label(name, self.is_capacity_full(code), self.must_capacity_wait(code))

    def mode_label(self, mode: str) -> str:
        """The same of a mode."""
        words = str(MODE[Mode(mode)])
        return self._label(words, self.is_mode_full(mode), self.must_mode_wait(mode))

    def _label(self, choice: str, is_full: bool, must_wait: bool) -> str:
        if self.is_all or not (is_full or must_wait):
            return choice
        if not is_full:
            return choice if self.is_behind_all else _("%(choice)s (waiting list)", choice=choice)
        if self.waits:
            return _("%(choice)s (full: waiting list)", choice=choice)
        return _("%(choice)s (full)", choice=choice)

    def _is_under(self, limits: Iterable[TakenUp], capacity: str, mode: str) -> bool:
        seeker = Seeker(
            capacity_code=capacity,
            mode=mode,
            way=self.way,
            state_code=self.state,
            organization_id=self.organization,
        )
        return any(each.keeps_out(seeker) for each in limits)

    def _choices(self, limits: Iterable[TakenUp], lang: str, names: Mapping[str, str]) -> list[str]:
        """The choices on which these limits bear, in words and in the capacities' order."""
        told: dict[tuple[str, str], set[str]] = {}
        for each in filter(self._concerns, limits):
            choice = (each.scope.capacity_code or "", each.scope.mode or "")
            told.setdefault(choice, set()).add(each.state or "")
        order = ["", *(code for code, _may in self.capacities)]
        found = sorted(told.items(), key=lambda each: (order.index(each[0][0]), each[0][1]))
        return [
            self._words(names.get(code, ""), mode, states, lang) for (code, mode), states in found
        ]

    def _concerns(self, limit: TakenUp) -> bool:
        """Whether it bears on a choice that is offered here."""
        scope = limit.scope
        codes = {code for code, _may in self.capacities}
        return (
            scope.way in {None, self.way}
            and scope.capacity_code in {None, *codes}
            and scope.mode in {None, *self.modes}
            and limit.organization in {None, self.organization}
            and (limit.state is None or self._may_be_of(limit))
        )

    def _may_be_of(self, limit: TakenUp) -> bool:
        """Whether somebody may come by this way for the State that is full."""
        if self.state is not None:
            return limit.state == self.state
        return any(
            Represents.STATE in may
            for code, may in self.capacities
            if limit.scope.capacity_code in {None, code}
        )

    def _words(self, capacity: str, mode: str, states: set[str], lang: str) -> str:
        parts = [capacity, str(MODE[Mode(mode)]) if mode and len(self.modes) > 1 else ""]
        if "" not in states:
            parts.append(", ".join(sorted(countries.name(each, lang) for each in states)))
        return ", ".join(part for part in parts if part)

    def _sentence(self, choice: str) -> str:
        if self.waits:
            return _("%(choice)s: full; you can join the waiting list.", choice=choice)
        return _("%(choice)s: full.", choice=choice)


@dataclass(frozen=True, kw_only=True)
class Chance:
    """What somebody invited meets who says yes now: what is `full` of her own choices."""

    full: Fullness = field(default_factory=Fullness)

    @property
    def is_behind(self) -> bool:
        """Whether seats are free, and others stand in line for them until an officer lets them
        in."""
        return self.full.is_behind_all

    @property
    def waits(self) -> bool:
        """Whether her yes leads to the waiting list."""
        return self.is_behind or (self.full.is_all and self.full.waits)

    @property
    def is_refused(self) -> bool:
        """Whether nobody like her can be admitted, and nobody can wait."""
        return self.full.is_all and not self.full.waits
