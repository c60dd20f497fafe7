"""A whole delegation is confirmed: whom the officer saw, and of whom nothing is in doubt."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.directory.models import Person
from meetings.registration.models import Participation
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site


def overview(page: Site, at: At) -> Page:
    return page.get(f"/en/manage/meetings/{at.slug}/delegations")


def stand(app: Flask) -> dict[str, str]:
    with app.app_context():
        rows = select(Person.given_names, Participation.status).join(
            Participation, Participation.person_id == Person.id
        )
        return {row[0]: row[1] for row in db.session.execute(rows)}


def test_whoever_came_or_was_corrected_since_the_page_is_left_out_and_named(
    app: Flask, page: Site, at: At, officer: str
) -> None:
    for name in ("Ana", "Luz"):
        named(page, at, name)
    submitted(page, at)
    opened = overview(page, at)
    assert opened.all("#confirm-HN li") == ["Ana De Ana Adviser", "Luz De Luz Adviser"]
    named(page, at, "Rosa")
    [_ana, luz, *_rest] = page.get(at.desk).tree.cssselect("tbody a[href$='/substitute']")
    page.get(luz.get("href").removesuffix("/substitute")).submit(surnames="De Luz Paz")
    submitted(page, at)
    told = opened.submit("form[action$='/HN/confirm']").text
    assert "1 person is confirmed" in told
    assert "Luz De Luz Paz, Rosa De Rosa were left out: named or corrected since" in told
    assert stand(app) == {"Ana": "confirmed", "Luz": "nominated", "Rosa": "nominated"}
    assert "2 people are confirmed" in overview(page, at).submit("form[action$='/confirm']").text


def test_who_may_stand_twice_is_asked_about_shown_and_not_confirmed_twice(
    app: Flask, page: Site, at: At, officer: str
) -> None:
    named(page, at, "Ana", surnames="Mejía López", email="ana@mre.example")
    submitted(page, at)
    drafted = named(page, at, "Ana", surnames="Mejía Lopez", email="a.mejia@sedis.example")
    assert "Ana Mejía López and Ana Mejía Lopez on the list may be one person." in drafted.text
    refused = submitted(page, at)
    assert "tick that they are two persons, and submit again" in refused.text
    assert "List no. 2" not in refused.text
    assert "List no. 2 is official" in refused.submit("form[action$='/submit']", two="1").text
    assert "said to be two persons" in page.get(f"{at.desk}/history").text
    table = overview(page, at)
    assert "May stand twice Ana Mejía López, Ana Mejía Lopez" in table.one("tbody tr")
    told = table.submit("form[action$='/confirm']").text
    assert "1 person is confirmed" in told
    assert "Ana Mejía Lopez was left out: she or he may be Ana Mejía López, who is in the" in told
    listed = page.get(f"/en/manage/meetings/{at.slug}/registrations")
    record = page.get(listed.link("Ana Mejía Lopez"))
    assert "May be recorded twice" in record.one("section[aria-labelledby=duplicates]")
    assert record.link("registered already")
