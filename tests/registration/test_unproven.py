"""Who opens somebody's page by its address alone reads nothing sensitive, and wipes nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from meetings.registration import queries
from meetings.registration.rules.questions import Asked, Condition, Sheet, without
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.registration import test_form_pages as pages
from tests.registration.test_form_pages import ANA, Made, answered, my, typing
from tests.support.pages import Client, Page, Site
from tests.support.proof import prove

Stored = Callable[[], AbstractContextManager[None]]
made, entry = pages.made, pages.entry  # a meeting with a sensitive question, and its form


def needs(app: Flask) -> str:
    with app.app_context():
        found = queries.by_public_id(public_id)
        assert found is not None
        return queries.access_needs(found.id)


public_id = "3f0b9f0e-6f0a-4f55-9d0b-3a3a7c1d2e4f"


@pytest.fixture
def own(stored: Stored, frozen: Any) -> str:
    """Her page; her access needs are on record."""
    with stored():
        found = make_participation(make_open_meeting(), access_needs="A ramp")
        found.public_id = public_id
        return f"/en/my/{queries.link_token(found)}"


def test_access_needs_are_shown_once_her_mailbox_is_proved(page: Site, own: str) -> None:
    shown = page.get(own)
    assert "A ramp" not in shown.response.text
    assert "On record." in shown.one("#declared")
    asked = page.get(shown.link("Read or change it by a link mailed to you"))
    assert "Mail me the link" in asked.text
    correct = page.get(own + "/correct")
    assert "A ramp" not in correct.response.text
    assert "Your access needs are on record." in correct.text
    prove(page.client)
    assert "A ramp" in page.get(own).one("#declared")
    assert page.get(own + "/correct").values()["access_needs"].strip() == "A ramp"


@pytest.mark.parametrize(("typed", "kept"), [("", "A ramp"), ("Sign language", "Sign language")])
def test_what_she_was_not_shown_stays_unless_she_writes_in_its_place(
    app: Flask, page: Site, own: str, typed: str, kept: str
) -> None:
    refused = page.get(own + "/correct").submit(email="nowhere", access_needs=typed, status=422)
    assert "A ramp" not in refused.response.text
    done = refused.submit(email="mj@example.org", post="Jueza")
    assert "Your registration is corrected." in done.text
    assert "Meanwhile" not in done.text
    assert needs(app) == kept


def test_a_page_sent_after_the_half_hour_takes_needs_away_and_tells_nothing(
    app: Flask, page: Site, own: str, frozen: Any
) -> None:
    prove(page.client)
    form = page.get(own + "/correct")
    frozen.shift(timedelta(minutes=31))
    forged = page.client.post(
        own + "/correct",
        data=form.values() | {"opened": '{"access_needs": "0"}', "access_needs": "x"},
    )
    assert (forged.status_code, "A ramp" in forged.text) == (422, False)
    form.submit(access_needs="")
    assert needs(app) == ""


def test_the_signed_in_account_of_another_proves_nothing(
    page: Site, client: Client, stored: Stored, own: str
) -> None:
    with stored():
        client.sign_in(make_user().get_id())
    assert "A ramp" not in page.get(own).response.text


def test_sensitive_answers_are_left_out_and_stay(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    entry.submit(**ANA | {made["health"]: "Nuts"})
    form = page.get(my(app, "/answers"))
    assert "Nuts" not in form.response.text
    assert made["health"] not in form.values()
    assert "Your answers to sensitive questions are on record" in form.text
    form.submit(**typing({made["diet"]: "none"}))
    assert answered(app) == {"Diet": "None"}
    assert answered(app, sensitive=True) == {"Allergies": "Nuts"}
    prove(page.client)
    form = page.get(my(app, "/answers"))
    assert form.values()[made["health"]] == "Nuts"
    form.submit(**typing({made["health"]: "Milk"}))
    assert answered(app, sensitive=True) == {"Allergies": "Milk"}


def test_a_forged_page_learns_nothing_of_a_sensitive_answer(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    entry.submit(**ANA | {made["health"]: "Nuts"})
    name = made["health"]
    sent = {"asked": name.removeprefix("q-"), name: "Eggs", "stored": "{}"}
    told = page.client.post(my(app, "/answers"), data=sent)
    assert (told.status_code, "Nuts" in told.text) == (422, False)
    assert answered(app, sensitive=True) == {"Allergies": "Nuts"}


def test_what_follows_from_a_hidden_answer_is_hidden_with_it() -> None:
    def ask(name: str, *fields: str) -> Asked:
        conditions = tuple(Condition(each, ("yes",)) for each in fields)
        return Asked(question=name, version=1, type="text", label={}, conditions=conditions)

    form = Sheet("x", (ask("a"), ask("b", "a"), ask("c", "b"), ask("d", "mode"), ask("e")))
    left = [each.question for each in without(form, {"a"}).asked]
    assert left == ["d", "e"]
