"""What an officer should know of people before they are confirmed together: whose answers are
missing, and who may be in the meeting twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.db import db
from meetings.directory.rules.likeness import (
    compare_people,
    likely_pairs,
    person_keys,
)
from meetings.registration.models import GONE, Participation
from meetings.registration.queries.alike import MOST_COMPARED, facts_of, pairs_of_meeting
from meetings.registration.queries.filters import is_twin
from meetings.registration.queries.missing import missing_among


@dataclass(frozen=True)
class Doubts:
    """Registrations whose required answers are missing, and those that may be of somebody who is in
    the meeting once more: each with the names of whom she may be."""

    missing: Sequence[Participation] = ()
    twice: Mapping[Participation, Sequence[str]] = field(default_factory=dict)


def doubts_about(meeting_id: int, chosen: Sequence[Participation]) -> Doubts:
    """What is doubtful of some registrations of a meeting; a dozen statements, however many."""
    lacking, alike = missing_among(meeting_id, chosen), _alike(meeting_id)
    one = select(Participation.id).where(Participation.meeting_id == meeting_id, is_twin())
    twins = set(db.session.scalars(one))
    return Doubts(
        [each for each in chosen if each.id in lacking],
        {e: alike.get(e.id, []) for e in chosen if e.id in twins or e.id in alike},
    )


def _alike(meeting_id: int) -> dict[int, list[str]]:
    """Registration (id) -> the names of those in the meeting that may be the same person's by
    another record: by the pairs that wait for an officer, and where the meeting has not too many,
    compared at once; not whom an officer called two."""
    known = pairs_of_meeting(meeting_id)
    here = Participation.meeting_id == meeting_id, Participation.status.not_in(GONE)
    wanted = select(Participation).where(*here).options(joinedload(Participation.person))
    is_small = (db.session.scalar(select(func.count(Participation.id)).where(*here)) or 0) <= (
        MOST_COMPARED
    )
    if not is_small:
        waiting = {id_ for pair, is_two in known.items() if not is_two for id_ in pair}
        wanted = wanted.where(Participation.person_id.in_(waiting))
    people = {each.id: each for each in db.session.scalars(wanted.order_by(Participation.id))}
    of_person: dict[int, list[int]] = {}
    for id_, each in people.items():
        of_person.setdefault(each.person_id, []).append(id_)
    facts = {each.person_id: facts_of(each.person) for each in people.values() if is_small}
    pairs = {pair for pair, is_two in known.items() if not is_two}
    compared = likely_pairs(facts, keys=person_keys, compare=compare_people)
    pairs |= {frozenset((one, other)) for one, other, _likeness in compared}
    found: dict[int, list[str]] = {}
    for pair in sorted(map(sorted, pairs - {p for p, is_two in known.items() if is_two})):
        for one, other in (pair, reversed(pair)):
            for id_ in of_person.get(one, []):
                names = [people[each].person.full_name for each in of_person.get(other, [])]
                if names:
                    found.setdefault(id_, []).extend(names)
    return found
