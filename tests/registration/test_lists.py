"""The officer's list asks the database as often whatever it holds, shows and leaves out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask
from sqlalchemy import event

from meetings.calendar.queries import by_slug
from meetings.db import db
from meetings.registration import queries
from meetings.registration.queries import Filters
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client

MOST = 25


def test_a_list_takes_as_many_statements_for_few_as_for_many(
    app: Flask, stored: Callable[[], AbstractContextManager[None]], client: Client
) -> None:
    def more(count: int) -> None:
        meeting = by_slug(slug)
        assert meeting is not None
        for number in range(count):
            make_participation(
                meeting,
                given_names=f"Ana {number}",
                email=f"ana{number}-{count}@example.org",
                capacity_code="nca" if number % 2 else "participant",
                represents="state" if number % 2 else "self",
                state_code="PY" if number % 2 else None,
            )

    def statements(asked: str) -> int:
        said: list[Any] = []

        def hear(*about: Any) -> None:
            said.append(about[2])

        event.listen(engine, "before_cursor_execute", hear)
        try:
            with client.get(f"/en/manage/meetings/{slug}/registrations{asked}") as answer:
                assert answer.status_code == 200
                assert b"Ana" in answer.data
        finally:
            event.remove(engine, "before_cursor_execute", hear)
        return len(said)

    with stored():
        slug, officer = make_open_meeting(seats=100).slug, make_user().get_id()
    with app.app_context():
        engine = db.engine
    client.sign_in(officer)
    with stored():
        more(2)
    asked = ("", "?state=PY", "?status=confirmed&sex=female", "?sort=name")
    statements("")  # the first reading is noted
    few = {each: statements(each) for each in asked}
    with stored():
        more(30)
    many = {each: statements(each) for each in few}
    pages = {statements(f"?size=25&page={page}") for page in (1, 2)}
    assert set(many.values()) | set(few.values()) | pages == {few[""]}
    assert few[""] <= MOST


def test_who_may_be_recorded_twice_is_read_once_for_the_list_and_for_no_export(
    app: Flask, stored: Callable[[], AbstractContextManager[None]]
) -> None:
    said: list[tuple[str, Any]] = []

    def hear(*about: Any) -> None:
        said.append((about[2], about[3]))

    with stored():
        slug = make_open_meeting().slug
    with app.app_context():
        meeting = by_slug(slug)
        assert meeting is not None
        event.listen(db.engine, "before_cursor_execute", hear)
        try:
            queries.participations(meeting.id, Filters(duplicate="1"))
            listing, said[:] = list(said), []
            assert list(queries.every_participation(meeting.id, Filters())) == []
        finally:
            event.remove(db.engine, "before_cursor_execute", hear)
        assert not [sql for sql, _values in said if "duplicate_candidate" in sql]
        asked = [each for each in listing if "duplicate_candidate" in each[0]]
        assert len(asked) == 3  # to count, for the keys of the page, for its rows
        if db.engine.dialect.name == "sqlite":
            connection = db.session.connection()
            plans = [
                connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
                for sql, values in asked
            ]
            told = [row[3] for rows in plans for row in rows]
            # Of all that is asked of each row, only how often she was in the meeting before.
            assert sum("CORRELATED" in each for each in told) == 2
