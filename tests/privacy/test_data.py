"""What is stored about her: categories with their days, and a consent for each purpose."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor
from meetings.db import db
from meetings.registration import operations, queries
from meetings.registration.models import Consent, Participation
from meetings.registration.operations import Plan
from meetings.registration.rules import CONSENT_VERSION
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Page, Site

Stored = Callable[[], AbstractContextManager[None]]
ANA = {
    "given_names": "Ana",
    "surnames": "Ruiz",
    "email": "ana@example.org",
    "sex": "female",
    "capacity": "participant",
    "represents": "self",
    "consent": "y",
}


@pytest.fixture
def own(stored: Stored) -> str:
    """Somebody's page at a meeting that keeps names for ten days; the meeting before for 730."""
    with stored():
        meeting = make_open_meeting()
        operations.set_plan(meeting, Plan(retention_days=10), by=actor.CLI, at=AT)
        made = make_participation(meeting, access_needs="A ramp")
        return f"/en/my/{queries.link_token(made)}"


def the_one(app: Flask) -> tuple[Participation, list[tuple[str, bool]]]:
    with app.app_context():
        found = db.session.scalars(select(Participation)).one()
        rows = db.session.scalars(select(Consent).order_by(Consent.id)).all()
        assert {row.version for row in rows} <= {CONSENT_VERSION}
        return found, [(row.purpose, row.withdrawn_at is None) for row in rows]


def press(page: Page, words: str) -> Page:
    """The button whose whole name is this."""
    for form in page.tree.cssselect("#consents form"):
        if " ".join(form.text_content().split()) == words:
            return page.submit(f'#consents form[action="{form.get("action")}"]')
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("ticked", "kept", "is_unlisted"),
    [
        ((), [], True),
        (("list",), [("list", True)], False),
        (("images", "future"), [("images", True), ("future", True)], True),
    ],
)
def test_the_form_asks_for_each_purpose_and_needs_none_of_them(
    app: Flask, page: Site, stored: Stored, ticked: tuple[str, ...], kept: Any, *, is_unlisted: bool
) -> None:
    with stored():
        slug = make_open_meeting().slug
    form = page.get(f"/en/meetings/{slug}/register")
    fields: dict[str, Any] = ANA | {f"consent_{each}": "y" for each in ticked}
    done = form.submit(**fields)
    assert done.status == 200
    found, rows = the_one(app)
    assert (rows, found.is_unlisted) == (kept, is_unlisted)
    assert found.consent_version == CONSENT_VERSION


def test_each_category_with_its_last_day(page: Site, own: str) -> None:
    data = page.get(page.get(own).link("What is stored about you"))
    rows = dict(zip(data.all("tbody th"), data.all("td[data-label='Kept until']"), strict=True))
    assert rows["Your names and your e-mail address"] == "June 14, 2026"
    assert rows["The mails that we sent you"] == "June 14, 2026"


def test_she_agrees_and_takes_it_back(app: Flask, page: Site, own: str) -> None:
    data = page.get(own + "/data")
    assert the_one(app)[0].is_unlisted is False
    data = press(data, "Do not list me: Public list of participants")
    assert the_one(app)[0].is_unlisted is True
    data = press(data, "Agree: Public list of participants")
    assert the_one(app)[0].is_unlisted is False
    data = press(data, "Agree: Invitations to later meetings")
    assert "Until you withdraw your consent" in data.text
    data = press(data, "Withdraw: Invitations to later meetings")
    assert the_one(app)[1] == [("list", True), ("future", False)]
    assert "Withdrawn on" in data.text


def test_nobody_is_said_to_agree_to_what_she_was_never_asked(page: Site, own: str) -> None:
    """Who was named by others stands in the list until she says no; that is no consent."""
    data = page.get(own + "/data")
    listed = data.all("#consents li")[1]
    assert "Your name is listed because nobody asked otherwise" in listed
    assert "You agree" not in listed
    assert "You agree" in press(data, "Agree: Public list of participants").all("#consents li")[1]


def test_the_text_that_she_agreed_to_stays_readable(page: Site) -> None:
    present = page.get("/es/privacy")
    assert CONSENT_VERSION in present.text
    earlier = page.get("/en/privacy/2026-1")
    assert "A withdrawn registration is no longer counted." in earlier.text
    page.get("/en/privacy/1999-1", status=404)


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_in_every_language(page: Site, own: str, lang: str) -> None:
    page.get(own.replace("/en/", f"/{lang}/", 1) + "/data")
