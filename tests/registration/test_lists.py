"""The officer's list asks the database as often whatever it holds, shows and leaves out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask
from sqlalchemy import event

from meetings.calendar.queries import by_slug
from meetings.db import db
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
