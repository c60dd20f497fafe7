"""The officer's page of one meeting: its key figures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from meetings.actor import CLI
from meetings.registration import operations
from meetings.registration.models import Status
from meetings.registration.rules.seating import Scope
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def test_key_figures_are_those_of_the_statistics(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_meeting("Forum")
        make_listed(meeting)
        make_listed(meeting, capacity="interpreter")
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    shown = page.get(f"/en/manage/meetings/{slug}")
    figures = shown.all(".key-figure")
    assert "registered1" in figures[0].replace(" ", "")
    assert "confirmed1" in figures[2].replace(" ", "")
    assert "others who do not count: 1" in shown.text


def test_what_waits_and_what_is_left_as_other_pages_tell(
    page: Site, client: Client, stored: Stored
) -> None:
    """Who was nominated waits to be confirmed here as on "Today", and seats that are limited in
    parts are not said to be without limit."""
    with stored():
        meeting = make_open_meeting()
        operations.set_limit(meeting, Scope(capacity_code="participant"), seats=4, by=CLI, at=AT)
        make_participation(meeting)
        state: dict[str, Any] = {"capacity_code": "nca", "represents": "state", "state_code": "PY"}
        make_participation(meeting, email="one@example.org", **state)
        two = make_participation(meeting, email="two@example.org", **state)
        two.status = Status.NOMINATED
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    shown = page.get(f"/en/manage/meetings/{slug}")
    assert [" ".join(each.split()) for each in shown.all(".key-figure")][1:] == [
        "to confirm2",
        "confirmed1",
        "seats left–limited in parts",
    ]
    assert "Participant: 1 of 4 taken" in shown.text
    assert "2 registrations wait for you" in shown.text
    assert page.get("/en/today").all(".key-figure dd")[0] == "2"
