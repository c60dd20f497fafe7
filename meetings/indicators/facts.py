"""What the families of indicators read, once for all that share it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from meetings.directory.models import Body, Capacity
from meetings.indicators.rules import HeldMeeting
from meetings.statistics import queries as statistics
from meetings.statistics.queries import AttendedLine
from meetings.statistics.rules import Attendances, Report, Split, attendances, total

Meetings = Sequence[HeldMeeting]


class Facts:
    """What the families read about some held meetings; every read happens once, when needed."""

    def __init__(self, meetings: Iterable[HeldMeeting], *, as_of: datetime) -> None:
        """`meetings`: all that any of the indicators looks at; `as_of`: when they are read."""
        self.ids = sorted({meeting.id for meeting in meetings})
        self.as_of = as_of

    @cached_property
    def capacities(self) -> Mapping[str, Capacity]:
        """Code -> capacity."""
        return statistics.capacities()

    @cached_property
    def counting(self) -> frozenset[str]:
        """The capacities that enter attendance figures."""
        return frozenset(code for code, each in self.capacities.items() if each.counts)

    @cached_property
    def trained(self) -> frozenset[str]:
        """The capacities counted as trained."""
        return frozenset(code for code, each in self.capacities.items() if each.trained)

    @cached_property
    def _bodies(self) -> Mapping[str, Body]:
        return statistics.bodies()

    @cached_property
    def _attended(self) -> Mapping[int, tuple[AttendedLine, ...]]:
        return statistics.attended(self.ids) if self.ids else {}

    @cached_property
    def _reports(self) -> Mapping[int, tuple[Report, ...]]:
        return statistics.reports(self.ids) if self.ids else {}

    def named(self, meeting: HeldMeeting, capacity_codes: Collection[str]) -> Attendances:
        """The named attendances of a meeting in some capacities."""
        by_capacity: dict[str | None, Split] = {}
        by_personnel: dict[str, Split] = {}
        for line in self._attended.get(meeting.id, ()):
            if line.capacity in capacity_codes:
                split = Split.of(line.sex, line.number)
                by_capacity[line.capacity] = by_capacity.get(line.capacity, Split()) + split
                kind = line.personnel_kind
                by_personnel[kind] = by_personnel.get(kind, Split()) + split
        return Attendances(
            total(by_capacity.values()), by_capacity=by_capacity, by_personnel=by_personnel
        )

    def attendances(self, meeting: HeldMeeting, capacity_codes: Collection[str]) -> Attendances:
        """The attendances of a meeting: the named ones and its headcounts, by their rules."""
        named = self.named(meeting, capacity_codes)
        return attendances(named, self._reports.get(meeting.id, ()))

    def organs(self, meeting: HeldMeeting, mechanism: str | None) -> tuple[str, ...]:
        """The organs of a mechanism that were present, by any capacity that stands for one."""
        found = {self.capacities[e.capacity].organ_code for e in self._attended.get(meeting.id, ())}
        return tuple(
            code
            for code, body in self._bodies.items()
            if code in found and mechanism in {None, body.mechanism}
        )

    def is_missing(self, meeting: HeldMeeting) -> bool:
        """Whether nobody said who was there, by name or by number."""
        return meeting.id not in self._attended and meeting.id not in self._reports
