"""The form behind the link that an accredited organization's contact holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.accreditation.queries import link_token
from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.clock import now
from meetings.db import db, transaction
from meetings.registration import operations, queries
from meetings.registration.models import Participation
from tests.factories.registration import make_accreditation, make_open_meeting, make_participation
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]
FIELDS: dict[str, Any] = {
    "given_names": "Ana Lucía",
    "surnames": "Ñandú Güell",
    "email": "ana@example.org",
    "sex": "female",
    "consent": "y",
}


def test_an_organizations_link_names_it_and_keeps_to_its_places(
    app: Flask, page: Site, stored: Stored
) -> None:
    with stored():
        granted = make_accreditation(make_open_meeting(), places=1)
        token = link_token(granted)
    entry = page.get(f"/en/organizations/represent/{token}")
    assert "Red de Mujeres" in entry.text
    assert "1 place is left." in entry.text
    assert entry.response.headers["Cache-Control"] == "no-store"
    entry.submit(**FIELDS)
    with app.app_context():
        made = db.session.scalars(select(Participation)).one()
        shown = (made.capacity_code, made.status, made.principal.organization_id is not None)
    assert shown == ("cso_representative", "confirmed", True)
    refused = entry.submit(**FIELDS | {"given_names": "Rosa"})
    assert refused.status == 422
    assert "are taken" in refused.text
    assert "are taken" in page.get(f"/en/organizations/represent/{token}").text
    with app.app_context():
        assert len(db.session.scalars(select(Participation)).all()) == 1


def test_an_organizations_link_tells_its_deadline_and_lets_people_wait(
    app: Flask, page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting(seats=1)
        operations.set_plan(meeting, operations.Plan(has_waiting_list=True), by=CLI, at=now())
        closes_at = now() + timedelta(days=3)
        way = operations.WayIn(
            capacity_code="cso_representative", way="organization", closes_at=closes_at
        )
        operations.set_way(meeting, way, by=CLI, at=now())
        make_participation(meeting)
        token = link_token(make_accreditation(meeting))
    address = f"/en/organizations/represent/{token}"
    entry = page.get(address)
    assert "in Lima, in 3 days." in entry.text
    assert "whoever registers now waits for one" in entry.text
    done = entry.submit(**FIELDS)
    assert "All seats are taken: you are on the waiting list" in done.text
    assert done.link("Register another person") == address
    with app.app_context():
        waiting = select(Participation).where(Participation.status == "waitlisted")
        own = queries.link_token(db.session.scalars(waiting).one())
    assert "You are number 1 on the waiting list" in page.get(f"/en/my/{own}").text
    with stored():
        way = replace(way, closes_at=now() - timedelta(hours=1))
        operations.set_way(db.session.scalars(select(Meeting)).one(), way, by=CLI, at=now())
    assert "is closed" in page.get(address).text


def test_a_forged_or_revoked_organizations_link_opens_nothing(
    app: Flask, page: Site, stored: Stored
) -> None:
    with stored():
        granted = make_accreditation(make_open_meeting())
        token = link_token(granted)
    page.get(f"/en/organizations/represent/{token}x", status=404)
    with app.app_context(), transaction():
        db.session.execute(
            granted.__table__.update().values(link_generation=1)  # type: ignore[attr-defined]  # a Table
        )
    page.get(f"/en/organizations/represent/{token}", status=404)
