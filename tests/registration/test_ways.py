"""The officer's page of ways in and seats, and registering by a private link."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.demo import operations as demo
from meetings.registration.models import Opening, Participation, RegistrationPlan, SeatLimit
from meetings.registration.operations import WayIn, set_way
from meetings.registration.queries.look_through import look_through
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.journey import Journey
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def slug(stored: Stored, client: Client) -> str:
    with stored():
        meeting = make_open_meeting(seats=10)
        officer, found = make_user().get_id(), meeting.slug
    client.sign_in(officer)
    return found


def fill(page: Site, slug: str, action: str, **fields: Any) -> Page:
    """Fill one of the page's forms in, and send it."""
    desk = page.get(f"/en/manage/meetings/{slug}/ways")
    prefix = {"ways": "way-", "seats": "limit-", "holds": "hold-", "registration-plan": "plan-"}
    named = {prefix.get(action, "") + name: value for name, value in fields.items()}
    return desk.submit(f'form[action$="/{slug}/{action}"]', **named)


def private_path(desk: Page) -> str:
    link = desk.one("#link-guest")
    return link[link.index("/en/") :]


def test_an_officer_opens_a_private_link_and_somebody_comes_by_it(
    app: Flask, page: Site, client: Client, slug: str
) -> None:
    kept = fill(
        page,
        slug,
        "ways",
        capacity="guest",
        way="private_link",
        approval="none",
        closes_at="2030-02-14T17:00",
    )
    assert "Private link" in kept.text
    assert "in Lima, in" in kept.text
    path = private_path(kept)
    form = page.get(path)
    given: dict[str, Any] = {"given_names": "Ana", "email": "ana@example.org", "sex": "female"}
    form.submit(**given, capacity="guest", represents="self", language="es", consent="y")
    with app.app_context():
        [made] = db.session.scalars(select(Participation))
        assert (made.way, made.status, made.capacity_code) == ("private_link", "confirmed", "guest")
    page.get(f"{path[:-4]}AAAA", status=404)


def test_a_way_that_closes_in_the_past_is_kept_with_a_warning(page: Site, slug: str) -> None:
    given = {"capacity": "guest", "way": "invitation"}
    late = fill(page, slug, "ways", **given, closes_at="2020-02-14T17:00")
    assert "The way in is kept." in late.text
    assert "Its closing lies in the past" in late.text
    in_time = fill(page, slug, "ways", **given, closes_at="2040-02-14T17:00")
    assert "Its closing lies in the past" not in in_time.text


def test_a_renewed_link_ends_the_earlier_one(page: Site, slug: str) -> None:
    earlier = fill(page, slug, "ways", capacity="guest", way="private_link")
    renewed = fill(page, slug, "ways/renew")
    assert private_path(earlier) != private_path(renewed)
    lost = page.get(private_path(earlier), status=404)
    assert "replaced by a newer one, or a part of it is missing" in lost.text
    assert lost.tree.cssselect("main a[href='/en/my']")
    page.get(private_path(renewed))


@pytest.mark.parametrize(
    ("capacity", "way", "sentence"),
    [
        ("interpreter", "form", "cannot be opened on the public form"),
        ("expert_titular", "state", "States do not nominate people in this capacity"),
        ("nca", "organization", "Organizations do not send people in this capacity"),
        ("participant", "state", "no State’s desk offers this capacity"),
        ("observer_state", "form", "no State is represented in this capacity"),
    ],
)
def test_a_way_that_a_capacity_cannot_come_by(
    page: Site, slug: str, capacity: str, way: str, sentence: str
) -> None:
    answer = fill(page, slug, "ways", capacity=capacity, way=way)
    assert answer.status == 422
    assert sentence in answer.text


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_private_links_address_hides_no_button(
    stored: Stored, live_server: Any, window: Any
) -> None:
    with stored():
        meeting = make_open_meeting()
        make_user("officer@example.org", password=demo.PASSWORD)
        set_way(meeting, WayIn(capacity_code="guest", way="private_link"), by=CLI, at=AT)
        slug = meeting.slug
    wide = window(width=1280, language="en")
    officer = Journey(wide, live_server.url, lambda _page: None).sign_in("officer")
    beyond = (
        "[...document.querySelectorAll('.table-scroll')].map(e => e.scrollWidth - e.clientWidth)"
    )
    for width in (1280, 360):
        wide.set_viewport_size({"width": width, "height": 900})
        officer.open(f"/en/manage/meetings/{slug}/ways")
        assert set(wide.evaluate(beyond)) == {0}


def test_seats_are_limited_for_each_state_and_the_limit_ends(
    app: Flask, page: Site, slug: str
) -> None:
    kept = fill(page, slug, "seats", seats="2", counted="state", capacity="adviser")
    assert "Adviser, for each State" in kept.text
    assert (
        "Adviser, for each State"
        not in kept.submit('form[action$="seats/remove"]:has([value*=adviser])').text
    )
    with app.app_context():
        assert db.session.scalars(select(SeatLimit.scope_key)).all() == [""]


