"""A seat from the waiting list on one's own page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.actor import CLI
from meetings.db import db
from meetings.registration import operations, queries
from meetings.registration.models import Participation
from tests.factories.registration import make_open_meeting, make_participation
from tests.factories.sessions import make_session
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def tokens(stored: Stored) -> list[str]:
    """Ana has the only seat of a meeting that offers it on; Rosa and Luz wait."""
    with stored():
        now = clock.now()
        meeting = make_open_meeting(seats=1)
        plan = operations.Plan(has_waiting_list=True, promotion="offer", accept_hours=24)
        operations.set_plan(meeting, plan, by=CLI, at=now)
        made = [
            make_participation(meeting, given_names=name, email=f"{name}@example.org", at=now)
            for name in ("Ana", "Rosa", "Luz")
        ]
        return [queries.link_token(each) for each in made]


def test_the_one_who_waits_knows_her_place_and_takes_the_seat(
    app: Flask, page: Site, tokens: list[str], stored: Stored
) -> None:
    ana, rosa, luz = tokens
    assert "You are number 2 on the waiting list" in page.get(f"/en/my/{luz}").text
    with stored():
        found = queries.by_link(ana)
        assert found is not None
        operations.withdraw(found, by=CLI, at=clock.now())
    shown = page.get(f"/en/my/{rosa}")
    assert "in Lima, in 1 day" in shown.text or "in Lima, in 24 hours" in shown.text
    taken = shown.submit('form[action$="/seat"]')
    assert "The seat is yours." in taken.text
    with app.app_context():
        states = db.session.scalars(select(Participation.status).order_by(Participation.id)).all()
    assert states == ["cancelled", "confirmed", "waitlisted"]
    again = shown.submit('form[action$="/seat"]')
    assert "has passed" not in again.text


def test_places_in_a_session_are_taken_and_given_back(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        panel = make_session(meeting, "Panel")
        scope = operations.Scope(session_id=panel.id)
        operations.set_limit(meeting, scope, seats=1, by=CLI, at=clock.now())
        ana, rosa = (
            queries.link_token(make_participation(meeting, given_names=name))
            for name in ("Ana", "Rosa")
        )
    shown = page.get(f"/en/my/{ana}")
    assert "1 seat left" in shown.text
    assert "You have a place" in shown.submit('form[action$="/sessions"]').text
    waits = page.get(f"/en/my/{rosa}").submit('form[action$="/sessions"]')
    assert "On the waiting list" in waits.text
    page.get(f"/en/my/{ana}").submit('form[action$="/sessions"]')
    assert "You have a place" in page.get(f"/en/my/{rosa}").text
