"""Whom a State withdrew itself it names again as the same person, by a button or by her name."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.db import db
from meetings.directory.models import Person
from meetings.registration.models import Participation
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site


@pytest.fixture
def gone(page: Site, at: At) -> Page:
    """The desk once Lorena, who has no address, was on the official list and was withdrawn."""
    named(page, at, "Lorena")
    named(page, at, "Ana")
    desk = submitted(page, at)
    assert "Withdrawn before" not in desk.text
    page.get(desk.link("Withdraw")).submit()
    return submitted(page, at)


def people(app: Flask, given: str) -> tuple[int, list[str]]:
    with app.app_context():
        count = db.session.scalar(select(func.count()).where(Person.given_names == given)) or 0
        wanted = select(Participation.status).join(Person).where(Person.given_names == given)
        return count, list(db.session.scalars(wanted.order_by(Participation.id)))


def test_a_button_names_her_again(app: Flask, page: Site, at: At, gone: Page) -> None:
    assert people(app, "Lorena") == (1, ["cancelled"])
    again = gone.submit("#list ul form[action$='/again']")
    assert "Lorena De Lorena – named again" in again.all("#list .notice")[0]
    assert not again.all("#left")
    submitted(page, at)
    count, stands = people(app, "Lorena")
    assert (count, stands[-1]) == (1, "nominated")


def test_her_name_typed_anew_asks_back(app: Flask, page: Site, at: At, gone: Page) -> None:
    asked = named(page, at, "Lorena", post="Minister")
    assert asked.status == 422
    assert "was in this delegation and was withdrawn" in asked.text
    asked.submit(again="1")
    submitted(page, at)
    count, stands = people(app, "Lorena")
    assert (count, stands[-1]) == (1, "nominated")


def test_a_new_entry_begins_with_the_language_that_the_state_chose_before(
    page: Site, at: At
) -> None:
    form = page.get(f"{at.desk}/members/new")
    assert form.values()["language"] != "pt"
    named(page, at, "Lorena", language="pt")
    desk = submitted(page, at)
    page.get(desk.link("Withdraw")).submit()
    form = page.get(f"{at.desk}/members/new")
    assert form.values()["language"] == "pt", "she was withdrawn in this draft"
