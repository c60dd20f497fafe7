"""The list of badges to print again begins when the list was made from which they were printed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.db import db, transaction
from meetings.directory.models import Person
from meetings.registration.models import Participation
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site

MINUTE = timedelta(minutes=1)


@pytest.fixture
def badges(page: Site, at: At, officer: str, frozen) -> str:
    """The page of badges to print again; those of Ana and Luz were printed a minute ago."""
    for name in ("Ana", "Luz"):
        named(page, at, name)
    submitted(page, at)
    page.get(f"/en/manage/meetings/{at.slug}/delegations").submit("form[action$='/confirm']")
    frozen.shift(MINUTE)
    address = f"/en/manage/meetings/{at.slug}/badges"
    page.get(address).submit()
    frozen.shift(MINUTE)
    return address


def change_badge(app: Flask, given: str) -> None:
    """The badge of somebody is another one now."""
    with app.app_context(), transaction():
        wanted = select(Participation).join(Person).where(Person.given_names == given)
        found = db.session.scalars(wanted).one()
        found.badge_name, found.badge_changed_at = f"Dr. {given}", clock.now()


def listed(page: Page) -> list[str]:
    return page.all("tbody th")


def test_what_changes_while_the_page_is_open_stays_to_be_printed(
    app: Flask, page: Site, badges: str, frozen
) -> None:
    change_badge(app, "Ana")
    frozen.shift(MINUTE)
    opened = page.get(badges)
    assert listed(opened) == ["Dr. Ana"]
    change_badge(app, "Luz")  # within the same second
    frozen.shift(MINUTE)
    assert listed(opened.submit()) == ["Dr. Luz"]
    frozen.shift(MINUTE)
    assert listed(page.get(badges).submit(made="99999999999")) == []
    change_badge(app, "Ana")
    assert listed(opened.submit()) == ["Dr. Ana"]  # no instant to come was kept, and no earlier one
    assert "Load this page again" in opened.submit(made="soon").text


def test_badges_that_were_printed_from_a_file_are_as_they_were_in_it(
    app: Flask, page: Site, at: At, badges: str, frozen
) -> None:
    page.client.get(f"/en/manage/meetings/{at.slug}/registrations.csv")
    frozen.shift(MINUTE)
    change_badge(app, "Ana")
    frozen.shift(MINUTE)
    opened = page.get(badges)
    [_page, file] = opened.form("main form").cssselect("select[name='source'] option")
    assert file.text.startswith("the file of registrations of May 4, 2026")
    assert listed(opened.submit(source=file.get("value"))) == ["Dr. Ana"]
    assert listed(page.get(badges).submit()) == []
