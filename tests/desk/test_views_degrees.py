"""Degrees on the map, and windows of ways in, in the officer's form of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from time_machine import Traveller

from meetings.actor import CLI
from meetings.registration.operations import WayIn, set_way
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.registration import make_open_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
FORM = "main form[method=post]:has(#title_en)"


def test_degrees_are_written_together_and_read_back(
    client: Client, page: Site, stored: Stored, frozen: Traveller
) -> None:
    frozen.move_to(datetime(2026, 5, 4, 15, 0, tzinfo=UTC))
    with stored():
        slug, identity = make_meeting("Workshop").slug, make_user().get_id()
    client.sign_in(identity)
    half = page.get(f"/en/manage/meetings/{slug}/edit").submit(FORM, latitude="-12,0464")
    assert "write both of them, or none" in half.text
    assert half.values(FORM)["latitude"] == "-12,0464"
    far = half.submit(FORM, latitude="-120", longitude="-77")
    assert "between -90 degrees" in far.text
    odd = far.submit(FORM, latitude="12° S", longitude="-77")
    assert "such as -12.0464" in odd.text
    odd.submit(FORM, latitude="−12.0464")
    read: dict[str, Any] = page.get(f"/en/manage/meetings/{slug}/edit").values(FORM)
    assert (read["latitude"], read["longitude"]) == ("-12.0464", "-77.0")


def test_windows_of_their_own_survive_the_meetings_form(
    client: Client, page: Site, stored: Stored, frozen: Traveller
) -> None:
    at = datetime(2026, 1, 4, 15, 0, tzinfo=UTC)
    frozen.move_to(at)
    with stored():
        meeting = make_open_meeting(closes_at=at + timedelta(days=9), capacities=("participant",))
        later = WayIn(capacity_code="nca", way="form", closes_at=at + timedelta(days=30))
        set_way(meeting, later, by=CLI, at=at)
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    page.get(f"/en/manage/meetings/{slug}/edit").submit(FORM, city="Cusco")
    ways = page.get(f"/en/manage/meetings/{slug}/ways").text
    assert "Jan 13, 2026" in ways
    assert "Feb 3, 2026" in ways
