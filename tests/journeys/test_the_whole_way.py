"""The whole way in a real browser, in Spanish, on a phone: from the calendar to the indicator."""

from __future__ import annotations

import re

import pytest

from meetings import clock
from meetings.db import transaction
from meetings.demo import operations as demo
from tests.support.journey import Journey

NCA, PARTICIPANT = "nca", "participant"


@pytest.fixture
def forum(app) -> str:
    """The demo, and the address of its running workshop-forum."""
    with app.app_context(), transaction():
        demo.make(at=clock.now())
    with app.app_context():
        from sqlalchemy import select

        from meetings.calendar.models import Meeting
        from meetings.db import db

        slugs = db.session.scalars(select(Meeting.slug).order_by(Meeting.id.desc()))
        return next(slug for slug in slugs if slug.startswith("workshop-forum"))


def number(reader: Journey, code: str) -> int:
    """An indicator's number of this year, as the public reads it."""
    year = clock.now().year
    plan = "mesecvi-2014-2017" if code.startswith("MESECVI") else "cim-2016-2021"
    reader.open(f"/es/indicators/{plan}?year={year}")
    row = reader.page.locator("tr", has=reader.page.locator(f"th:text-is('{code}')"))
    return int(re.sub(r"\D", "", row.locator("td.num").first.inner_text()))


def attended(coordinator: Journey, slug: str) -> int:
    """How many attended, on the statistics page."""
    coordinator.open(f"/es/meetings/{slug}/statistics")
    third = coordinator.page.locator(".key-figure").nth(2)
    return int(re.sub(r"\D", "", third.locator("dd").first.inner_text()))


def register(person: Journey, slug: str, **fields: str) -> None:
    """From the meeting's page to the answer."""
    person.open(f"/es/meetings/{slug}")
    person.press(f"a[href$='/meetings/{slug}/register']")
    person.fill(consent="y", **fields).press("main form[method=post] button[type=submit]")


def look_for(door: Journey, slug: str, letters: str) -> None:
    """Search at the door as by pressing Enter."""
    door.open(f"/es/door/{slug}").fill(q=letters)
    door.press("form.door-search button[type=submit]")
    assert letters not in door.page.url


def check_in(door: Journey, slug: str, letters: str) -> None:
    """Find somebody by letters of her name and let her in."""
    look_for(door, slug, letters)
    door.press("#door-results form[method=post] button[type=submit]")


def mail_to(officer: Journey, address: str) -> str:
    """The latest mail to an address, opened in the outbox: the links in its text."""
    officer.open("/es/manage/outbox")
    officer.fill(q=address).press("form[action$='/outbox/search'] button")
    officer.press("main tbody th a")
    return officer.words


def test_a_national_authority_goes_the_whole_way(visitor, forum: str) -> None:
    phone, desk, door, reader = visitor(), visitor(1280), visitor(), visitor()
    phone.open("/es/").press("a[href$='/es/calendar']")
    before = {code: number(reader, code) for code in ("MESECVI-1.1", "MESECVI-4.1.c")}
    register(
        phone,
        forum,
        given_names="Ñusta Íris",
        surnames="Quispe Güell",
        email="nusta@example.net",
        sex="female",
        capacity=NCA,
        represents="BO",
    )
    assert "Quispe" not in phone.page.url
    desk.sign_in("officer")
    assert "nusta@example.net" in mail_to(desk, "nusta@example.net")
    desk.open(f"/es/manage/meetings/{forum}/registrations?q=nusta")
    desk.press("main td.cell-actions form button")
    door.sign_in("door")
    there = attended(desk, forum)
    check_in(door, forum, "quisp")
    assert "Ñusta Íris Quispe Güell" in door.words
    assert "Bolivia" in door.words
    assert attended(desk, forum) == there + 1
    assert number(reader, "MESECVI-4.1.c") == before["MESECVI-4.1.c"] + 1
    assert number(reader, "MESECVI-1.1") == before["MESECVI-1.1"] + 1
    look_for(door, forum, "NUSTA")
    door.press("main form[action$='/undo'] button[type=submit]")
    assert attended(desk, forum) == there
    assert {code: number(reader, code) for code in before} == before


def test_an_organization_is_accredited_and_counted(visitor, forum: str) -> None:
    phone, desk, door, reader = visitor(), visitor(1280), visitor(), visitor()
    before = number(reader, "MESECVI-1.4")
    phone.open(f"/es/meetings/{forum}").press(f"a[href$='/organizations/{forum}/apply']")
    phone.fill(
        name="Red Andina de Defensoras",
        acronym="RAD",
        country="EC",
        is_womens="yes",
        in_oas_register="no",
        contact_name="Úrsula Peña",
        contact_email="contacto@example.net",
        reason="Acompañamos a las defensoras.",
        consent="y",
    ).press("main form[method=post] button[type=submit]")
    desk.sign_in("officer").open(f"/es/manage/meetings/{forum}/organizations")
    desk.press("main a:has-text('Red Andina de Defensoras')")
    desk.fill(places="2").press("main form[method=post]:has([name=places]) button[type=submit]")
    mail_to(desk, "contacto@example.net")
    link = desk.page.frame_locator("iframe").locator("a[href*='/represent/']")
    if desk.page.locator("iframe").count():
        address = link.first.get_attribute("href")
    else:
        address = desk.page.locator("a[href*='/represent/']").first.get_attribute("href")
    phone.open(re.sub(r"^https?://[^/]+", "", address or ""))
    assert "Red Andina de Defensoras" in phone.words
    phone.fill(
        given_names="Yma",
        surnames="Sumaq Illa",
        email="yma@example.net",
        sex="female",
        consent="y",
    ).press("main form[method=post] button[type=submit]")
    door.sign_in("door")
    assert number(reader, "MESECVI-1.4") == before
    check_in(door, forum, "sumaq")
    assert "Red Andina de Defensoras" in door.words
    assert number(reader, "MESECVI-1.4") == before + 1
