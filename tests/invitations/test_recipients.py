"""Adding the people of a table: a State that is easily taken for another one is asked back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.invitations.models import Mailing
from tests.factories.accounts import make_user
from tests.factories.invitations import make_mailing
from tests.factories.registration import make_open_meeting
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
HEAD = "given_names;email;country\n"


@pytest.fixture
def whom(stored: Stored, client: Client, page: Site) -> Page:
    with stored():
        user = make_user()
        meeting = make_open_meeting()
        slug, mailing, identity = meeting.slug, make_mailing(meeting).public_id, user.get_id()
    client.sign_in(identity)
    return page.get(f"/en/manage/meetings/{slug}/invitations/{mailing}/recipients")


def typing(table: str) -> dict[str, Any]:
    """A table that is pasted."""
    return {"file-text": table}


def countries_of(app: Flask) -> list[str]:
    with app.app_context():
        sources = db.session.scalars(select(Mailing.audience)).one()
        return [row["country"] for each in sources for row in each.get("file", ())]


def test_dominica_in_a_table_is_asked_back_once_with_its_line(app: Flask, whom: Page) -> None:
    table = HEAD + "Luz;luz@x.org;Perú\nEva;eva@x.org;Dominica\n"
    asked = whom.submit("#by-file form", **typing(table))
    assert asked.status == 422
    told = asked.one("#by-file table")
    assert "Chosen: Dominica (Roseau), not Dominican Republic" in told
    assert countries_of(app) == []
    corrected = table.replace("Dominica", "República Dominicana")
    again = asked.submit("#by-file form", **typing(corrected))
    assert again.status == 422, "the other one is asked about too"
    kept = again.submit("#by-file form")
    assert "2 people of the table" in kept.text
    assert countries_of(app) == ["PE", "DO"]


def test_a_code_needs_no_question(app: Flask, whom: Page) -> None:
    whom.submit("#by-file form", **typing(HEAD + "Eva;eva@x.org;DM\n"))
    assert countries_of(app) == ["DM"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("sending", "This mail is being sent: to whom it goes can no longer be changed."),
        ("sent", "This mail was sent or cancelled: it can no longer be changed."),
    ],
)
def test_once_it_goes_out_nobody_is_added_or_taken_away(
    page: Site, stored: Stored, whom: Page, state: str, said: str
) -> None:
    added = whom.submit("#by-body form")
    assert added.all("ul.plain-list form button"), "while it is a draft"
    with stored():
        db.session.scalars(select(Mailing)).one().state = state
    sent = page.get(whom.url)
    assert said in sent.text
    assert "Members on the meeting’s days" in sent.text
    assert not sent.all("main form")
    chosen: dict[str, Any] = {"status-statuses": ["confirmed"]}
    late = added.submit("#by-status form", **chosen)
    assert late.status == 422
    assert said in late.text
