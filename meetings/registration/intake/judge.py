"""What a table of people would do to a meeting: who is new, who changes and how, what is asked
back, what is wrong. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from flask_babel import lazy_gettext as _l

from meetings.directory.models import SexSource
from meetings.directory.rules import clean_email, identity, likeness
from meetings.directory.rules.likeness import Likeness, PersonFacts
from meetings.errors import Refused, RowProblem
from meetings.registration.intake.judged import (
    FIELDS,
    UNDECIDED,
    Candidate,
    Change,
    Decision,
    Judged,
    Sort,
)
from meetings.registration.intake.known import Here, Identity, Known
from meetings.registration.intake.people import Around, Reader, Written
from meetings.registration.intake.table import Sheet
from meetings.registration.models import Represents
from meetings.registration.rules import Entry
from meetings.registration.rules.revising import keeps_place

NEW_PERSON: Final = "new"
MOST_COMPARED: Final = 2_000  # rows; of a longer table only what is plainly alike is asked back


def judge(
    sheet: Sheet, around: Around, known: Known, decisions: Mapping[int, Decision]
) -> tuple[list[Judged], Reader]:
    """Every row of a table, in its order; a row with an open question isn't taken."""
    chosen = {line: each.state for line, each in decisions.items() if each.state}
    reader = Reader(sheet, around, chosen)
    rows = [reader.read(line) for line in sheet.lines]
    _refuse_twice(rows)
    alike = _alike(rows, known)
    judged = [
        _judged(row, known, alike.get(row.line, ()), decisions.get(row.line, UNDECIDED))
        for row in rows
    ]
    _refuse_meeting_twice(judged)
    _refuse_closed(judged, around.closed)
    return [_again(each) for each in judged], reader


def identity_of(row: Written) -> Identity | None:
    """By what a row's person is known for certain: address and folded name, where she has both."""
    entry = row.entry
    if entry is None or not entry.email:
        return None
    return clean_email(entry.email), identity(entry.given_names, entry.surnames)


def _refuse_twice(rows: Iterable[Written]) -> None:
    """The same address and name on two lines is one person: the later line is wrong."""
    first: dict[Identity, int] = {}
    for row in rows:
        key = identity_of(row)
        if key is not None and first.setdefault(key, row.line) != row.line:
            _twice(row, first[key])


def _twice(row: Written, line: int) -> None:
    row.fail("given_names", _l("The same person stands in line %(line)d.", line=line))
    row.entry = None


def _refuse_meeting_twice(judged: Sequence[Judged]) -> None:
    """Two lines that the officer said are one person, or that change one registration."""
    first: dict[int, int] = {}
    for each in judged:
        person = each.here.person_id if each.here else each.person_id
        if person is not None and each.written.entry is not None:
            line = first.setdefault(person, each.line)
            if line != each.line:
                _twice(each.written, line)


def _refuse_closed(judged: Iterable[Judged], closed: Mapping[str, object]) -> None:
    """Whoever would be new in a capacity whose window for imports is not open."""
    for each in judged:
        entry = each.written.entry
        if entry is not None and each.here is None and entry.capacity_code in closed:
            each.written.fail("capacity", closed[entry.capacity_code])
            each.written.entry = None


def _again(each: Judged) -> Judged:
    if each.written.entry is None and each.sort != Sort.BAD:
        return Judged(each.written, Sort.BAD, decision=each.decision)
    return each


def _alike(rows: Sequence[Written], known: Known) -> dict[int, list[Candidate]]:
    """Line -> who it may be, where it isn't known for certain; the likeliest first."""
    asked = {
        -row.line: row
        for row in rows
        if row.entry is not None and known.by_identity.get(identity_of(row) or ("", "")) is None
    }
    facts = dict(known.facts)
    facts |= {number: _facts(row) for number, row in asked.items()}
    pairs = list(
        likeness.likely_pairs(
            facts,
            keys=likeness.person_keys if len(asked) <= MOST_COMPARED else _plain_keys,
            compare=likeness.compare_people,
            fresh=asked.keys(),
        )
    )
    people = known.people([second for _first, second, _alike in pairs if second > 0])
    found: dict[int, list[Candidate]] = {}
    for first, second, alike in pairs:
        if second > 0:
            somebody = people[second]
            here = second in known.here
            told = Candidate(_why(alike), alike.score, somebody, is_here=here, name=somebody.name)
            found.setdefault(-first, []).append(told)
        else:  # two lines of the table: the later one is asked back
            later, earlier = -min(first, second), -max(first, second)
            told = Candidate(_why(alike), alike.score, line=earlier, name=asked[-earlier].name)
            found.setdefault(later, []).append(told)
    return {
        line: sorted(several, key=lambda each: (-each.score, each.name))[:4]
        for line, several in found.items()
    }


