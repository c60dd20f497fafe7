"""Whom a State has nominated and nobody has confirmed, and who may be in its delegation twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import combinations

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.db import db
from meetings.delegations.queries.around import of_states
from meetings.directory.models import Person
from meetings.directory.rules import identity
from meetings.directory.rules.likeness import (
    PersonFacts,
    compare_people,
    likely_pairs,
    person_keys,
)
from meetings.registration.models import GONE, Affiliation, Participation, Status, Way
from meetings.registration.queries.alike import pairs_of_meeting

Twins = Mapping[int, list[Participation]]


def nominated(meeting_id: int, state_code: str | None = None) -> list[Participation]:
    """The people of a State, else of all States, who wait to be confirmed, in order of protocol."""
    wanted = (
        of_states(meeting_id)
        .where(
            Participation.status == Status.NOMINATED,
            Affiliation.state_code.is_not(None)
            if state_code is None
            else Affiliation.state_code == state_code,
        )
        .order_by(Participation.protocol_order, Participation.id)
    )
    return list(db.session.scalars(wanted))


def mark(participation: Participation) -> str:
    """What a button keeps of somebody whom its reader saw: which registration, and by which name
    and in which capacity it was shown."""
    shown = f"{participation.person.full_name}\n{participation.capacity_code}"
    return f"{participation.public_id}.{hashlib.sha256(shown.encode()).hexdigest()[:12]}"


def twins(meeting_id: int) -> Twins:
    """Participation (id) -> those in the same delegation to a meeting that may be the same person;
    not of whom an officer said that they are two. Three statements."""
    wanted = (
        select(Participation, Affiliation.state_code)
        .join(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .where(
            Participation.meeting_id == meeting_id,
            Participation.status.not_in(GONE),
            Affiliation.state_code.is_not(None),
            or_(Participation.way == Way.STATE, Participation.protocol_order.is_not(None)),
        )
        .options(joinedload(Participation.person), selectinload(Participation.affiliations))
        .order_by(Participation.id)
    )
    by_state: dict[str, dict[int, Participation]] = {}
    for each, code in db.session.execute(wanted):
        by_state.setdefault(code or "", {})[each.id] = each
    two = {pair for pair, is_two in pairs_of_meeting(meeting_id).items() if is_two}
    found: dict[int, list[Participation]] = {}
    for people in by_state.values():
        for one, other in _alike(people):
            if frozenset((people[one].person_id, people[other].person_id)) not in two:
                found.setdefault(one, []).append(people[other])
                found.setdefault(other, []).append(people[one])
    return found


def _alike(people: Mapping[int, Participation]) -> set[tuple[int, int]]:
    """The pairs (ids) of one name, or of likely one person."""
    facts = {id_: _facts(each.person) for id_, each in people.items()}
    pairs = likely_pairs(facts, keys=person_keys, compare=compare_people)
    named: dict[str, list[int]] = {}
    for id_, each in people.items():
        named.setdefault(identity(each.person.given_names, each.person.surnames), []).append(id_)
    same = {pair for ids in named.values() for pair in combinations(sorted(ids), 2)}
    return same | {(one, other) for one, other, _likeness in pairs}


def _facts(person: Person) -> PersonFacts:
    return PersonFacts(person.given_names, person.surnames, person.email)
