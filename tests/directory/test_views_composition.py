"""What a body's page and the form of a term say where little is known."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from meetings.calendar import owing
from meetings.calendar.rules import Account
from tests.factories.accounts import make_user
from tests.factories.directory import make_seat
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
BODY = "/en/directory/bodies/executive_committee"


def test_a_day_that_is_none_and_a_day_without_composition_are_told(
    page: Site, stored: Stored
) -> None:
    with stored():
        make_seat("CR", from_on=date(1990, 1, 1), to_on=date(1991, 12, 31))
    assert "“2003-02-30” is no day of the calendar" in page.get(f"{BODY}?on=2003-02-30").text
    empty = page.get(f"{BODY}?on=1995-06-01")
    assert "No composition is recorded for this day." in empty.text
    assert "vacan" not in empty.text
    assert "Costa Rica" in page.get(empty.link("The one recorded last: December 31, 1991")).text


def test_a_person_of_long_ago_gets_a_term_without_an_address(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        user = make_user().get_id()
    client.sign_in(user)
    form = page.get("/en/manage/directory/bodies/committee_of_experts/terms/new")
    term: dict[str, Any] = {"position": "expert_titular", "state": "HN", "from_on": "2003-01-01"}
    named: dict[str, Any] = {"given_names": "Ixquic", "surnames": "Poou"}
    assert "The term is saved." in form.submit("form.form", **term, **named).text
    again = form.submit("form.form", status=422, **term | {"state": "CR"}, **named)
    assert "There may already be a record of her" in again.text


def test_a_state_that_cannot_sit_is_asked_about_once(
    client: Client, page: Site, stored: Stored
) -> None:
    with stored():
        user = make_user().get_id()
    client.sign_in(user)
    cases: list[tuple[str, dict[str, Any]]] = [
        ("executive_committee", {"position": "member", "state": "CU"}),
        (
            "committee_of_experts",
            {"position": "expert_alternate", "state": "CA", "given_names": "A", "surnames": "B"},
        ),
    ]
    for body, term in cases:
        form = page.get(f"/en/manage/directory/bodies/{body}/terms/new")
        asked = form.submit("form.form", status=422, from_on="2016-01-01", **term)
        assert "none of those that may sit in this body" in asked.one("#state-error")
        other = asked.submit("form.form", status=422, from_on="2017-01-01")
        assert "none of those that may sit in this body" in other.one("#state-error")
        assert "The term is saved." in other.submit("form.form").text


def test_a_name_that_is_too_long_is_kept_and_said(
    client: Client, page: Site, stored: Stored
) -> None:
    with stored():
        user = make_user().get_id()
    client.sign_in(user)
    form = page.get("/en/manage/people/new")
    assert not form.all("input[maxlength='80']")
    refused = form.submit("form.form", status=422, given_names="n" * 300, surnames="Poou")
    assert "use at most 80 characters" in refused.one("#given_names-error")
    assert refused.values("form.form")["given_names"] == "n" * 300


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "se deben dos, ninguna prevista: faltan dos"),
        ("fr", "deux dues, aucune prévue: il en manque deux"),
        ("pt", "duas devidas, nenhuma prevista: faltam duas"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_none_planned_is_said_in_the_singular(session: object, lang: str, sentence: str) -> None:
    account = Account(2003, 2003, owed=2, planned=0, held=0, postponed=0)
    assert owing.sentence(account, lang).replace("\u00a0:", ":").replace(" :", ":") == sentence