def _plain_keys(facts: PersonFacts) -> set[str]:
    """The mailbox, and the words of the names in any order."""
    names = {"all " + " ".join(sorted(facts.every))} if facts.every else set()
    return names | ({f"mail {facts.email}"} if facts.email else set())


def _facts(row: Written) -> PersonFacts:
    entry = row.entry
    assert entry is not None  # noqa: S101 - only sound rows are compared
    return PersonFacts(
        entry.given_names, entry.surnames, clean_email(entry.email), entry.state_code or ""
    )


def _why(alike: Likeness) -> tuple[str, ...]:
    return tuple(str(each) for each in alike.reasons)


def _judged(
    row: Written, known: Known, candidates: Sequence[Candidate], decision: Decision
) -> Judged:
    if row.entry is None:
        return Judged(row, Sort.BAD, decision=decision)
    person = known.by_identity.get(identity_of(row) or ("", ""))
    chosen = {
        each.somebody.public_id: each.somebody.person_id for each in candidates if each.somebody
    }
    is_open = False
    if person is None and candidates and decision.person != NEW_PERSON:
        person = chosen.get(decision.person)
        is_open = person is None
    here = known.here.get(person) if person is not None else None
    asks_state = bool(row.states) and not row.meant
    is_open = is_open or (asks_state and not _is_known_for(row.entry, here))
    gone = known.gone.get(person) if person is not None and here is None else None
    is_open = is_open or (gone is not None and not decision.comes_again)
    changes = _changes(row, here) if here else ()
    if here and (wrong := _against_list(here, changes)) and not is_open:
        wrong_row = RowProblem(row.line, wrong.field or "", wrong.sentence)
        row = replace(row, problems=[*row.problems, wrong_row])
        return Judged(row, Sort.BAD, here=here, person_id=person, decision=decision)
    sort = (Sort.CHANGED if changes else Sort.SAME) if here else Sort.NEW
    judged = Judged(
        row,
        sort,
        here=here,
        person_id=person,
        changes=changes,
        candidates=tuple(candidates),
        decision=decision,
        gone=gone,
    )
    is_open = is_open or (judged.doubt is not None and not decision.comes_again)
    return replace(judged, sort=Sort.DOUBT) if is_open else judged


def _is_known_for(entry: Entry, here: Here | None) -> bool:
    """Whether she takes part for the very State that is read, so that nothing is to be asked."""
    return here is not None and here.values["state_code"] == entry.state_code


def _changes(row: Written, here: Here) -> tuple[Change, ...]:
    """What a row says otherwise than the registration does; an empty cell says nothing, and the
    sex that she declared herself stays hers."""
    entry = row.entry
    found = []
    for column, name in FIELDS.items():
        if column not in row.said:
            continue
        if column == "sex" and here.values["sex_source"] == SexSource.SELF:
            continue
        before, after = here.values[name], getattr(entry, name)
        if name == "functions":
            before, after = tuple(before or ()), tuple(after)
        if before != after:
            found.append(Change(name, before, after))
    if entry is not None and entry.represents == Represents.STATE and "represents" in row.said:
        before = here.values["state_code"]
        if before != entry.state_code:
            found.append(Change("state_code", before, entry.state_code))
    for name, value in row.answers.items():
        if here.answers.get(name) != value:
            found.append(Change(f"q:{name}", here.answers.get(name), value))
    return tuple(found)


def _against_list(here: Here, changes: Iterable[Change]) -> Refused | None:
    """Why a row may not change what the official list of a delegation says of somebody."""
    if here.values.get("protocol_order") is None:
        return None
    wanted = {each.field: each.after for each in changes if each.field in here.values}
    try:
        keeps_place(here.values, wanted)
    except Refused as refusal:
        return refusal
    return None


def all_new(judged: Iterable[Judged]) -> dict[int, Decision]:
    """Line -> the decision by which everybody who looks like somebody else, and of whom nothing was
    said, is somebody new; what else is asked back of a row stays open."""
    return {
        each.line: replace(each.decision, person=NEW_PERSON)
        for each in judged
        if each.sort == Sort.DOUBT and each.candidates and each.person_id is None
        if each.decision.person != NEW_PERSON
    }


def problems(judged: Iterable[Judged]) -> list[RowProblem]:
    """What is wrong, line by line."""
    return [problem for each in judged for problem in each.written.problems]
