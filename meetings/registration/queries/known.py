"""Whom a table of people is held against: who is known by address and name, who may be meant,
who takes part already, whose participation ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import Select, func, select

from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import roots_of
from meetings.directory.queries.alike import person_facts
from meetings.directory.rules import full_name, identity
from meetings.directory.rules.likeness import PersonFacts, Sieve
from meetings.registration.intake.judge import MOST_COMPARED
from meetings.registration.intake.known import Gone, Here, Identity, Known, Somebody
from meetings.registration.models import (
    GONE,
    Affiliation,
    Answer,
    Participation,
    Question,
    Reply,
)

PIECE = 500
Value = TypeVar("Value", int, str)
_TAKING_PART = select(
    Participation.id,
    Participation.public_id,
    Participation.person_id,
    Participation.capacity_code,
    Participation.functions,
    Participation.personnel_kind_code,
    Participation.language,
    Participation.post,
    Participation.mode,
    Participation.sex,
    Participation.sex_source,
    Participation.protocol_order,
    Affiliation.type,
    Affiliation.state_code,
).outerjoin(
    Affiliation,
    (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
)


def known(meeting_id: int, written: Iterable[PersonFacts], *, everybody: bool) -> Known:
    """Who is known of the people that a table names (`written`), and who may be one of them.

    `everybody`: people of the whole directory may be suggested, else only those who take part in
    the meeting, as for an officer of this meeting alone. Of the directory no more than names and
    addresses is read, and of those who can't be meant nothing is made.
    """
    roots: dict[int, int] = dict(db.session.execute(select(*roots_of(Person).c)).all())
    everyone = list(written)
    by_identity = _identities((each.email for each in everyone), roots)
    here = _Live(meeting_id, roots, first=by_identity.values())
    asked = [
        each
        for each in everyone
        if (each.email, identity(each.given_names, each.surnames)) not in by_identity
    ]
    among = None if everybody else _roots_live(meeting_id)
    # A long table is like nearly everybody, which to find out of each costs more than it spares.
    sieve = Sieve(asked) if len(asked) <= MOST_COMPARED else None
    facts = person_facts(sieve, among=among) if asked else {}
    return Known(by_identity, _people, here, facts, _gone(meeting_id, roots))


def _people(ids: Collection[int]) -> dict[int, Somebody]:
    """These people of the directory."""
    wanted = select(Person.id, Person.public_id, Person.given_names, Person.surnames, Person.email)
    return {
        row.id: Somebody(row.id, row.public_id, full_name(row.given_names, row.surnames), row.email)
        for piece in _pieces(ids)
        for row in db.session.execute(wanted.where(Person.id.in_(piece)))
    }


def _pieces(values: Iterable[Value]) -> Iterator[list[Value]]:
    every = sorted(set(values))
    for start in range(0, len(every), PIECE):
        yield every[start : start + PIECE]


def _identities(emails: Iterable[str], roots: Mapping[int, int]) -> dict[Identity, int]:
    found: dict[Identity, int] = {}
    for piece in _pieces(each for each in emails if each):
        rows = db.session.execute(
            select(Person.email, Person.folded_name, Person.id)
            .where(Person.email.in_(piece))
            .order_by(Person.id)
        )
        for email, name, person_id in rows:
            found.setdefault((email, name), roots.get(person_id, person_id))
    return found


def _gone(meeting_id: int, roots: Mapping[int, int]) -> dict[int, Gone]:
    """Person -> how her latest participation ended, by whichever of her records."""
    rows = db.session.execute(
        select(
            Participation.person_id,
            Participation.public_id,
            Participation.status,
            Participation.changed_at,
            Participation.reply == Reply.DECLINED,
        )
        .where(Participation.meeting_id == meeting_id, Participation.status.in_(GONE))
        .order_by(Participation.changed_at, Participation.id)
    )
    return {roots.get(row[0], row[0]): Gone(*row[1:]) for row in rows}


class _Live(Mapping[int, Here]):
    """Person -> her live participation, by whichever of her records: those of the `first` people
    are read at once, those of others when somebody asks for them."""

    def __init__(
        self, meeting_id: int, roots: Mapping[int, int], *, first: Collection[int]
    ) -> None:
        """Read who takes part; of the first of them, how."""
        rows = db.session.execute(
            select(Participation.person_id, Participation.id)
            .where(Participation.meeting_id == meeting_id, Participation.status.not_in(GONE))
            .order_by(Participation.id.desc())
        )
        self._ids = {roots.get(person_id, person_id): id_ for person_id, id_ in rows}
        self._found: dict[int, Here] = {}
        self._read({person: self._ids[person] for person in first if person in self._ids})

    def __getitem__(self, person_id: int) -> Here:
        """Hers."""
        if person_id not in self._found:
            self._read({person_id: self._ids[person_id]})
        return self._found[person_id]

    def __contains__(self, person_id: object) -> bool:
        """Whether she takes part; nothing is read for it."""
        return person_id in self._ids

    def __iter__(self) -> Iterator[int]:
        """The people who take part."""
        return iter(self._ids)

    def __len__(self) -> int:
        """How many they are."""
        return len(self._ids)

    def _read(self, wanted: Mapping[int, int]) -> None:
        people = {id_: person for person, id_ in wanted.items()}
        for piece in _pieces(people):
            answers = _answers(piece)
            for row in db.session.execute(_TAKING_PART.where(Participation.id.in_(piece))):
                values = dict(row._mapping)
                values["represents"] = values.pop("type")
                person, said = people[row.id], answers.get(row.id, {})
                self._found[person] = Here(row.id, row.public_id, person, values, said)


def _roots_live(meeting_id: int) -> Select[int]:
    """The people who take part, each by the record that stands for her."""
    roots = roots_of(Person)
    return (
        select(func.coalesce(roots.c.root, Participation.person_id))
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.meeting_id == meeting_id, Participation.status.not_in(GONE))
    )


def _answers(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What was answered in these participations."""
    rows = db.session.execute(
        select(Answer.participation_id, Question.public_id, Answer.value)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.participation_id.in_(ids))
    )
    found: dict[int, dict[str, Any]] = {}
    for participation_id, question, value in rows:
        found.setdefault(participation_id, {})[question] = value
    return found
