"""The officer's form of a meeting, its clone, and the page of one meeting."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller
from werkzeug.datastructures import MultiDict

from meetings.actor import CLI
from meetings.calendar import operations
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, Status
from meetings.db import db
from meetings.desk import queries
from meetings.desk.rules import Plan
from meetings.indicators.operations import set_actions
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
FORM = "main form[method=post]:has(#title_en)"
NEW = {
    "title_en": "Workshop on parity",
    "title_es": "Taller sobre paridad",
    "starts_on": "2026-09-01",
    "ends_on": "2026-09-02",
    "precision": "day",
    "kind": "workshop",
    "status": "confirmed",
    "time_zone": "America/Lima",
    "city": "Lima",
    "country": "PE",
}


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.move_to(AT)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


@pytest.fixture
def plan_at(app: Flask) -> Callable[[str], Plan]:
    """What is stored of the meeting at a slug."""

    def read(slug: str) -> Plan:
        with app.app_context():
            meeting = calendar.by_slug(slug, drafts=True)
            assert meeting is not None
            return queries.plan_of(meeting)

    return read


def send(page: Page, fields: dict[str, Any]) -> Page:
    """Send the form as it stands with some fields changed, `status` among them."""
    data = MultiDict(page.form(FORM).form_values())
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return page.site.send(page.url, data)


def new_form(page: Site, path: str = "new") -> Page:
    """The form of a new meeting, where its address leads."""
    return page.get(page.client.get(f"/en/manage/meetings/{path}").location)


def slug_of(page: Page) -> str:
    return page.url.rstrip("/").rsplit("/", 1)[-1]


@pytest.mark.usefixtures("officer")
def test_every_place_has_its_time_zone_and_the_americas_come_first(page: Site) -> None:
    form = new_form(page)
    assert form.all("select#time_zone optgroup > option:first-child")[0].startswith("Eastern Time")
    regions = [each.get("label") for each in form.tree.cssselect("select#time_zone optgroup")]
    assert regions[:4] == ["The Americas", "Europe", "Africa", "Asia"]
    offered = form.all("select#time_zone option")
    for words in ("London time (Europe/London)", "Japan Time (UTC+9) (Asia/Tokyo)"):
        assert words in offered
    assert "Fiji Time (UTC+12) (Pacific/Fiji)" in offered
    assert len(form.response.data) < 150_000


@pytest.mark.usefixtures("officer")
def test_a_new_meeting_is_a_draft_with_all_that_was_said(
    page: Site, plan_at: Callable[[str], Plan]
) -> None:
    more = {
        "capacities": ["participant", "nca"],
        "opens_at": "2026-06-01T09:00",
        "closes_at": "2026-08-30T18:00",
        "seats": "40",
        "themes": ["trafficking"],
        "beneficiaries": ["PE", "UY"],
        "technical_assistance": "y",
        "actions": ["MESECVI-4.1", "MESECVI-1.1"],
        "level": "regional",
    }
    done = send(new_form(page), {**NEW, **more})
    assert "The draft was created" in done.text
    assert "Draft" in done.text
    plan = plan_at(slug_of(done))
    assert plan.facts.title == {"en": "Workshop on parity", "es": "Taller sobre paridad"}
    assert plan.facts.body_code == "executive_secretariat"
    assert plan.opens_at == datetime(2026, 6, 1, 14, 0, tzinfo=UTC)
    assert plan.closes_at == datetime(2026, 8, 30, 23, 0, tzinfo=UTC)
    assert (set(plan.capacities), plan.seats) == ({"participant", "nca"}, 40)
    assert set(plan.actions) == {"MESECVI-4.1", "MESECVI-1.1"}
    assert plan.facts.beneficiaries == ("PE", "UY")


@pytest.mark.usefixtures("officer")
def test_an_empty_last_day_means_the_whole_month(
    page: Site, plan_at: Callable[[str], Plan]
) -> None:
    month = {**NEW, "precision": "month", "starts_on": "2027-02-10", "ends_on": ""}
    facts = plan_at(slug_of(send(new_form(page), month))).facts
    assert (facts.starts_on, facts.ends_on) == (date(2027, 2, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"title_en": "", "title_es": ""}, "title_en", "needs a title"),
        ({"starts_on": ""}, "starts_on", "Write the first day"),
        ({"starts_on": "soon"}, "starts_on", "Write a date such as"),
        ({"ends_on": "2026-08-01"}, "ends_on", "The end lies before the start"),
        ({"precision": "month", "ends_on": "2026-10-15"}, "ends_on", "A month begins on"),
        ({"starts_time": "09:00"}, "starts_time", "Hours belong to a meeting"),
        ({"precision": "minute", "starts_time": "9 o'clock"}, "starts_time", "Write an hour"),
        ({"kind": "party"}, "kind", "Choose one from the list"),
        ({"actions": "MESECVI-9.9"}, "actions", "Choose from the list"),
        ({"seats": "many"}, "seats", "Write a whole number"),
        ({"seats": "0"}, "seats", "whole number from 1"),
        ({"status": "held"}, "status", "Choose one from the list"),
        ({"city": "x" * 200}, "city", "too long"),
        (
            {"opens_at": "2026-08-01T09:00", "closes_at": "2026-07-01T09:00"},
            "closes_at",
            "must open before it closes",
        ),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("officer")
def test_a_refused_form_keeps_what_was_typed_and_changes_nothing(
    page: Site, app: Flask, wrong: dict[str, str], field: str, words: str
) -> None:
    sent = {**NEW, "description_en": "Kept <b>text</b>", "capacities": "participant", **wrong}
    again = send(new_form(page), sent)
    assert again.status == 422
    assert words in again.text
    assert again.all(".error-summary")
    values = again.values(FORM)
    assert values["description_en"].strip() == "Kept <b>text</b>"
    if field not in {"kind", "actions", "status"}:
        assert again.tree.cssselect(f"#{field}")[0].get("aria-invalid") == "true"
        assert values.get(field, "") == sent.get(field, "")
    with app.app_context():
        assert db.session.scalar(select(func.count(Meeting.id))) == 0


@pytest.mark.usefixtures("officer")
def test_all_that_is_lacking_is_named_at_once(page: Site) -> None:
    again = send(
        new_form(page), {**NEW, "title_en": "", "title_es": "", "kind": "", "starts_on": ""}
    )
    assert again.status == 422
    told = again.one(".error-summary")
    for words in ("A meeting needs a title", "Write the first day", "Choose the kind of meeting"):
        assert words in told


@pytest.mark.usefixtures("officer")
def test_the_form_shows_which_titles_are_missing(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_meeting({"en": "Forum", "es": "Foro"}).slug
    shown = page.get(f"/en/manage/meetings/{slug}/edit")
    assert "Français: missing" in shown.text
    assert "Español: missing" not in shown.text
    assert "Português: missing" in page.get(f"/en/manage/meetings/{slug}").text


@pytest.mark.usefixtures("officer")
def test_an_edit_without_a_change_changes_nothing(
    page: Site, stored: Stored, plan_at: Callable[[str], Plan], app: Flask
) -> None:
    with stored():
        meeting = make_open_meeting(
            seats=12, closes_at=datetime(2026, 6, 1, 23, 30, tzinfo=UTC),
            themes=("trafficking",), beneficiaries=("PE",), level="national", ordinal="II",
        )  # fmt: skip
        set_actions(meeting.id, ["MESECVI-4.1"], by=CLI, at=AT)
        slug = meeting.slug
    before = plan_at(slug)
    page.get(f"/en/manage/meetings/{slug}/edit").submit(FORM)
    assert plan_at(slug) == before
    with app.app_context():
        kept = calendar.by_slug(slug)
        assert kept is not None
        assert kept.sequence == 0


@pytest.mark.usefixtures("officer")
def test_an_edit_reaches_the_public_page(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_meeting().slug
    page.get(f"/en/manage/meetings/{slug}/edit").submit(
        FORM, city="Asunción", country="PY", capacities="participant"
    )
    shown = page.get(f"/en/meetings/{slug}")
    assert "Asunción, Paraguay" in shown.text
    assert "Registration open" in shown.text


@pytest.mark.usefixtures("officer")
def test_an_emptied_field_holds_nothing(
    page: Site, stored: Stored, plan_at: Callable[[str], Plan]
) -> None:
    with stored():
        slug = make_open_meeting(
            seats=12, opens_at=AT, closes_at=datetime(2026, 6, 1, 23, 30, tzinfo=UTC),
            precision="minute", starts_on=date(2026, 6, 3), ends_on=date(2026, 6, 5),
            starts_time=time(9), ends_time=time(17),
        ).slug  # fmt: skip
    emptied = ("ends_on", "starts_time", "ends_time", "opens_at", "closes_at", "seats")
    form = page.get(f"/en/manage/meetings/{slug}/edit")
    send(form, {"precision": "day", **dict.fromkeys(emptied, "")})
    plan = plan_at(slug)
    assert (plan.seats, plan.opens_at, plan.closes_at) == (None, None, None)
    facts = plan.facts
    assert (facts.ends_on, facts.starts_time, facts.ends_time) == (date(2026, 6, 3), None, None)


@pytest.mark.usefixtures("officer")
def test_what_somebody_else_saved_meanwhile_is_not_lost_unseen(
    page: Site, stored: Stored, plan_at: Callable[[str], Plan]
) -> None:
    with stored():
        slug = make_open_meeting(seats=12).slug
    url = f"/en/manage/meetings/{slug}/edit"
    mine, other = page.get(url), page.get(url)
    other.submit(FORM, seats="20")
    again = mine.submit(FORM, city="Cusco")
    assert again.status == 422
    assert "Somebody has changed this meeting" in again.text
    assert again.link("See the meeting as it is now (opens in a new tab)") == url
    assert again.values(FORM)["city"] == "Cusco"
    assert (plan_at(slug).facts.city, plan_at(slug).seats) == ("Lima", 20)
    assert "The meeting is saved" in again.submit(FORM).text
    assert (plan_at(slug).facts.city, plan_at(slug).seats) == ("Cusco", 12)


@pytest.mark.usefixtures("officer")
def test_a_form_sent_twice_makes_one_draft(page: Site, app: Flask) -> None:
    form = new_form(page)
    first = send(form, NEW)
    second = send(page.get(form.url), NEW)
    assert slug_of(second) == slug_of(first)
    assert "had made this meeting already" in second.text
    with app.app_context():
        assert db.session.scalar(select(func.count(Meeting.id))) == 1


@pytest.mark.usefixtures("officer")
def test_the_kind_of_a_new_meeting_must_be_chosen(page: Site) -> None:
    form = new_form(page)
    assert form.values(FORM)["kind"] == ""
    again = send(form, {**NEW, "kind": ""})
    assert again.status == 422
    assert "Choose the kind of meeting." in again.text


@pytest.mark.usefixtures("officer")
def test_seats_never_fall_below_those_taken(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(seats=5)
        make_participation(meeting)
        make_participation(meeting, email="two@example.org")
        slug = meeting.slug
    again = page.get(f"/en/manage/meetings/{slug}/edit").submit(FORM, seats="1")
    assert again.status == 422
    assert "2 seats are already taken" in again.text


@pytest.mark.usefixtures("officer")
def test_a_held_meeting_stays_held_when_it_is_edited(
    page: Site, stored: Stored, plan_at: Callable[[str], Plan]
) -> None:
    with stored():
        slug = make_meeting(starts_on=date(2026, 5, 1), status="held").slug
    page.get(f"/en/manage/meetings/{slug}/edit").submit(FORM, venue="Main hall")
    assert plan_at(slug).facts.status == Status.HELD


@pytest.mark.usefixtures("officer")
def test_a_clone_is_a_new_draft_a_year_on(
    page: Site, app: Flask, stored: Stored, plan_at: Callable[[str], Plan]
) -> None:
    with stored():
        meeting = make_open_meeting(seats=30, closes_at=AT, status="confirmed")
        make_participation(make_open_meeting())
        set_actions(meeting.id, ["MESECVI-4.1"], by=CLI, at=AT)
        slug, uid = meeting.slug, meeting.uid
    form = new_form(page, f"{slug}/clone")
    assert form.values(FORM)["starts_on"] == "2027-06-02"
    done = form.submit(FORM)
    new = slug_of(done)
    assert new != slug
    plan = plan_at(new)
    assert (plan.facts.status, plan.seats, plan.actions) == ("tentative", 30, ("MESECVI-4.1",))
    assert (plan.opens_at, plan.closes_at) == (None, None)
    with app.app_context():
        made = calendar.by_slug(new, drafts=True)
        assert made is not None
        assert made.uid != uid
        assert made.published_at is None


@pytest.mark.usefixtures("officer")
def test_the_meetings_page_counts_and_leads_into_the_rooms(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(seats=10)
        make_participation(meeting)
        make_participation(
            meeting, email="two@example.org", capacity_code="nca",
            represents="state", state_code="PY",
        )  # fmt: skip
        slug = meeting.slug
    shown = page.get(f"/en/manage/meetings/{slug}")
    figures = dict(zip(shown.all(".key-figure dt"), shown.all(".key-figure dd"), strict=False))
    assert figures["registered"] == "2"
    assert figures["to confirm"] == "1"
    assert shown.link("1 registration waits for you").endswith("status=pending")
    for words in ("Registrations", "Organizations", "Statistics", "Edit", "Public page"):
        page.get(shown.link(words))


@pytest.mark.usefixtures("officer")
def test_an_earlier_address_finds_the_meeting(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_meeting()
        old = meeting.slug
        operations.edit_meeting(
            meeting, calendar.facts_of(meeting), by=CLI, at=AT, slug="another-address"
        )
    assert page.get(f"/en/manage/meetings/{old}").heading == "Forum on trafficking"
    page.get("/en/manage/meetings/never-was", status=404)


def test_an_officer_of_one_meeting_edits_it_and_makes_none(
    client: Client, page: Site, stored: Stored, frozen: Traveller
) -> None:
    frozen.move_to(AT)
    with stored():
        mine, other = make_meeting("Mine"), make_meeting("Other")
        own, foreign = mine.slug, other.slug
        identity = make_user(meeting_id=mine.id).get_id()
    client.sign_in(identity)
    page.get(f"/en/manage/meetings/{own}/edit").submit(FORM, city="Lima")
    for url in (f"/en/manage/meetings/{foreign}/edit", f"/en/manage/meetings/{foreign}"):
        page.get(url, status=404)
    for url in ("/en/manage/meetings/new", f"/en/manage/meetings/{own}/clone"):
        page.get(url, status=403)


@pytest.mark.parametrize("path", ["new", "forum/edit", "forum/clone", "forum"])
def test_only_officers_write(client: Client, stored: Stored, path: str) -> None:
    with stored():
        identity = make_user("c@cim.example", role=Role.COORDINATOR).get_id()
    assert client.get(f"/en/manage/meetings/{path}").status_code == 302
    client.sign_in(identity)
    assert client.get(f"/en/manage/meetings/{path}").status_code == 403


@pytest.mark.usefixtures("officer")
def test_a_form_without_its_token_is_refused(client: Client) -> None:
    data: dict[str, Any] = {**NEW}
    assert client.post("/en/manage/meetings/new", data=data, csrf=False).status_code == 400
