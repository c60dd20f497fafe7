"""An agenda is written by keyboard alone, and read on a phone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from meetings.actor import CLI
from meetings.calendar.operations.agenda import add_item
from meetings.calendar.rules.items import ItemFacts
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.calendar import MADE_AT, make_meeting
from tests.factories.sessions import make_session

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
FOCUSED = (
    "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
    " || document.activeElement.name || ''"
)


@pytest.fixture
def slug(stored: Stored) -> str:
    with stored():
        meeting = make_meeting()
        opening = make_session(meeting, "Opening", "09:00-10:00", room="Main hall")
        make_session(meeting, "Panel", "10:30-12:00", room="Main hall")
        make_session(meeting, "Parallel", "10:30-12:00", room="Annex")
        point = ItemFacts(title={"en": "Quorum"}, number="1", session=opening.public_id)
        add_item(meeting, point, by=CLI, at=MADE_AT)
        make_user()
        return meeting.slug


def reach(page: Any, words: str) -> None:
    """Press Tab until what has these words, or this name, has the focus."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if words in " ".join(str(page.evaluate(FOCUSED)).split()):
            return
    raise AssertionError(f"nothing called {words!r} can be reached")


def press(page: Any, words: str) -> None:
    """Reach a button and press it; the next page is there afterwards."""
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_agenda_is_written_by_keyboard(
    live_server: Any, window: Any, axe: Any, slug: str
) -> None:
    page = window()
    page.goto(f"{live_server.url}/en/manage/meetings/{slug}/agenda")
    page.locator("input[name=email]").focus()
    page.keyboard.type("ana@cim.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    axe(page)
    press(page, "Move later: Opening")
    titles = page.locator("#agenda .session-what strong")
    assert titles.all_inner_texts() == ["Panel", "Parallel", "Opening"]
    assert page.evaluate("document.activeElement.id").startswith("later-")
    reach(page, "Add a session on Wednesday")
    page.keyboard.press("Enter")
    reach(page, "one1-title")
    page.keyboard.type("Lunch")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert titles.all_inner_texts()[-1] == "Lunch"
    press(page, "Edit: Lunch")
    axe(page)
    reach(page, "speakers-0-name")
    page.keyboard.type("Ana Núñez")
    press(page, "Save the session")
    reach(page, "Remove")
    page.keyboard.press("Enter")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_programme_is_read_on_a_phone_and_on_paper(
    live_server: Any, window: Any, axe: Any, slug: str, width: int
) -> None:
    page = window(width=width)
    for path in (f"/en/meetings/{slug}/agenda", f"/en/meetings/{slug}"):
        page.goto(live_server.url + path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{live_server.url}/en/meetings/{slug}/agenda")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert page.locator(".programme").is_visible()
