"""A State nominates five, and at 23:00 of the eve substitutes one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from meetings.db import db, transaction
from meetings.delegations.queries import focal_points
from meetings.registration.models import Participation
from tests.factories.delegations import make_focal_point, make_nominated_meeting
from tests.support.journey import Journey

PEOPLE = ("Ana", "Rosa", "Luz", "Ines", "Sol")
IN_TIME = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
THE_EVE = datetime(2026, 6, 2, 4, 0, tzinfo=UTC)  # 23:00 of 1 June in Lima
FORM = "main form.form[method=post] button[type=submit]"


@pytest.fixture
def desk(app, visitor) -> tuple[Journey, str]:
    """The ministry at its desk, on a phone; the list closes on 20 May."""
    with app.app_context(), transaction():
        closes = datetime(2026, 5, 20, 22, 0, tzinfo=UTC)
        make_nominated_meeting(closes_at=closes)
        token = focal_points.link_token(make_focal_point(language="es"))
        path = f"/es/delegation/{token}"
    return visitor(360), path


def name(journey: Journey, given: str, **fields: str) -> None:
    journey.fill(given_names=given, surnames=f"De {given}", sex="female", **fields).press(FORM)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_state_nominates_five_and_substitutes_one_at_23(desk, app) -> None:
    journey, path = desk
    with time_machine.travel(IN_TIME, tick=True):
        journey.open(path)
        assert "Este enlace pertenece a" in journey.words
        journey.press("a[href*='/delegation/'].button")
        for given in PEOPLE:
            journey.press("a[href$='/members/new']")
            name(journey, given, capacity="adviser", email=f"{given.lower()}@mre.example")
        journey.press("form[action$='/head'] button")
        assert journey.page.evaluate("document.activeElement.id").startswith("member-")
        journey.press("form[action$='/submit'] button")
        assert "La lista n.º 1 es oficial" in journey.words
    with time_machine.travel(THE_EVE, tick=True):
        journey.open(journey.page.url)
        journey.press("a[href$='/substitute']")
        name(journey, "Eva", capacity="adviser", email="eva@mre.example")
        assert "Eva De Eva viene en lugar de Ana De Ana" in journey.words
        journey.press("form[action$='/submit'] button")
        assert "La lista n.º 2 es oficial" in journey.words
        assert "1 jun 2026, 11:00 p.m." in journey.words
    with app.app_context():
        rows = db.session.scalars(select(Participation).order_by(Participation.id))
        found = {each.person.given_names: each for each in rows}
        assert {n: e.status for n, e in found.items()} == {
            "Ana": "replaced",
            "Eva": "nominated",
        } | dict.fromkeys(PEOPLE[1:], "nominated")
        assert found["Ana"].replaced_by_id == found["Eva"].id
        assert found["Eva"].functions == ["head_of_delegation"]
