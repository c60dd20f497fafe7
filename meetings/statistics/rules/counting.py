"""Who counts: registered, confirmed, attended, and a meeting's figures by each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from meetings.registration.models import Status
from meetings.registration.rules.counting import CONFIRMED, REGISTERED
from meetings.statistics.rules.headcounts import Attendances, Report, attendances
from meetings.statistics.rules.splits import Split, total


class Count(StrEnum):
    """What is counted. Attended is confirmed, with presence on at least one day.

    Completed is attended, or in a course a dated record that one completed it.
    """

    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    COMPLETED = "completed"


# Which participations each count is taken from; invited, waitlisted and gone ones reach no figure.
COUNTED: Final[Mapping[Count, tuple[Status, ...]]] = {
    Count.REGISTERED: REGISTERED,
    Count.CONFIRMED: CONFIRMED,
    Count.ATTENDED: CONFIRMED,
    Count.COMPLETED: CONFIRMED,
}


@dataclass(frozen=True)
class Line:
    """A group of a meeting's participations (sex x capacity x State) with all its counts.

    `registered`, `confirmed`, `attended`, `completed` are persons, `day_presences` person x day.
    """

    sex: str
    capacity: str
    state: str | None
    registered: int
    confirmed: int
    attended: int
    day_presences: int
    completed: int = 0


def cross(
    lines: Iterable[Line], by: Callable[[Line], str | None], *, measure: str
) -> dict[str | None, Split]:
    """A table: a split by sex for each value of another dimension, rows without anybody left out.

    `measure` names a number of Line.
    """
    rows: dict[str | None, Split] = {}
    for line in lines:
        number = getattr(line, measure)
        if number:
            rows[by(line)] = rows.get(by(line), Split()) + Split.of(line.sex, number)
    return rows


@dataclass(frozen=True)
class Figures:
    """A meeting's figures: those who count, those who are shown apart, and its headcounts."""

    lines: tuple[Line, ...]
    apart: tuple[Line, ...] = ()
    reports: tuple[Report, ...] = ()

    def of(self, measure: str) -> Split:
        """One of Line's numbers by sex, of all who count."""
        return total(Split.of(line.sex, getattr(line, measure)) for line in self.lines)

    def by_capacity(self, measure: str) -> dict[str | None, Split]:
        """One of Line's numbers by capacity and sex."""
        return cross(self.lines, lambda line: line.capacity, measure=measure)

    def by_state(self, measure: str) -> dict[str | None, Split]:
        """One of Line's numbers by represented State (None: no State) and sex."""
        return cross(self.lines, lambda line: line.state, measure=measure)

    def apart_by_capacity(self, measure: str) -> dict[str | None, Split]:
        """The same of those who do not count."""
        return cross(self.apart, lambda line: line.capacity, measure=measure)

    @property
    def attendances(self) -> Attendances:
        """Those who attended, with the headcounts by their rules."""
        return attendances(Attendances(self.of(Count.ATTENDED)), self.reports)


def figures(
    lines: Iterable[Line], *, counting: frozenset[str], reports: tuple[Report, ...] = ()
) -> Figures:
    """A meeting's figures out of its groups; `counting` are the codes of capacities that count."""
    groups = tuple(lines)
    return Figures(
        tuple(line for line in groups if line.capacity in counting),
        tuple(line for line in groups if line.capacity not in counting),
        reports,
    )
