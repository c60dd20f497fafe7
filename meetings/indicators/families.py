"""The five families that compute indicators; each takes its parameters from data.

A family turns the meetings that an indicator looks at into a Value. It asks `Facts`, which asks
the database once for what several indicators share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from meetings.directory.models import Body, Capacity
from meetings.indicators.rules import (
    CellTable,
    Companion,
    Evidence,
    HeldMeeting,
    Params,
    Status,
    Value,
)
from meetings.statistics import queries as statistics
from meetings.statistics.queries import AttendedLine, PersonLine
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


def meetings(params: Params, found: Meetings, *, facts: Facts) -> Value:
    """Held meetings; where asked, only those where at least so many organs were present.

    Cells: attendances at the meetings that count.
    """
    evidence = []
    for meeting in found:
        organs = facts.organs(meeting, params.mechanism if params.organs_at_least else None)
        counts = len(organs) >= params.organs_at_least
        there = facts.attendances(meeting, facts.counting)
        evidence.append(
            Evidence(
                meeting,
                int(counts),
                there,
                counts=counts,
                organs=organs,
                is_missing=facts.is_missing(meeting),
            )
        )
    there = _sum(each.attendances for each in evidence if each.counts)
    return Value(
        Status.VALUE,
        facts.as_of,
        number=sum(each.number for each in evidence),
        cells_of="attendances",
        by_sex=there.by_sex,
        companions=(Companion("attendances", there.number, there.qualifier),),
        evidence=tuple(evidence),
    )


def attended(params: Params, found: Meetings, *, facts: Facts) -> Value:
    """Attendances (person x meeting) of the capacities that count, headcounts by their rules.

    The qualifier of a headcount stays on the sum; distinct persons, named ones only, beside it.
    """
    codes = facts.trained if params.trained else facts.counting
    evidence = [
        Evidence(
            meeting,
            (there := facts.attendances(meeting, codes)).number,
            there,
            is_missing=facts.is_missing(meeting),
        )
        for meeting in found
    ]
    there = _sum(each.attendances for each in evidence)
    persons = _persons(found, codes)
    return Value(
        Status.VALUE,
        facts.as_of,
        number=there.number,
        qualifier=there.qualifier,
        cells_of="attendances",
        by_sex=there.by_sex,
        tables=(
            CellTable("capacity", tuple(there.by_capacity.items())),
            CellTable("personnel_kind", tuple(there.by_personnel.items())),
        ),
        companions=(
            Companion("distinct_persons", sum(line.number for line in persons)),
            Companion("meetings", len(found)),
        ),
        evidence=tuple(evidence),
    )


def persons(params: Params, found: Meetings, *, facts: Facts) -> Value:
    """Distinct persons over all the meetings, each with what she was at the latest of them.

    Who was trained: the capacities marked so, present at least once (the default completion
    rule). A headcount adds to the attendances beside the number, never to the number.
    """
    codes = facts.trained if params.trained else facts.counting
    lines = _persons(found, codes)
    evidence = [
        Evidence(
            meeting,
            facts.named(meeting, codes).number,
            facts.attendances(meeting, codes),
            is_missing=facts.is_missing(meeting),
        )
        for meeting in found
    ]
    there = _sum(each.attendances for each in evidence)
    return Value(
        Status.VALUE,
        facts.as_of,
        number=sum(line.number for line in lines),
        cells_of="persons",
        by_sex=_by_sex(lines),
        tables=(CellTable("personnel_kind", _by_personnel(lines)),),
        companions=(
            Companion("attendances", there.number, there.qualifier),
            Companion("meetings", len(found)),
        ),
        evidence=tuple(evidence),
    )


def organizations(params: Params, found: Meetings, *, facts: Facts) -> Value:
    """Distinct organizations with at least one present representative, merged ones once.

    Registered or accredited but absent is nothing. Cells: the representatives, each once.
    """
    codes = facts.counting - set(params.except_capacities)
    ids = [meeting.id for meeting in found]
    seen = statistics.organizations(ids, capacity_codes=codes) if ids else ()
    records = statistics.organization_records({each.organization_id for each in seen}).values()
    people = _persons(found, codes, for_organizations=True)
    per_meeting = Counter(each.meeting_id for each in seen)
    return Value(
        Status.VALUE,
        facts.as_of,
        number=len(records),
        cells_of="representatives",
        by_sex=_by_sex(people),
        companions=(
            Companion("organization_attendances", len(seen)),
            Companion("representatives", sum(line.number for line in people)),
            Companion("in_oas_register", sum(each.in_oas_register for each in records)),
            Companion("womens_organizations", sum(each.is_womens for each in records)),
        ),
        evidence=tuple(
            Evidence(
                meeting,
                per_meeting[meeting.id],
                facts.attendances(meeting, facts.counting),
                counts=per_meeting[meeting.id] > 0,
                is_missing=facts.is_missing(meeting),
            )
            for meeting in found
        ),
    )


def term_holders(params: Params, found: Meetings, *, facts: Facts) -> Value:
    """Distinct persons who held a term of the body on a meeting's first day and attended it.

    A replacement without a term is no expert. Beside each meeting: how many were appointed.
    """
    ids, body = [meeting.id for meeting in found], str(params.body)
    seen = statistics.holders(ids, body=body) if ids else ()
    appointed = statistics.appointed(ids, body=body) if ids else {}
    latest = {each.person_id: each for each in reversed(seen)}
    per_meeting = Counter(
        meeting for meeting, _person in {(e.meeting_id, e.person_id) for e in seen}
    )
    cells = [(Split.of(each.sex, 1), each) for each in latest.values()]
    return Value(
        Status.VALUE,
        facts.as_of,
        number=len(latest),
        cells_of="persons",
        by_sex=total(split for split, _holder in cells),
        tables=(
            CellTable("capacity", _table((each.capacity, split) for split, each in cells)),
            CellTable("state", _table((each.state, split) for split, each in cells)),
        ),
        companions=(Companion("meetings", len(found)),),
        evidence=tuple(
            Evidence(
                meeting,
                per_meeting[meeting.id],
                facts.attendances(meeting, facts.counting),
                counts=per_meeting[meeting.id] > 0,
                of=appointed.get(meeting.id, 0),
                is_missing=facts.is_missing(meeting),
            )
            for meeting in found
        ),
    )


Family = Callable[..., Value]
FAMILIES: Final[Mapping[str, Family]] = {
    "meetings": meetings,
    "attendances": attended,
    "persons": persons,
    "organizations": organizations,
    "term_holders": term_holders,
}


def _persons(
    found: Meetings, codes: Collection[str], *, for_organizations: bool = False
) -> tuple[PersonLine, ...]:
    if not found:
        return ()
    return statistics.persons(
        [meeting.id for meeting in found],
        capacity_codes=codes,
        for_organizations=for_organizations,
    )


def _sum(parts: Iterable[Attendances]) -> Attendances:
    return sum(parts, Attendances())


def _by_sex(lines: Iterable[PersonLine]) -> Split:
    return total(Split.of(line.sex, line.number) for line in lines)


def _by_personnel(lines: Iterable[PersonLine]) -> tuple[tuple[str | None, Split], ...]:
    return _table((line.personnel_kind, Split.of(line.sex, line.number)) for line in lines)


def _table(cells: Iterable[tuple[str | None, Split]]) -> tuple[tuple[str | None, Split], ...]:
    rows: dict[str | None, Split] = {}
    for key, split in cells:
        rows[key] = rows.get(key, Split()) + split
    return tuple(rows.items())
