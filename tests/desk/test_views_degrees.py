"""Degrees on the map in the officer's form of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from time_machine import Traveller

from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
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