def test_seats_are_held_back_and_the_plan_is_kept(app: Flask, page: Site, slug: str) -> None:
    too_many = fill(page, slug, "holds", state="HN", seats="11")
    assert "not so many seats left" in too_many.text
    assert "Honduras" in fill(page, slug, "holds", state="HN", seats="4").text
    fill(
        page, slug, "registration-plan", has_waiting_list="y", promotion="offer", accept_hours="24"
    )
    with app.app_context():
        assert db.session.scalars(select(SeatLimit.taken)).one() == 4
        kept = db.session.scalars(select(RegistrationPlan)).one()
        assert (kept.has_waiting_list, kept.promotion, kept.accept_hours) == (True, "offer", 24)


def test_closing_a_way_leaves_the_others(app: Flask, page: Site, slug: str) -> None:
    fill(page, slug, "ways/remove", capacity="participant", way="form")
    with app.app_context():
        left = db.session.scalars(select(Opening.capacity_code)).all()
    assert "participant" not in left
    assert "nca" in left


def test_entry_and_import_stand_among_the_ways_and_keep_to_a_window_of_their_own(
    app: Flask, page: Site, slug: str
) -> None:
    desk = page.get(f"/en/manage/meetings/{slug}/ways")
    rows = [row for row in desk.all("tbody tr") if row.startswith("All capacities")]
    assert len(rows) == 2
    assert all("Always open" in row and "Said each time" in row for row in rows)
    assert desk.link("Enter somebody").endswith("/registrations/new")
    assert desk.link("Import a table").endswith("/registrations/import")
    past = {"opens_at": "2020-01-01T09:00", "closes_at": "2020-01-02T17:00"}
    refused = fill(page, slug, "ways", capacity="nca", way="officer", approval="officer")
    assert "says each time how they stand" in refused.text
    kept = fill(page, slug, "ways", capacity="nca", way="officer", **past)
    assert any(row.startswith("All other capacities") for row in kept.all("tbody tr"))
    form = page.get(desk.link("Enter somebody"))
    luz: dict[str, Any] = {"given_names": "Luz", "sex": "female", "represents": "HN"}
    assert "nobody is entered in this capacity now" in form.submit(**luz, capacity="nca").text
    assert "Luz" in form.submit(**luz, capacity="participant").heading
    with app.app_context():
        [made] = db.session.scalars(select(Participation))
        assert (made.way, made.capacity_code) == ("officer", "participant")


@pytest.mark.usefixtures("session")
def test_a_window_for_imports_is_told_of_each_row_that_would_be_new() -> None:
    meeting = make_open_meeting()
    make_participation(meeting, given_names="Luz", surnames="Paz", email="luz@example.org")
    way = WayIn(capacity_code="participant", way="import", closes_at=AT)
    set_way(meeting, way, by=CLI, at=AT)
    table = (
        "given_names,surnames,email,sex,capacity,post\n"
        "Ana,Lima,ana@example.org,female,participant,\n"
        "Luz,Paz,luz@example.org,female,participant,Judge\n"
        "Eva,Cruz,eva@example.org,female,guest,\n"
    )
    for at, sorts in (
        (AT, ["bad", "changed", "new"]),
        (AT - timedelta(days=1), ["new", "changed", "new"]),
    ):
        looked = look_through(
            table.encode(),
            meeting.id,
            decisions={},
            lang="en",
            everybody=False,
            limit=10_000,
            at=at,
        )
        assert [each.sort for each in looked.rows] == sorts


def test_no_focal_point_agrees_to_who_represents_no_state(page: Site, slug: str) -> None:
    asked = {"capacity": "expert_titular", "way": "private_link", "approval": "focal_point"}
    told = fill(page, slug, "ways", **asked)
    assert "In this capacity nobody represents a State: no focal point can agree." in told.text
    assert told.values(f'form[action$="/{slug}/ways"]')["way-approval"] == "focal_point"


def test_of_a_limit_for_each_state_the_page_says_who_has_taken_how_many(
    page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        meeting = db.session.scalars(select(Meeting)).one()
        for number, state in enumerate(("HN", "HN", "PE")):
            make_participation(
                meeting,
                email=f"p{number}@example.org",
                capacity_code="nca",
                represents="state",
                state_code=state,
            )
    kept = fill(page, slug, "seats", seats="5", counted="state")
    assert "Honduras: 2; Peru: 1" in kept.one("section[aria-labelledby=seats-title] tbody")
    lower = fill(page, slug, "seats", seats="1", counted="state")
    assert lower.status == 422
    assert "Honduras has taken 2 seats already: the number cannot be lower." in lower.text
