"""Suggesting, merging and taking back, at the level of operations."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from meetings.actor import CLI
from meetings.audit import AuditEntry
from meetings.db import db, transaction
from meetings.directory import jobs, operations
from meetings.directory.models import DuplicateCandidate, Merge, Person, Record
from meetings.directory.operations import find_or_create_person
from meetings.directory.queries import duplicates, merged
from meetings.directory.rules import identity, likeness
from meetings.directory.rules.likeness import Likeness, PersonFacts, compare_people
from meetings.errors import Refused
from tests.factories.statistics import make_organization

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
Stored = Callable[[], AbstractContextManager[None]]


def make_person(given: str, surnames: str, *, at: datetime = AT, **values: str | None) -> Person:
    made = Person(
        public_id=str(uuid.uuid4()),
        given_names=given,
        surnames=surnames,
        folded_name=identity(given, surnames),
        created_at=at,
        **{"email": f"{uuid.uuid4()}@mail.example", "country": "GT"} | values,
    )
    db.session.add(made)
    db.session.flush()
    return made


def open_pairs(record: Record = Record.PERSON) -> list[tuple[str, str]]:
    found = duplicates.candidates(record).items
    return [(each.first.public_id, each.second.public_id) for each in found]


def test_a_search_suggests_with_reasons_and_a_second_one_finds_nothing_new(
    session: scoped_session[Session],
) -> None:
    one = make_person("María del Rosario", "Xitumul Caal")
    other = make_person("Maria del R.", "Xitumul")
    make_person("Ana", "Xitumul Caal")
    assert operations.find_duplicates(Record.PERSON, at=AT) == 1
    assert open_pairs() == [(one.public_id, other.public_id)]
    row = duplicates.candidates(Record.PERSON).items[0].row
    assert row.reasons == ["initial", "surname_dropped", "same_country"]
    assert operations.find_duplicates(Record.PERSON, at=AT) == 0


def test_a_dismissed_pair_stays_dismissed(session: scoped_session[Session]) -> None:
    for surname in ("Xitumul Caal", "Xitumul"):
        make_person("Rosario", surname)
    operations.find_duplicates(Record.PERSON, at=AT)
    found = duplicates.candidates(Record.PERSON).items[0]
    operations.dismiss(found, by=CLI, at=AT)
    with pytest.raises(Refused) as refused:
        operations.dismiss(found, by=CLI, at=AT)
    assert refused.value.code == "dismissed"
    assert operations.find_duplicates(Record.PERSON, at=AT) == 0
    assert open_pairs() == []


def test_a_corrected_name_takes_its_pair_off_the_list(session: scoped_session[Session]) -> None:
    one = make_person("Rosario", "Xitumul Caal")
    make_person("Rosario", "Xitumul")
    operations.find_duplicates(Record.PERSON, at=AT)
    later = AT + timedelta(hours=1)
    operations.correct_person(
        one, given_names="Elvia", surnames="Poou", email="e@x.example", at=later
    )
    assert operations.find_duplicates(Record.PERSON, at=later, since=later) == 0
    assert open_pairs() == []


def test_the_job_looks_at_what_is_new_every_ten_minutes(app: Flask, stored: Stored) -> None:
    with stored():
        make_person("Rosario", "Xitumul Caal")
    with app.app_context():
        assert jobs.look_for_duplicates(AT) == 0
    with stored():
        make_person("Rosario", "Xitumul", at=AT + timedelta(minutes=5))
        make_organization("Red Ixchel")
        make_organization("Red Ixchel", created_at=AT + timedelta(minutes=5))
    with app.app_context():
        assert jobs.look_for_duplicates(AT + timedelta(minutes=9)) == 0
        assert jobs.look_for_duplicates(AT + timedelta(minutes=11)) == 2
        assert jobs.look_for_duplicates(AT + timedelta(minutes=22)) == 0


def test_a_long_search_takes_turns_and_goes_on_where_it_stopped(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One step a turn, and another process after every eighth: each pair is compared once all the
    same, and what else is due is looked at in between."""
    compared: list[frozenset[str]] = []

    def compare(one: PersonFacts, other: PersonFacts) -> Likeness | None:
        compared.append(frozenset({one.email, other.email}))
        return compare_people(one, other)

    monkeypatch.setattr(jobs, "TURN", 0.0)
    monkeypatch.setattr(likeness, "compare_people", compare)
    with stored():
        for number in range(6):
            for surname in ("Xitumul Caal", "Xitumul"):
                make_person("Rosario", f"{surname} {'Bcdfgh'[number]}imox")
    with app.app_context():
        turns = 0
        while jobs.look_for_duplicates(AT):
            turns += 1
            if turns % 8 == 0:
                jobs._rounds.clear()
            assert turns < 200
        assert turns > 12
        assert len(compared) == len(set(compared))
        found = duplicates.candidates(Record.PERSON, size=100).total
        assert jobs._rounds == {}
        assert operations.find_duplicates(Record.PERSON, at=AT) == 0
        assert duplicates.candidates(Record.PERSON).total == found > 5
        assert jobs.look_for_duplicates(AT + timedelta(minutes=9)) == 0


