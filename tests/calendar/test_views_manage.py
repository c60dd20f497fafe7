"""The officer's list, and the buttons that change where a meeting stands."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask
from time_machine import Traveller

from meetings.calendar import queries
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def slugs(stored: Stored, client: Client, frozen: Traveller) -> dict[str, str]:
    assert frozen is not None
    with stored():
        found = {
            "public": make_meeting("Forum on justice", starts_on=date(2026, 5, 4)).slug,
            "draft": make_meeting("Quiet preparation", published=False).slug,
        }
        identity = make_user().get_id()
    client.sign_in(identity)
    return found


def status_of(app: Flask, slug: str) -> str:
    with app.app_context():
        meeting = queries.by_slug(slug, drafts=True)
        assert meeting is not None
        return meeting.status


@pytest.mark.usefixtures("slugs")
def test_drafts_and_published_meetings_are_apart(page: Site) -> None:
    everything = page.get("/en/manage/calendar")
    assert everything.all("tbody th a") == ["Quiet preparation", "Forum on justice"]
    assert page.get(everything.link("Drafts")).all("tbody th a") == ["Quiet preparation"]
    assert page.get(everything.link("Published")).all("tbody th a") == ["Forum on justice"]


@pytest.mark.usefixtures("slugs")
def test_the_list_can_be_searched(page: Site) -> None:
    shown = page.get("/en/manage/calendar").submit("main form.filters", q="JUSTÍCE")
    assert shown.all("tbody th a") == ["Forum on justice"]
    assert "No meetings here" in page.get("/en/manage/calendar?q=nothing").text


def test_a_meeting_is_not_taken_from_the_public_without_a_question(
    page: Site, slugs: dict[str, str]
) -> None:
    form = page.get("/en/manage/calendar").form(f"form[action$='{slugs['public']}/unpublish']")
    asked = form.get("data-confirm", "")
    assert "It disappears from the public calendar" in asked
    assert "whoever is on its list is told by mail" in asked


def test_a_row_is_published_and_unpublished(page: Site, slugs: dict[str, str]) -> None:
    listed = page.get("/en/manage/calendar?state=drafts")
    done = listed.submit(f"form[action$='{slugs['draft']}/publish']")
    assert "The meeting is published" in done.text
    assert done.url.endswith("state=drafts")
    assert page.get("/en/calendar").all(".agenda h3 a") == ["Forum on justice", "Quiet preparation"]
    back = page.get("/en/manage/calendar").submit(f"form[action$='{slugs['draft']}/unpublish']")
    assert "a draft again" in back.text
    assert page.get("/en/calendar").all(".agenda h3 a") == ["Forum on justice"]


@pytest.mark.parametrize(
    ("status", "button"),
    [
        ("held", "Mark as held"),
        ("cancelled", "Cancel the meeting"),
    ],
)
def test_an_officer_says_where_a_meeting_stands(
    page: Site, app: Flask, slugs: dict[str, str], status: str, button: str
) -> None:
    shown = page.get(f"/en/manage/meetings/{slugs['public']}")
    assert button in shown.text
    question = page.get(shown.link(button))
    assert status_of(app, slugs["public"]) == "confirmed"
    assert "Kept with the old and the new value" in question.text
    done = question.submit(why="Decided by the Board")
    assert done.status == 200
    assert "Decided by the Board" in done.one("section:has(#changes-title)")
    assert status_of(app, slugs["public"]) == status


def test_held_is_refused_before_the_first_day(
    page: Site, app: Flask, slugs: dict[str, str]
) -> None:
    url = f"/en/manage/meetings/{slugs['draft']}"
    shown = page.get(url)
    assert "Mark as held" not in shown.text
    assert "It can be marked as held from its first day: May 20, 2026." in shown.text
    refused = page.get(f"{url}/status?status=held").submit(status=422)
    assert "cannot be marked as held" in refused.text
    assert status_of(app, slugs["draft"]) == "confirmed"


def test_an_unknown_status_is_refused(client: Client, slugs: dict[str, str]) -> None:
    url = f"/en/manage/meetings/{slugs['public']}/status"
    assert client.post(url, data={"status": "over"}).status_code == 400


def test_only_officers_manage(client: Client, stored: Stored) -> None:
    with stored():
        slug = make_meeting().slug
        door = make_user("door@cim.example", role=Role.DOOR).get_id()
    assert client.get("/en/manage/calendar").status_code == 302
    assert client.post(f"/en/manage/meetings/{slug}/publish").status_code == 401
    client.sign_in(door)
    assert client.get("/en/manage/calendar").status_code == 403
    assert client.post(f"/en/manage/meetings/{slug}/unpublish").status_code == 403


def test_an_officer_of_one_meeting_sees_and_changes_that_one(
    client: Client, page: Site, stored: Stored
) -> None:
    with stored():
        mine, other = make_meeting("Mine"), make_meeting("Other")
        slug, foreign = mine.slug, other.slug
        identity = make_user("one@cim.example", meeting_id=mine.id).get_id()
    client.sign_in(identity)
    assert page.get("/en/manage/calendar").all("tbody th a") == ["Mine"]
    assert client.post(f"/en/manage/meetings/{foreign}/unpublish").status_code == 404
    assert client.post(f"/en/manage/meetings/{slug}/unpublish").status_code == 303
