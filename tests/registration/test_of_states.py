"""A State is represented in a capacity by what it is on the meeting's first day, however people
come: the form and a private link refuse, an officer is asked back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from meetings import actor
from meetings.audit import AuditEntry
from meetings.clock import now
from meetings.db import db
from meetings.directory.rules.standings import Standing
from meetings.errors import Refused
from meetings.registration import operations, queries
from meetings.registration.models import Affiliation, Way
from meetings.registration.rules.of_states import check_standing, standings_for
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
MEMBER, PARTY, OBSERVER = {Standing.MEMBER}, {Standing.PARTY, Standing.MEMBER}, {Standing.OBSERVER}
CSP = "conference_of_states_parties"
HERS: dict[str, Any] = {
    "given_names": "Claire",
    "surnames": "Roy",
    "email": "claire@example.ca",
    "sex": "female",
    "capacity": "nca",
    "represents": "CA",
    "consent": "y",
}
SAID = "Canada: not represented in this capacity at this meeting. What it takes: party"


@pytest.mark.parametrize(
    ("code", "body", "mechanism", "held", "is_refused"),
    [
        ("nca", None, None, MEMBER, True),
        ("nca", None, None, PARTY, False),
        ("nca", CSP, "MESECVI", MEMBER, True),
        ("observer_state", CSP, "MESECVI", MEMBER, False),
        ("observer_state", CSP, "MESECVI", PARTY, True),
        ("observer_state", "assembly_of_delegates", "CIM", PARTY, True),
        ("nca", "assembly_of_delegates", "CIM", MEMBER, True),
        ("nca", "assembly_of_delegates", "CIM", PARTY, False),
        ("adviser", "assembly_of_delegates", "CIM", {Standing.APART}, True),
        ("permanent_observer", "assembly_of_delegates", "CIM", OBSERVER, False),
        ("permanent_observer", None, None, MEMBER, True),
        ("participant", "assembly_of_delegates", "CIM", {Standing.APART}, False),
        ("guest", None, None, (), False),
        ("adviser", None, None, (), True),
    ],
)
def test_what_a_state_is_decides_who_speaks_for_it(
    app: Flask, code: str, body: str | None, mechanism: str | None, held: Any, *, is_refused: bool
) -> None:
    about: dict[str, Any] = {"body": body, "mechanism": mechanism, "held": held}
    with app.test_request_context("/en/"):
        if not is_refused:
            check_standing(code, "CA", **about)
            return
        with pytest.raises(Refused, match="represented") as told:
            check_standing(code, "CA", **about)
        assert (told.value.field, told.value.code) == ("capacity", "standing")


def test_a_capacity_that_no_state_has_at_such_a_meeting_is_known() -> None:
    assert standings_for("observer_state", body="assembly_of_delegates", mechanism="CIM") == ()
    assert standings_for("nca", body=None, mechanism=None) == (Standing.PARTY,)


@pytest.fixture
def slug(stored: Stored, client: Client) -> str:
    with stored():
        found = make_open_meeting().slug
        officer = make_user().get_id()
    client.sign_in(officer)
    return found


def represented(app: Flask) -> list[str | None]:
    with app.app_context():
        return list(db.session.scalars(select(Affiliation.state_code)))


def _is_kept_and_told(page: Page) -> None:
    assert page.response.status_code == 422
    assert SAID in page.text
    assert "Standing of this State: member State" in page.text
    assert page.values()["given_names"] == "Claire"


def test_the_public_form_refuses_a_state_that_is_no_party_and_keeps_what_was_typed(
    page: Site, app: Flask, slug: str
) -> None:
    form = page.get(f"/en/meetings/{slug}/register")
    _is_kept_and_told(form.submit(**HERS))
    assert represented(app) == []
    form.submit(**HERS | {"represents": "HN"})
    assert represented(app) == ["HN"]


def test_a_private_link_refuses_it_too(page: Site, app: Flask, stored: Stored, slug: str) -> None:
    with stored():
        meeting = make_open_meeting(title={"en": "Behind a link"})
        wanted = operations.WayIn(capacity_code="nca", way=Way.PRIVATE_LINK)
        opening = operations.set_way(meeting, wanted, by=actor.CLI, at=now())
        token = queries.private_token(opening)
    _is_kept_and_told(page.get(f"/en/register/{token}").submit(**HERS))
    assert represented(app) == []


def test_an_officer_is_asked_back_and_goes_on_knowingly(page: Site, app: Flask, slug: str) -> None:
    typed = {name: HERS[name] for name in ("given_names", "surnames", "email", "capacity", "sex")}
    form = page.get(f"/en/manage/meetings/{slug}/registrations/new")
    assert "despite" not in form.values()
    told = form.submit(**typed, represents="CA")
    _is_kept_and_told(told)
    assert represented(app) == []
    told.submit(despite="y")
    assert represented(app) == ["CA"]
    with app.app_context():
        actions = list(db.session.scalars(select(AuditEntry.action)))
    assert "registration.overrule_standing" in actions


def test_a_table_asks_back_and_takes_the_row_that_is_ticked(
    page: Site, app: Flask, slug: str
) -> None:
    content = (
        "given_names,surnames,email,sex,capacity,represents\n"
        "Claire,Roy,claire@example.ca,female,nca,CA\n"
        "Ana,Paz,ana@example.org,female,nca,HN\n"
    )
    form = page.get(f"/en/manage/meetings/{slug}/registrations/import")
    sent = page.send(form.url, MultiDict(form.values() | {"text": content}))
    doubt = page.get(sent.url.split("?")[0] + "?show=doubt")
    assert SAID in doubt.text
    doubt.submit(take="2", step="keep")
    page.get(sent.url.split("?")[0] + "?show=new").submit(step="import")
    assert sorted(filter(None, represented(app))) == ["CA", "HN"]
