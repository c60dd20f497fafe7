"""Permanent observers name their delegations as States do, in the capacities of observers."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select

from meetings import actor
from meetings.db import db
from meetings.delegations.operations import naming
from meetings.delegations.queries import focal_points, offers
from meetings.delegations.queries import lists as lists_of
from meetings.delegations.queries.lists import NOTHING, Place
from meetings.directory import queries as directory
from meetings.directory.models import State
from meetings.directory.operations import add_observer, load_reference
from meetings.directory.rules.observers import is_observing
from meetings.errors import Refused
from meetings.registration.models import Participation
from meetings.registration.rules import faults, lists
from tests.factories.accounts import make_user
from tests.factories.delegations import (
    AT,
    CAPACITIES,
    make_focal_point,
    make_member,
    make_nominated_meeting,
)
from tests.factories.registration import make_entry, make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
OPEN = (*CAPACITIES, "permanent_observer")


@pytest.mark.parametrize(
    ("since", "on", "observes"),
    [
        (None, date(1999, 1, 1), True),
        (2021, date(2020, 12, 31), False),
        (2021, date(2021, 1, 1), True),
    ],
)
def test_an_observer_is_one_from_its_year_on(since: int | None, on: date, observes: bool) -> None:
    assert is_observing(since, on) == observes


@pytest.mark.parametrize(
    ("state", "capacity", "field"),
    [
        ("ES", "permanent_observer", None),
        ("EU", "permanent_observer", None),
        ("ES", "participant", None),
        ("ES", "adviser", "capacity"),
        ("HN", "adviser", None),
        ("XX", "participant", "represents"),
    ],
)
def test_an_observer_is_represented_by_observers(
    state: str, capacity: str, field: str | None
) -> None:
    entry = make_entry(capacity_code=capacity, represents="state", state_code=state)
    assert list(faults(entry, lists(("state",)))) == ([field] if field else [])


@pytest.mark.usefixtures("session")
def test_a_country_that_is_neither_a_state_nor_an_observer_is_refused() -> None:
    meeting = make_open_meeting()
    with pytest.raises(Refused, match="Choose the State"):
        make_participation(meeting, represents="state", state_code="CI")
    made = make_participation(meeting, represents="state", state_code="ES")
    assert made.principal.state_code == "ES"


@pytest.mark.usefixtures("session")
def test_what_is_offered_to_an_observer_goes_by_the_year_since_when_it_is_one() -> None:
    before = make_nominated_meeting(
        capacities=OPEN, starts_on=date(2015, 6, 2), ends_on=date(2015, 6, 4)
    )
    after = make_nominated_meeting(capacities=OPEN)
    found = offers.offers([before, after], "MD")
    assert found[before.id].codes == ()
    assert found[after.id].codes == ("permanent_observer",)
    place = Place(after, "MD", make_focal_point("MD"))
    with pytest.raises(Refused) as refused:
        naming.add(place, make_member(), seen=NOTHING, by=actor.CLI, at=AT)
    assert refused.value.field == "capacity"


@pytest.mark.usefixtures("session")
def test_an_observer_that_the_secretariat_adds_has_a_desk_and_is_no_state_of_the_directory() -> (
    None
):
    names = {"en": "New Zealand", "es": "Nueva Zelandia"}
    add_observer(names, country="NZ", since=2025, by=actor.CLI, at=AT)
    place = Place(make_nominated_meeting(capacities=OPEN), "NZ", make_focal_point("NZ"))
    member = make_member(capacity_code="permanent_observer")
    assert naming.add(place, member, seen=NOTHING, by=actor.CLI, at=AT).state_code == "NZ"
    assert directory.is_represented("NZ")
    assert not directory.is_represented("CI")
    assert len(directory.states()) == 35
    assert directory.state("NZ") is None
    stands = db.session.get(State, "NZ")
    assert stands is not None
    assert stands.names == names
    assert load_reference().startswith("directory: 0 entries written")


def test_an_observer_organization_that_the_secretariat_adds_has_the_desk_of_an_observer(
    app: Flask, page: Site, client: Client, stored: Stored, frozen
) -> None:
    frozen.move_to(AT)
    with stored():
        names = {"en": "Pan American Health Organization", "es": "OPS"}
        code = add_observer(names, country="", since=None, by=actor.CLI, at=AT).code
        slug = make_nominated_meeting(capacities=OPEN).slug
        who = make_user().get_id()
    client.sign_in(who)
    overview = page.get(f"/en/manage/meetings/{slug}/delegations")
    assert "Pan American Health Organization" in overview.one("#observers")
    points = page.get(f"/en/manage/delegations/{code}")
    assert "Pan American Health Organization" in points.heading
    with stored():
        token = focal_points.link_token(make_focal_point(code))
    assert "OPS" in page.get(f"/es/delegation/{token}").heading
    at = f"/es/delegation/{token}/{slug}"
    for given, email in (("Ana", "ana@paho.example"), ("Eva", "eva@paho.example")):
        form = page.get(f"{at}/members/new")
        assert form.all("#capacity option") == ["Observador Permanente"]
        typed: dict[str, Any] = {
            "given_names": given,
            "surnames": "Ruiz",
            "sex": "female",
            "email": email,
        }
        form.submit(**typed, capacity="permanent_observer")
    desk = page.get(at)
    assert "OPS" in desk.heading
    desk = desk.submit("form[action$='/head']")
    assert "Ana Ruiz" in desk.text
    sent = desk.submit("form[action$='/submit']")
    assert "1" in sent.text
    paper = client.get(f"{at}/letter.docx?kind=credentials&in=en").data
    letter = " ".join(each.text for each in Document(io.BytesIO(paper)).paragraphs)
    assert "Delegation: Pan American Health Organization. The following persons" in letter
    assert "Government" not in letter
    with app.app_context():
        made = list(db.session.scalars(select(Participation).order_by(Participation.id)))
        assert [each.principal.state_code for each in made] == [code, code]
        assert {each.person.country for each in made} == {None}
        assert "ops" in made[0].search
        member = lists_of.history(Place(made[0].meeting, code))[0].members[1].key
    new = page.get(f"{at}/members/{member}/substitute")
    new.submit(given_names="Luz", surnames="Ruiz", sex="female", capacity="permanent_observer")
    page.get(at).submit("form[action$='/submit']")
    history = page.get(f"{at}/history")
    assert "Luz Ruiz" in history.text
    listed = page.get(f"/en/manage/meetings/{slug}/registrations")
    assert "Pan American Health Organization" in listed.text
    page.get(f"/en/manage/meetings/{slug}/delegations").submit(f"form[action$='/{code}/confirm']")
    with app.app_context():
        found = db.session.execute(select(Participation.status, Participation.mode)).all()
        assert sorted(row[0] for row in found) == ["confirmed", "confirmed", "replaced"]


def test_spain_names_its_observer_and_the_secretariat_confirms_her(
    app: Flask, page: Site, client: Client, stored: Stored, frozen
) -> None:
    frozen.move_to(AT)
    with stored():
        slug = make_nominated_meeting(capacities=OPEN).slug
        token = focal_points.link_token(make_focal_point("ES"))
        who = make_user().get_id()
    entrance = page.get(f"/es/delegation/{token}")
    assert "España" in entrance.heading
    desk = page.get(f"/es/delegation/{token}/{slug}")
    assert "observador permanente. Designa en calidad de: Observador Permanente" in desk.text
    form = page.get(f"/es/delegation/{token}/{slug}/members/new")
    assert form.all("#capacity option") == ["Observador Permanente"]
    form.submit(given_names="Ana", surnames="Ruiz", sex="female", capacity="permanent_observer")
    sent = page.get(f"/es/delegation/{token}/{slug}").submit("form[action$='/submit']")
    assert "1" in sent.text
    client.sign_in(who)
    overview = page.get(f"/en/manage/meetings/{slug}/delegations")
    assert "European Union" in overview.one("#observers")
    assert "Spain" not in overview.one("#observers")
    overview.submit("form[action$='/ES/confirm']")
    with app.app_context():
        made = db.session.scalars(select(Participation)).one()
        assert (made.status, made.principal.state_code) == ("confirmed", "ES")
    assert "Spain" in page.get("/en/manage/delegations").one("table")
    union = page.get("/pt/manage/delegations/EU")
    assert "União Europeia" in union.heading
