"""The officer's list on a phone: a short card for each, the rest folded, no script needed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from meetings.registration.models import Status
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.outside import LiveServer

Stored = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_rows_are_short_the_rest_is_folded_and_what_is_done_with_many_is_a_link_away(
    live_server: LiveServer, stored: Stored, window: Callable[..., BrowserPage]
) -> None:
    with stored():
        make_user("officer@example.org", password="demo-secretariat")
        meeting = make_open_meeting()
        waits = make_participation(meeting, given_names="Zoé", email="zoe@example.org")
        waits.status, waits.waiting_since = Status.WAITLISTED, waits.created_at
        for name in ("Ana", "Luz", "Eva"):
            make_participation(meeting, given_names=name, email=f"{name}@example.org")
        slug = meeting.slug
    phone = window(width=360, language="en", scripts=False)
    where = f"/en/manage/meetings/{slug}/registrations"
    phone.goto(f"{live_server.url}/en/sign-in?next={where}")
    phone.fill("[name=email]", "officer@example.org")
    phone.fill("[name=password]", "demo-secretariat")
    phone.click("main button[type=submit]")
    row = phone.locator(".table--people tbody tr").first
    expect(row.get_by_text("Confirmed")).to_be_visible()
    expect(row.get_by_text("Participant", exact=True)).to_be_visible()
    expect(row.get_by_text("Female")).to_be_hidden()
    box = row.bounding_box()
    assert box is not None
    assert box["height"] < 130
    assert box["y"] < 740  # the first person is on the first screen: filters are folded above her
    expect(phone.locator("#filter-status")).to_be_hidden()
    row.locator("summary").press("Enter")
    expect(row.get_by_text("Female")).to_be_visible()
    phone.click("text=Several at once: confirm, decline, assign, mail")
    expect(phone.get_by_role("heading", name="Several at once")).to_be_in_viewport()
    phone.goto(f"{live_server.url}/es/manage/meetings/{slug}/registrations?status=waitlisted")
    said = phone.locator("tbody .cell-capacity").bounding_box()
    assert said is not None
    assert said["width"] > 250, "two badges leave the capacity its line"
    phone.goto(f"{live_server.url}{where}")
    phone.set_viewport_size({"width": 1280, "height": 800})
    expect(row.locator("summary")).to_be_hidden()
    expect(phone.locator("#filter-status")).to_be_visible()
    expect(phone.get_by_role("cell", name="Female").last).to_be_visible()
