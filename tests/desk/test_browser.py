"""The calendar and the officer's form in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import PASSWORD, make_user
from tests.factories.calendar import make_meeting
from tests.factories.registration import make_open_meeting

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def slug(stored: Stored) -> str:
    with stored():
        make_user()
        make_meeting(
            "Long session",
            starts_on=date(2003, 5, 8),
            ends_on=date(2003, 5, 20),
            status="tentative",
        )
        make_meeting(
            "Some day in May",
            precision="month",
            starts_on=date(2003, 5, 1),
            ends_on=date(2003, 5, 31),
        )
        return make_open_meeting(seats=10).slug


@pytest.mark.parametrize("width", [360, 1280])
def test_public_pages_are_accessible_and_never_too_wide(
    live_server: Any, window: Any, axe: Any, slug: str, width: int
) -> None:
    page = window(width=width)
    for path in (
        "/en/",
        f"/en/meetings/{slug}",
        "/en/calendar?from=&to=",
        "/en/calendar?view=month&from=2003-05-01",
        "/en/calendar?view=year&from=2003-01-01&kind=forum",
    ):
        page.goto(live_server.url + path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_bar_reaches_over_its_days(live_server: Any, window: Any, slug: str) -> None:
    assert slug
    page = window()
    page.goto(live_server.url + "/en/calendar?view=month&from=2003-05-01")
    day = page.locator("td.day").first.bounding_box()
    bars = page.get_by_role("link", name="Long session").all()
    assert len(bars) == 3
    assert bars[1].bounding_box()["width"] > 6 * day["width"]


@pytest.mark.parametrize("width", [360, 1280])
def test_officers_pages_are_accessible_and_actions_can_be_sifted(
    live_server: Any, window: Any, axe: Any, slug: str, width: int
) -> None:
    page = window(width=width)
    page.goto(live_server.url + "/en/sign-in")
    page.get_by_label("E-mail address").fill("ana@cim.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    for path in ("today", "manage/calendar", f"manage/meetings/{slug}", "manage/calendar/import"):
        page.goto(f"{live_server.url}/en/{path}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{live_server.url}/en/manage/meetings/{slug}/edit")
    axe(page)
    page.get_by_label("Find an action").fill("SISDEHM course")
    shown = page.locator("#actions .choice:visible").all_inner_texts()
    assert len(shown) == 1
    assert "SISDEHM" in shown[0]
    page.locator("#actions .choice:visible input").check()
    page.get_by_role("button", name="Save the changes").click()
    page.wait_for_url(f"**/manage/meetings/{slug}")
    assert shown[0].split()[0] in page.get_by_role("main").inner_text()


def test_escape_closes_the_folded_menu(live_server: Any, window: Any, slug: str) -> None:
    assert slug
    page = window(width=360)
    page.goto(live_server.url + "/en/")
    menu = page.locator(".nav-fold")
    menu.locator("summary").click()
    menu.get_by_role("link", name="Calendar").focus()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert menu.locator("summary").evaluate("each => each === document.activeElement")
