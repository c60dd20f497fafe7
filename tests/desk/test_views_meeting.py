"""A meeting's public page, and the first page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.indicators.operations import set_actions
from meetings.registration import operations as registration
from tests.factories.accounts import make_user
from tests.factories.calendar import MADE_AT, make_meeting
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def shown(page: Site, stored: Stored) -> Callable[..., Page]:
    """Make a meeting and open its page."""

    def show(lang: str = "en", **facts: Any) -> Page:
        with stored():
            slug = make_meeting(**facts).slug
        return page.get(f"/{lang}/meetings/{slug}")

    return show


@pytest.fixture
def opened(page: Site, stored: Stored) -> Callable[..., Page]:
    """Make a meeting that is open to registration and open its page."""

    def show(**facts: Any) -> Page:
        with stored():
            slug = make_open_meeting(**facts).slug
        return page.get(f"/en/meetings/{slug}")

    return show


def test_the_page_says_all_there_is_to_know(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_meeting(
            "Forum on trafficking",
            description={"en": "First part.\n\nSecond part."},
            venue="Hall of the Americas",
            organizer="CIM",
            ordinal="II",
            level="regional",
            mode="hybrid",
            themes=("trafficking",),
            beneficiaries=("PE", "UY"),
            technical_assistance=True,
        )
        set_actions(meeting.id, ["MESECVI-4.1"], by=CLI, at=AT)
        slug = meeting.slug
    found = page.get(f"/en/meetings/{slug}")
    assert found.heading == "Forum on trafficking"
    for words in (
        "May 20", "Eastern Time", "Hall of the Americas", "Washington, D.C.", "CIM",
        "Regional", "Hybrid", "Trafficking in persons", "Peru, Uruguay", "MESECVI-4.1", "Confirmed",
        "First part.",
    ):  # fmt: skip
        assert words in found.text, words


def test_a_month_is_never_given_a_day(shown: Callable[..., Page]) -> None:
    found = shown(
        precision="month", starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30), status="tentative"
    )
    assert "June 2026 (tentative, date to be confirmed)" in found.text
    assert "June 1" not in found.text
    assert "Copy to Google Calendar" not in found.text
    assert "The day is not settled yet" in found.text


def test_the_hours_stand_with_their_zone(shown: Callable[..., Page]) -> None:
    found = shown(
        precision="minute",
        starts_on=date(2026, 6, 1),
        starts_time=time(9, 30),
        ends_time=time(11),
        time_zone="America/Lima",
    )
    assert "Peru" in found.text
    assert "20260601T143000Z%2F20260601T160000Z" in found.link("Copy to Google Calendar")


def test_a_title_in_another_language_says_so(shown: Callable[..., Page]) -> None:
    found = shown("es", title="Forum on trafficking")
    assert found.tree.cssselect("h1 [lang=en]")
    assert found.all("h1 .fallback-note")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("postponed", "This meeting is postponed"),
        ("cancelled", "This meeting is cancelled"),
        ("tentative", "The date may still change"),
    ],
)
def test_what_everyone_must_know_stands_on_top(
    shown: Callable[..., Page], status: str, words: str
) -> None:
    assert words in shown(status=status).one(".notice")


def test_an_open_meeting_says_for_whom_and_until_when(opened: Callable[..., Page]) -> None:
    found = opened(seats=12, closes_at=AT + DAY)
    assert "Participant" in found.one(".card--accent")
    assert "12 seats left" in found.text
    assert "Until May 5, 2026" in found.text
    assert "in Lima, in 1 day" in found.text
    assert found.link("Register for this meeting").endswith("/register")
    assert found.link("Ask for accreditation").endswith("/apply")


def test_held_keeps_registration_open(opened: Callable[..., Page]) -> None:
    found = opened(starts_on=date(2026, 1, 1), ends_on=date(2026, 5, 4), status="held")
    assert "Registration open" in found.text


def test_why_nobody_can_register(opened: Callable[..., Page], shown: Callable[..., Page]) -> None:
    late = opened(closes_at=AT - DAY)
    assert "Registration closed" in late.text
    assert "It closed on May 3, 2026" in late.text
    early = opened(opens_at=AT + DAY)
    assert "Not open yet" in early.text
    assert "It opens on May 5, 2026" in early.text
    assert "by invitation" in shown().text
    assert "Register for this meeting" not in early.text


def test_a_full_meeting_says_so(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(seats=1)
        make_participation(meeting)
        slug = meeting.slug
    assert "No seats left" in page.get(f"/en/meetings/{slug}").text


def test_a_full_meeting_with_a_waiting_list_still_takes_registrations(
    page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting(seats=1)
        registration.set_plan(meeting, registration.Plan(has_waiting_list=True), by=CLI, at=MADE_AT)
        make_participation(meeting)
        slug = meeting.slug
    found = page.get(f"/en/meetings/{slug}")
    assert "All seats are taken: whoever registers now waits for one." in found.text
    form = page.get(found.link("Register for the waiting list"))
    assert "All seats are taken: whoever registers now waits for one." in form.text
    assert "Forum on justice" in page.get("/en/").one("#open")


def test_each_capacity_has_its_own_deadline_and_a_private_link_none(
    page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting(closes_at=AT + DAY, capacities=("participant", "nca"))
        slug = meeting.slug
        ways = registration.WayIn
        for way in (
            ways(capacity_code="nca", way="form", closes_at=AT + 10 * DAY),
            ways(capacity_code="guest", way="private_link", closes_at=AT - DAY),
        ):
            registration.set_way(meeting, way, by=CLI, at=MADE_AT)
    card = page.get(f"/en/meetings/{slug}").one(".card--accent")
    assert "Until May 5, 2026" in card
    assert "Until May 14, 2026" in card
    assert "Guest" not in card
    form = page.get(f"/en/meetings/{slug}/register").text
    assert "Participant: until May 5, 2026" in form
    assert "Authority: until May 14, 2026" in form


def test_drafts_are_for_officers_only(page: Site, client: Client, stored: Stored) -> None:
    with stored():
        slug = make_meeting(published=False).slug
        identity = make_user().get_id()
    page.get(f"/en/meetings/{slug}", status=404)
    client.sign_in(identity)
    found = page.get(f"/en/meetings/{slug}")
    assert "Only the Secretariat sees this page" in found.text
    assert found.link("Manage this meeting").endswith(f"/manage/meetings/{slug}")


def test_an_earlier_address_leads_on(client: Client, stored: Stored) -> None:
    with stored():
        meeting = make_meeting()
        old = meeting.slug
        facts = replace(queries.facts_of(meeting), city="Lima")
        operations.edit_meeting(meeting, facts, by=CLI, at=MADE_AT, slug="another-address")
        draft = make_meeting("Hidden", published=False)
        hidden = draft.slug
        operations.edit_meeting(draft, queries.facts_of(draft), by=CLI, at=MADE_AT, slug="secret")
    moved = client.get(f"/en/meetings/{old}")
    assert (moved.status_code, moved.location) == (308, "/en/meetings/another-address")
    assert client.get(f"/en/meetings/{hidden}").status_code == 404
    assert client.get("/en/meetings/never-was").status_code == 404


def test_the_page_of_a_bare_meeting_asks_the_database_twice(
    page: Site, app: Flask, stored: Stored
) -> None:
    with stored():
        slug = make_open_meeting(beneficiaries=("PE", "UY"), themes=("trafficking",)).slug
    said: list[str] = []
    with app.app_context():
        engine = db.engine

    def hear(_c: object, _u: object, statement: str, *_more: object) -> None:
        said.append(statement)

    page.get(f"/en/meetings/{slug}")
    event.listen(engine, "before_cursor_execute", hear)
    page.get(f"/en/meetings/{slug}")
    event.remove(engine, "before_cursor_execute", hear)
    assert len([each for each in said if each.startswith("SELECT")]) == 2


def test_the_first_page_leads_each_reader_on(page: Site, stored: Stored) -> None:
    with stored():
        make_open_meeting()
        make_meeting("Coming forum", starts_on=date(2026, 9, 1))
        make_meeting("Long ago", starts_on=date(2003, 9, 1))
        make_meeting("Hidden", starts_on=date(2026, 9, 1), published=False)
    found = page.get("/en/")
    assert found.link("Follow the calendar") == "/en/calendar"
    assert found.link("Take part") == "#open"
    assert found.link("Read the results") == "/en/indicators"
    assert found.tree.cssselect("main a[href='/en/sign-in']")
    assert "Forum on justice" in found.one("#open")
    assert "Coming forum" in found.text
    assert "Long ago" not in found.text
    assert "Hidden" not in found.text


def test_a_meeting_open_for_registration_is_not_listed_twice(page: Site, stored: Stored) -> None:
    with stored():
        make_open_meeting()
    found = page.get("/en/")
    assert found.text.count("Forum on justice") == 1
    assert "No other meeting is coming up." in found.text


def test_the_first_page_of_an_empty_installation(page: Site) -> None:
    assert "No meeting is taking registrations" in page.get("/en/").text
    assert "No hay próximas reuniones." in page.get("/es/").text


def test_the_style_guide_is_for_the_embedded_mode(page: Site, make_app: Any) -> None:
    page.get("/en/style")
    production = make_app(env="production", secret_key="a key", database_url="sqlite://")
    assert production.test_client().get("/en/style").status_code == 404


def test_a_coming_meeting_has_figures_once_somebody_is_registered(
    page: Site, stored: Stored
) -> None:
    with stored():
        coming = make_open_meeting()
        slug, address = coming.slug, f"/en/meetings/{coming.slug}"
        begun = make_meeting(starts_on=AT.date(), ends_on=AT.date()).slug
    assert "Who took part" not in page.get(address).text
    assert "Who took part" in page.get(f"/en/meetings/{begun}").text
    with stored():
        make_participation(db.session.scalars(select(Meeting).filter_by(slug=slug)).one())
    assert "Who took part" in page.get(address).text


def test_a_draft_offers_nothing_that_only_the_public_calendar_has(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        slug = make_meeting(published=False).slug
        identity = make_user().get_id()
    client.sign_in(identity)
    shown = page.get(f"/en/meetings/{slug}")
    assert "Add to calendar" not in shown.text
    assert "Who took part" not in shown.text
