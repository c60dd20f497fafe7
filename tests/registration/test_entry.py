"""An officer enters somebody by hand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def url(stored: Stored, client: Client) -> str:
    with stored():
        meeting = make_open_meeting(closes_at=LONG_AGO, seats=1)
        officer, slug = make_user().get_id(), meeting.slug
    client.sign_in(officer)
    return f"/en/manage/meetings/{slug}/registrations/new"


def test_an_officer_enters_somebody_after_the_window_closed(
    app: Flask, page: Site, url: str
) -> None:
    given: dict[str, Any] = {"given_names": "Luz", "sex": "female", "capacity": "nca"}
    given["represents"] = "HN"
    shown = page.get(url).submit(**given, functions=["chair"])
    assert "Luz" in shown.heading
    assert "Honduras" in shown.text
    with app.app_context():
        [made] = db.session.scalars(select(Participation))
        assert (made.way, made.status, made.sex_source) == ("officer", "confirmed", "staff")
        assert made.functions == ["chair"]
        assert db.session.scalars(select(Message)).all() == []


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(page: Site, url: str) -> None:
    refused = page.get(url).submit(given_names="", surnames="Ñáñez", sex="female")
    assert "Write your given names" in refused.text or "given names" in refused.text
    assert refused.values()["surnames"] == "Ñáñez"


def test_a_second_click_makes_nobody_twice(app: Flask, page: Site, url: str) -> None:
    form = page.get(url)
    given: dict[str, Any] = {"given_names": "Luz", "email": "luz@example.org", "sex": "female"}
    for _click in range(2):
        form.submit(**given, capacity="participant")
    with app.app_context():
        assert len(db.session.scalars(select(Participation)).all()) == 1


def test_a_second_click_makes_nobody_twice_without_an_address_either(
    app: Flask, page: Site, url: str
) -> None:
    form = page.get(url)
    for _click in range(2):
        shown = form.submit(given_names="Luz", sex="female", capacity="participant")
        assert "Luz" in shown.heading
    with app.app_context():
        assert len(db.session.scalars(select(Participation)).all()) == 1


def test_the_same_name_again_is_asked_back_first(
    app: Flask, page: Site, stored: Stored, client: Client
) -> None:
    with stored():
        officer, slug = make_user().get_id(), make_open_meeting().slug
    client.sign_in(officer)
    url = f"/en/manage/meetings/{slug}/registrations/new"
    given: dict[str, Any] = {"surnames": "Ruiz", "sex": "female", "capacity": "participant"}
    page.get(url).submit(given_names="Inés", **given)
    asked = page.get(url).submit(given_names="Ines", **given)
    assert "Is it the same person?" in asked.text
    assert "Inés Ruiz" in asked.one(".notice")
    assert "Ines Ruiz" in asked.submit(another="y").heading
    with app.app_context():
        assert len(db.session.scalars(select(Participation)).all()) == 2


def test_the_seats_hold_for_officers_too(page: Site, url: str) -> None:
    form = page.get(url)
    form.submit(given_names="Luz", sex="female", capacity="participant")
    refused = page.get(url).submit(given_names="Ana", sex="female", capacity="participant")
    assert "no seats left" in refused.text


def test_dominica_is_asked_back_once(app: Flask, page: Site, url: str) -> None:
    given: dict[str, Any] = {
        "given_names": "Luz",
        "sex": "female",
        "capacity": "nca",
        "represents": "DM",
    }
    asked = page.get(url).submit(**given)
    assert "not Dominican Republic (Santo Domingo)" in asked.text
    assert "Luz" in asked.submit().heading


def test_whoever_registers_for_dominica_is_asked_back_once(page: Site, url: str, stored) -> None:
    with stored():
        slug = make_open_meeting().slug
    given: dict[str, Any] = {
        "given_names": "Luz",
        "email": "luz@example.org",
        "sex": "female",
        "consent": "y",
    }
    form = page.get(f"/en/meetings/{slug}/register")
    asked = form.submit(**given, capacity="nca", represents="DO")
    assert "not Dominica (Roseau)" in asked.text
    assert asked.submit().status == 200
