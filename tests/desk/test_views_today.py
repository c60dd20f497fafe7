"""The officer's page of today."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from time_machine import Traveller

from meetings.notifications.models import Delivery
from tests.factories.accounts import make_user
from tests.factories.accreditation import make_application
from tests.factories.calendar import make_meeting
from tests.factories.notifications import make_message
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def open_today(page: Site, client: Client, stored: Stored, frozen: Traveller) -> Callable[[], Page]:
    """Sign in as an officer and open the page."""
    frozen.move_to(AT)

    def show() -> Page:
        with stored():
            identity = make_user().get_id()
        client.sign_in(identity)
        return page.get("/en/today")

    return show


def test_a_quiet_day(open_today: Callable[[], Page]) -> None:
    shown = open_today()
    assert "Monday, May 4, 2026" in shown.text
    assert "Nobody waits to be confirmed" in shown.text
    assert "Every meeting that has ended is closed" in shown.text
    assert not shown.all(".notice")


def test_registrations_and_applications_wait(
    open_today: Callable[[], Page], stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        make_participation(meeting, capacity_code="nca", represents="state", state_code="PY")
        make_participation(meeting, email="p@example.org")
        make_application(meeting)
    shown = open_today()
    assert shown.all(".key-figure dd")[:2] == ["1", "1"]
    assert "1 to confirm" in shown.text
    assert shown.link("Forum on justice").endswith("status=pending")
    assert "/organizations/applications/" in shown.link("Red de Mujeres")


def test_whom_a_state_nominated_waits_to_be_confirmed_too(
    open_today: Callable[[], Page], stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        make_participation(meeting, capacity_code="nca", represents="state", state_code="PY")
        given: dict[str, Any] = {"represents": "state", "state_code": "PY", "email": "l@x.py"}
        named = make_participation(meeting, capacity_code="nca", given_names="Luz", **given)
        named.status = "nominated"
    shown = open_today()
    assert shown.all(".key-figure dd")[0] == "2"
    assert shown.link("1 of them nominated by a State").endswith("status=nominated")


def test_meetings_that_ended_wait_to_be_closed(
    open_today: Callable[[], Page], stored: Stored
) -> None:
    past: dict[str, Any] = {"starts_on": date(2026, 4, 1)}
    with stored():
        make_meeting("Nobody said", **past)
        make_meeting("Held without presence", status="held", **past)
        make_meeting("Seen from outside", status="held", involvement="attended", **past)
        make_meeting("A day to remember", involvement="observance", **past)
        make_meeting("Called off", status="cancelled", **past)
        make_meeting("To come", starts_on=date(2026, 6, 1))
    shown = open_today()
    rows = dict(zip(shown.all("tbody th"), shown.all("tbody td:last-child"), strict=True))
    assert rows == {
        "Nobody said": "Whether it was held",
        "Held without presence": "Presence or a headcount",
    }


def test_the_rest_of_those_to_close_is_one_click_away(
    page: Site, open_today: Callable[[], Page], stored: Stored
) -> None:
    with stored():
        for number in range(10):
            make_meeting(f"Meeting {number}", starts_on=date(2026, 4, 1))
        make_meeting("To come", starts_on=date(2026, 6, 1))
    shown = open_today()
    assert "and 2 more" in shown.text
    everything = page.get(shown.link("see all that are to be closed"))
    assert sorted(everything.all("tbody th")) == [f"Meeting {number}" for number in range(10)]
    assert "closed" in page.get("/en/today/to-close?page=9").text


def test_a_running_meeting_leads_to_its_door(
    open_today: Callable[[], Page], stored: Stored
) -> None:
    with stored():
        slug = make_meeting("Going on", starts_on=date(2026, 5, 3), ends_on=date(2026, 5, 5)).slug
    shown = open_today()
    assert "Going on now" in shown.text
    assert shown.link("Door") == f"/en/door/{slug}"


def test_mail_in_trouble_stands_on_top(open_today: Callable[[], Page], stored: Stored) -> None:
    with stored():
        make_message().status = Delivery.DEAD
    shown = open_today()
    assert "1 message could not be delivered" in shown.one(".notice")


def test_an_officer_of_one_meeting_sees_what_is_hers(
    page: Site, client: Client, stored: Stored, frozen: Traveller
) -> None:
    frozen.move_to(AT)
    with stored():
        mine = make_meeting("Mine", starts_on=date(2026, 4, 1))
        make_meeting("Other", starts_on=date(2026, 4, 1))
        identity = make_user(meeting_id=mine.id).get_id()
    client.sign_in(identity)
    shown = page.get("/en/today")
    assert shown.all("tbody th") == ["Mine"]