def test_a_part_of_a_search_takes_no_pair_off_that_another_part_finds(
    session: scoped_session[Session],
) -> None:
    for surname in ("Xitumul Caal", "Xitumul", "Xitumul Caal Pop"):
        make_person("Rosario", surname)
    operations.find_duplicates(Record.PERSON, at=AT)
    before = open_pairs()
    turn = duplicates.Round(Record.PERSON)
    while not turn.is_over:
        operations.keep_candidates(turn.go_on(ends=lambda: True), at=AT)
        assert open_pairs() == before


def test_who_comes_again_comes_as_the_record_that_stands_for_her(
    session: scoped_session[Session],
) -> None:
    lost = make_person("Rosario", "Xitumul", email="r@mujer.example")
    kept = make_person("Rosario", "Xitumul Caal")
    row = operations.merge(kept, lost, reason="One badge", by=CLI, at=AT)
    assert find_or_create_person("Rosario", "Xitumul", email="r@mujer.example", at=AT) is kept
    operations.undo_merge(row, by=CLI, at=AT)
    assert find_or_create_person("Rosario", "Xitumul", email="r@mujer.example", at=AT) is lost
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["directory.merge", "directory.undo_merge"]


def test_what_cannot_be_merged(session: scoped_session[Session]) -> None:
    one, two, three = (make_person("Rosario", name) for name in ("Caal", "Poou", "Tzul"))

    def refused(kept: object, lost: object, **more: str) -> str:
        with pytest.raises(Refused) as said:
            operations.merge(kept, lost, by=CLI, at=AT, **more)  # type: ignore[arg-type]  # of both kinds
        return said.value.code

    assert refused(one, one) == "itself"
    assert refused(one, make_organization()) == "kinds"
    assert refused(one, two, reason="x" * 501) == "reason"
    row = operations.merge(one, two, by=CLI, at=AT)
    assert refused(two, one) == "stands_elsewhere"
    assert refused(one, two) == "merged"
    assert refused(three, two) == "merged"
    operations.merge(three, one, by=CLI, at=AT)
    assert refused(two, three) == "stands_elsewhere"
    operations.undo_merge(row, by=CLI, at=AT)
    with pytest.raises(Refused):
        operations.undo_merge(row, by=CLI, at=AT)


def test_a_pair_is_off_the_list_while_it_is_merged_and_comes_back(
    session: scoped_session[Session],
) -> None:
    one, two = (make_person("Rosario", name) for name in ("Xitumul Caal", "Xitumul"))
    operations.find_duplicates(Record.PERSON, at=AT)
    row = operations.merge(one, two, by=CLI, at=AT)
    assert open_pairs() == []
    operations.find_duplicates(Record.PERSON, at=AT)
    operations.undo_merge(row, by=CLI, at=AT)
    assert open_pairs() == [(one.public_id, two.public_id)]


def test_chains_resolve_and_come_apart_in_any_order(session: scoped_session[Session]) -> None:
    one, two, three = (make_person("Rosario", name) for name in ("Caal", "Poou", "Tzul"))
    first = operations.merge(two, one, by=CLI, at=AT)
    second = operations.merge(three, two, by=CLI, at=AT)
    assert merged.resolved(one) is three
    assert set(session.scalars(merged.kin(Person, three.id))) == {one.id, two.id, three.id}
    operations.undo_merge(first, by=CLI, at=AT)
    assert merged.resolved(one) is one
    assert merged.resolved(two) is three
    operations.undo_merge(second, by=CLI, at=AT)
    assert merged.resolved(two) is two


def test_of_two_merges_that_cross_one_is_refused(app: Flask, stored: Stored) -> None:
    with stored():
        ids = [make_person("Rosario", name).id for name in ("Caal", "Caal Poou")]
    start = threading.Barrier(8)

    def act(turn: int) -> str:
        with app.app_context():
            start.wait(timeout=60)
            try:
                with transaction():
                    kept, lost = ids if turn % 2 else ids[::-1]
                    pair = (db.session.get_one(Person, kept), db.session.get_one(Person, lost))
                    operations.merge(*pair, by=CLI, at=AT)
            except Refused as refused:
                return refused.code
            return "done"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(act, range(8)))
    assert answers.count("done") == 1
    assert set(answers) <= {"done", "merged", "stands_elsewhere"}
    with app.app_context():
        assert db.session.scalar(select(func.count(Merge.id))) == 1
        free = select(func.count(Person.id)).where(Person.merged_into_id.is_(None))
        assert db.session.scalar(free) == 1
        assert db.session.scalar(select(func.count(DuplicateCandidate.id))) == 0


def test_a_pair_that_an_officer_chose_is_no_suggestion_once_its_merge_is_undone(
    session: scoped_session[Session],
) -> None:
    one, two = make_person("Rosario", "Xitumul"), make_person("Berta", "Núñez")
    operations.propose(one, two, at=AT)
    assert len(open_pairs()) == 1
    row = operations.merge(one, two, by=CLI, at=AT)
    operations.undo_merge(row, by=CLI, at=AT)
    assert open_pairs() == []
