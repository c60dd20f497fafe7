"""Adding the people of a table: a State that is easily taken for another one is asked back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.invitations.models import Mailing
from meetings.invitations.queries.audience import candidates
from tests.factories.accounts import make_user
from tests.factories.directory import make_person, make_seat
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


def test_a_spelling_is_asked_about_once_whatever_its_lines(app: Flask, whom: Page) -> None:
    rows = "".join(f"P{n};p{n}@x.org;{'DOMINICA' if n % 2 else 'Dominica'}\n" for n in range(30))
    asked = whom.submit("#by-file form", **typing(HEAD + rows))
    assert len(asked.all("#by-file tbody tr")) == 1
    told = asked.one("#by-file tbody tr")
    assert "Dominica2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20 moreChosen: Dominica (Roseau)" in told
    assert "30 people of the table" in asked.submit("#by-file form").text


def test_members_of_a_former_term_are_found_by_its_days(
    page: Site, stored: Stored, app: Flask, whom: Page
) -> None:
    with stored():
        make_seat("PE", "expert_titular", body="committee_of_experts", person=make_person("Íris"))
        now: dict[str, Any] = {"from_on": date(2024, 1, 1), "to_on": None}
        make_seat(
            "PE", "expert_titular", body="committee_of_experts", person=make_person("Luz"), **now
        )
    chosen: dict[str, Any] = {"body-body": "committee_of_experts"}
    form = page.get(whom.url)
    backwards: dict[str, Any] = {"body-since": "2019-01-01", "body-until": "2016-01-01"}
    wrong = form.submit("#by-body form", **chosen, **backwards)
    assert "The period ends before it begins." in wrong.text
    period: dict[str, Any] = {"body-since": "2016-01-01", "body-until": "2019-12-31"}
    added = wrong.submit("#by-body form", **chosen, **period)
    assert "Members, January 1, 2016 – December 31, 2019:" in added.text
    assert "Íris" not in whom.text
    with app.app_context():
        [made] = db.session.scalars(select(Mailing))
        [found] = candidates(made)
        assert (found.given_names, found.capacity_code) == ("Íris", made.capacity_code)
        assert found.state_code is None, "her mandate has ended"
