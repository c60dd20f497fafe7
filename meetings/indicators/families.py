"""The five families that compute indicators; each takes its parameters from data.

A family turns the meetings that an indicator looks at into a Value. It asks `Facts`, which asks
the database once for what several indicators share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from meetings.indicators.facts import Facts, Meetings
from meetings.indicators.rules import CellTable, Companion, Evidence, Params, Status, Value
from meetings.statistics import queries as statistics
from meetings.statistics.queries import PersonLine, TrainedLine
from meetings.statistics.rules import Attendances, Split, total


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
    """Distinct persons who completed any of the meetings, each with what she was at the latest.

    The capacities marked as trained: of a course those with a record, in the year of its day; of
    any other meeting those present at least once. A headcount adds to the attendances beside the
    number, never to the number; a course adds those who completed it.
    """
    codes = facts.trained if params.trained else facts.counting
    lines = _trained(params, found, codes)
    of_meeting: dict[int, list[TrainedLine]] = defaultdict(list)
    for line in lines:
        of_meeting[line.meeting_id].append(line)
    evidence = []
    for meeting in found:
        own = of_meeting[meeting.id]
        there = _completions(own) if meeting.is_edition else facts.attendances(meeting, codes)
        completed = sum(line.completed for line in own)
        evidence.append(
            Evidence(
                meeting, completed, there, is_missing=not completed and facts.is_missing(meeting)
            )
        )
    there = _sum(each.attendances for each in evidence)
    people = [
        PersonLine(line.sex, line.personnel_kind, line.persons) for line in lines if line.persons
    ]
    return Value(
        Status.VALUE,
        facts.as_of,
        number=sum(line.persons for line in lines),
        cells_of="persons",
        by_sex=_by_sex(people),
        tables=(CellTable("personnel_kind", _by_personnel(people)),),
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


def _trained(params: Params, found: Meetings, codes: Collection[str]) -> tuple[TrainedLine, ...]:
    if not found or params.within is None:
        return ()
    return statistics.trained(
        [meeting.id for meeting in found],
        capacity_codes=codes,
        first=params.within.first,
        last=params.within.last,
    )


def _completions(lines: Iterable[TrainedLine]) -> Attendances:
    """Those who completed a course in the period, as person x edition."""
    by_personnel: dict[str, Split] = {}
    for line in lines:
        split = Split.of(line.sex, line.completed)
        by_personnel[line.personnel_kind] = by_personnel.get(line.personnel_kind, Split()) + split
    return Attendances(total(by_personnel.values()), by_personnel=by_personnel)


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
