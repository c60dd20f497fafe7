"""A form with questions, on a phone without JavaScript and at a desk with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.db import db
from meetings.registration.models import Participation
from meetings.registration.queries import answers
from tests.factories.questions import make_question
from tests.factories.registration import make_open_meeting
from tests.support.journey import Journey

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
DIET = {"en": "Diet", "pt": "Alimentação"}
WHICH = {"en": "Which diet?", "pt": "Que alimentação?"}


@pytest.fixture
def asked(stored: Stored) -> tuple[str, str, str]:
    """The slug of a hybrid meeting, and the names of the fields of its two questions."""
    with stored():
        year = clock.now().year + 1
        days: dict[str, Any] = {"starts_on": date(year, 6, 2), "ends_on": date(year, 6, 4)}
        meeting = make_open_meeting(capacities=("participant",), mode="hybrid", **days)
        diet = make_question(meeting, DIET, kind="choice", choices=("None", "Other"))
        when = {diet.question.public_id: ("other",)}
        which = make_question(meeting, WHICH, when=when, is_required=True)
        make_question(meeting, {"en": "Which platform?"}, when={"mode": ("virtual",)})
        return meeting.slug, f"q-{diet.question.public_id}", f"q-{which.question.public_id}"


def test_a_question_that_follows_appears_without_javascript_and_nothing_is_lost(
    app: Flask, live_server: Any, window: Any, asked: tuple[str, str, str]
) -> None:
    slug, diet, which = asked
    phone = window(width=360, language="pt", scripts=False)
    person = Journey(phone, live_server.url, lambda _page: None)  # axe itself needs scripts
    person.open(f"/pt/meetings/{slug}/register")
    assert "Que alimentação?" not in person.words
    person.fill(given_names="Luíza", surnames="Conceição", email="luiza@example.org", sex="female")
    person.fill(**{diet: "other"}, mode="virtual", post="Juíza", access_needs="Rampa", consent="y")
    person.fill(represents="self")
    person.press("main form[method=post] button[type=submit]")
    assert "Que alimentação?: Responda também a isto" in person.words
    for name, typed in (("given_names", "Luíza"), ("post", "Juíza"), ("access_needs", "Rampa")):
        assert phone.locator(f"[name={name}]").input_value() == typed
    assert phone.locator(f"[name={diet}][value=other]").is_checked()
    platform = phone.locator("label", has_text="Which platform?")
    assert platform.locator("[lang=en]").count() == 1
    person.fill(**{which: "Sem glúten"})
    person.press("main form[method=post] button[type=submit]")
    assert "Sua inscrição" in person.words
    with app.app_context():
        made = db.session.scalars(select(Participation)).one()
        shown = answers.shown(made.id, "pt", sensitive=False)
        assert [each.words for each in shown] == ["Other", "Sem glúten"]


def test_a_question_that_follows_appears_at_once_with_javascript(
    live_server: Any, window: Any, axe: Any, asked: tuple[str, str, str]
) -> None:
    slug, diet, which = asked
    page = window(width=360, language="en")
    page.goto(f"{live_server.url}/en/meetings/{slug}/register")
    follows = page.locator(f"[name={which}]")
    assert follows.is_hidden()
    page.locator(f"[name={diet}][value=other]").check()
    assert follows.is_visible()
    axe(page)
    follows.fill("Kosher")
    page.locator(f"[name={diet}][value=none]").check()
    assert follows.is_hidden()
    assert follows.is_disabled()


def test_a_file_over_the_limit_is_named_before_anything_is_sent(
    live_server: Any, window: Any, stored: Stored, tmp_path: Any
) -> None:
    with stored():
        meeting = make_open_meeting(capacities=("participant",))
        question = make_question(meeting, {"en": "Your passport"}, kind="file")
        slug, field = meeting.slug, f"q-{question.question.public_id}"
    large, small = tmp_path / "large.pdf", tmp_path / "small.pdf"
    large.write_bytes(b"%PDF-1.4\n" + b"x" * (11 * 1024 * 1024))
    small.write_bytes(b"%PDF-1.4\n")
    shown = window(width=360)
    shown.goto(f"{live_server.url}/en/meetings/{slug}/register")
    shown.fill("[name=given_names]", "Luíza")
    chosen = shown.locator(f"input[type=file][name={field}]")
    chosen.set_input_files(large)
    told = shown.get_by_role("alert")
    assert "at most 10 MB" in told.inner_text()
    shown.locator("main form[enctype] button[type=submit]").first.click()
    assert shown.url.endswith("/register")
    assert shown.input_value("[name=given_names]") == "Luíza"
    assert chosen.evaluate("each => each === document.activeElement")
    chosen.set_input_files(small)
    assert told.count() == 0
