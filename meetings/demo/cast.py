"""The people of the demo: circles whose members come again, and newcomers."""

from __future__ import annotations

from datetime import datetime

from meetings.demo.people import Invented, Town
from meetings.demo.programme import Group


class Cast:
    """Hands out people for a group; a named circle gives the same ones to every meeting."""

    def __init__(self, seed: int, at: datetime) -> None:
        """The same seed gives the same people."""
        self.town = Town(seed)
        self.at = at
        self._circles: dict[tuple[str, str], list[Invented]] = {}

    def people(self, group: Group, states: tuple[str, ...]) -> list[Invented]:
        """`group.each` people from every State, State by State."""
        return [one for state in states for one in self._of(group.pool, state, group.each)]

    def circle(self, pool: str) -> list[Invented]:
        """Everybody whom a circle has brought so far."""
        return [one for (name, _), all_ in self._circles.items() if name == pool for one in all_]

    def _of(self, pool: str, state: str, count: int) -> list[Invented]:
        if not pool:
            return [self.town.somebody(state, at=self.at) for _ in range(count)]
        members = self._circles.setdefault((pool, state), [])
        while len(members) < count:
            members.append(self.town.somebody(state, at=self.at))
        return members[:count]
