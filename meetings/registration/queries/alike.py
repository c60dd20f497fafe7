"""Who in the same meeting may be the person of a registration, looked up at once: the search
through the whole directory goes over it every few minutes only."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from meetings.db import db
from meetings.directory.models import DuplicateCandidate, Person, Record
from meetings.directory.rules.likeness import PersonFacts, Reason, compare_people
from meetings.registration.models import GONE, Participation

MOST_COMPARED = 500

Pair = frozenset[int]


def alike_here(participation: Participation) -> list[tuple[Participation, Sequence[Reason]]]:
    """The registrations of one meeting that are likely the same person's by another record, and
    why; not those of pairs that wait for an officer already, or of which one said that they are
    two. Compared are those who share a mailbox or a word of the surnames; two statements."""
    hers = participation.person
    facts = facts_of(hers)
    words = sorted(word for word in facts.family or facts.given if len(word) > 2)
    shared = [Person.folded_name.contains(word, autoescape=True) for word in words]
    shared += [Person.email == hers.email] if hers.email else []
    if hers.erased_at is not None or not shared:
        return []
    known = _known(hers.id)
    wanted = (
        select(Participation)
        .join(Participation.person)
        .options(joinedload(Participation.person))
        .where(
            Participation.meeting_id == participation.meeting_id,
            Participation.person_id != hers.id,
            Participation.status.not_in(GONE),
            Person.merged_into_id.is_(None),
            Person.erased_at.is_(None),
            or_(*shared),
        )
        .order_by(Participation.id)
        .limit(MOST_COMPARED)
    )
    found = [
        (each, compare_people(facts, facts_of(each.person))) for each in db.session.scalars(wanted)
    ]
    return [
        (each, likeness.reasons)
        for each, likeness in found
        if likeness is not None and each.person_id not in known
    ]


def _known(person_id: int) -> set[int]:
    """Whom a record was laid beside before."""
    first, second = DuplicateCandidate.first_id, DuplicateCandidate.second_id
    wanted = select(first, second).where(
        DuplicateCandidate.record == Record.PERSON, or_(first == person_id, second == person_id)
    )
    return {id_ for pair in db.session.execute(wanted) for id_ in pair}


def pairs_of_meeting(meeting_id: int) -> dict[Pair, bool]:
    """The pairs of people of a meeting that were laid beside each other -> whether an officer
    said that they are two."""
    here = select(Participation.person_id).where(Participation.meeting_id == meeting_id)
    wanted = select(
        DuplicateCandidate.first_id, DuplicateCandidate.second_id, DuplicateCandidate.dismissed_at
    ).where(
        DuplicateCandidate.record == Record.PERSON,
        DuplicateCandidate.first_id.in_(here),
        DuplicateCandidate.second_id.in_(here),
    )
    return {
        frozenset((first, second)): dismissed_at is not None
        for first, second, dismissed_at in db.session.execute(wanted)
    }


def facts_of(person: Person) -> PersonFacts:
    """What is compared of somebody's record."""
    return PersonFacts(person.given_names, person.surnames, person.email, person.country or "")
