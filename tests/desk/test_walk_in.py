"""Somebody at the door who isn't on the list."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.actor import CLI
from meetings.attendance.models import PresenceEvent
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.permissions import Role
from meetings.registration import operations
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def today_meeting() -> Meeting:
    today: date = clock.now().date()
    return make_open_meeting(starts_on=today, ends_on=today, time_zone="UTC")


@pytest.fixture
def slug(stored: Stored, client: Client) -> str:
    with stored():
        meeting = today_meeting()
        for capacity, approval in (("participant", "none"), ("nca", "officer")):
            way = operations.WayIn(capacity_code=capacity, way="walk_in", approval=approval)
            operations.set_way(meeting, way, by=CLI, at=clock.now())
        door, found = make_user(role=Role.DOOR, meeting_id=meeting.id).get_id(), meeting.slug
    client.sign_in(door)
    return found


def test_four_fields_register_and_let_in(app: Flask, page: Site, slug: str) -> None:
    form = page.get(f"/en/door/{slug}/walk-in")
    given: dict[str, Any] = {"given_names": "Nélida", "represents": "self", "sex": "not_stated"}
    shown = form.submit(**given, capacity="participant")
    assert "Nélida" in shown.text
    with app.app_context():
        [made] = db.session.scalars(select(Participation))
        assert (made.way, made.status, made.sex) == ("walk_in", "confirmed", "not_stated")
        [event] = db.session.scalars(select(PresenceEvent))
        assert event.participation_id == made.id


def test_the_same_form_sent_twice_lets_in_once(app: Flask, page: Site, slug: str) -> None:
    form = page.get(f"/en/door/{slug}/walk-in")
    given: dict[str, Any] = {"given_names": "Nélida", "represents": "self", "sex": "female"}
    for _click in range(2):
        assert "Nélida" in form.submit(**given, capacity="participant").text
    with app.app_context():
        assert len(db.session.scalars(select(Participation)).all()) == 1
        assert len(db.session.scalars(select(PresenceEvent)).all()) == 1


def test_the_same_name_again_is_asked_back_first(app: Flask, page: Site, slug: str) -> None:
    url = f"/en/door/{slug}/walk-in"
    given: dict[str, Any] = {"represents": "self", "sex": "female"}
    page.get(url).submit(given_names="Nélida", **given, capacity="participant")
    asked = page.get(url).submit(given_names="NELIDA", **given, capacity="participant")
    assert "Is it the same person?" in asked.text
    with app.app_context():
        assert len(db.session.scalars(select(Participation)).all()) == 1
    assert "Already since" in asked.submit("main form[action$='check-in']").text
    form = "main form:has(input[name='nonce'])"
    assert "Checked in" in asked.submit(form, another="y").text
    with app.app_context():
        assert len(db.session.scalars(select(Participation)).all()) == 2


def test_whom_an_officer_must_confirm_is_registered_but_not_let_in(
    app: Flask, page: Site, slug: str
) -> None:
    form = page.get(f"/en/door/{slug}/walk-in")
    shown = form.submit(given_names="Rosa", represents="HN", sex="female", capacity="nca")
    assert "awaiting confirmation" in shown.text
    with app.app_context():
        assert db.session.scalars(select(Participation.status)).all() == ["pending"]
        assert db.session.scalars(select(PresenceEvent)).all() == []


def test_a_door_that_was_not_opened_says_so(page: Site, stored: Stored, client: Client) -> None:
    with stored():
        meeting = today_meeting()
        slug, door = meeting.slug, make_user(role=Role.DOOR, meeting_id=meeting.id).get_id()
    client.sign_in(door)
    assert "Nobody can register at this door" in page.get(f"/en/door/{slug}/walk-in").text
    assert "Register at the door" not in page.get(f"/en/door/{slug}").text
