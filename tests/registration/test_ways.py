"""The officer's page of ways in and seats, and registering by a private link."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.registration.models import Opening, Participation, RegistrationPlan, SeatLimit
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
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
    ],
)
def test_a_way_that_a_capacity_cannot_come_by(
    page: Site, slug: str, capacity: str, way: str, sentence: str
) -> None:
    answer = fill(page, slug, "ways", capacity=capacity, way=way)
    assert answer.status == 422
    assert sentence in answer.text


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
