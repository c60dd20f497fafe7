"""What of another body's calendar is not simply taken: there already, private, how one joins."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from time_machine import Traveller

from tests.calendar.test_views_ics import EVENING, SEMINAR, WEEKLY, ics, kept, look
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.shift(0)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def test_a_meeting_of_the_same_title_on_vaguer_days_is_named_and_not_ticked(
    officer: Client, page: Site, stored: Stored, app: Flask
) -> None:
    with stored():
        slug = make_meeting(
            "58th General Assembly",
            starts_on=date(2026, 9, 1),
            ends_on=date(2026, 9, 30),
            precision="month",
            city="New York",
            country="US",
        ).slug
    entry = """UID:ga58@un.example
SUMMARY:58th General Assembly
DTSTART;VALUE=DATE:20260916
DTEND;VALUE=DATE:20261001
LOCATION:New York, USA
"""
    seen = look(officer, page, ics(entry, WEEKLY))
    assert "There may already be one: 58th General Assembly" in seen.text
    assert seen.link("58th General Assembly").endswith(f"/meetings/{slug}")
    seen.submit()
    assert "ga58@un.example" not in kept(app)
    longer = look(officer, page, ics(entry, WEEKLY.replace("COUNT=3", "COUNT=4")))
    assert longer.text.count("There may already be one") == 1


def test_what_tells_how_to_join_is_left_out_of_its_entry_and_doubted(
    officer: Client, page: Site, app: Flask
) -> None:
    joined = EVENING.replace("LOCATION:Online", "LOCATION:https://us02web.zoom.us/j/44?pwd=ZZ")
    described = SEMINAR + "DESCRIPTION:Join at https://teams.live.com/meet/93 at nine\n"
    titled = WEEKLY.replace("on statistics", "on statistics - zoom.us/j/98?pwd=QQ")
    seen = look(officer, page, ics(joined, described, titled))
    doubts = (
        "The place is an address of the web or a number",
        "It tells how people join",
        "The title tells",
    )
    assert [seen.text.count(each) for each in doubts] == [1, 1, 1]
    assert "5 meetings were made." in seen.submit(publish="yes").text
    meetings = kept(app)
    evening = meetings["evening@eclac.example"]
    assert (evening.mode, evening.city, evening.venue) == ("virtual", "", "")
    course = meetings["course@eclac.example/20260615"]
    assert course.title == {"en": "Virtual course on statistics"}
    assert all("zoom" not in str(each.__dict__) for each in meetings.values())


def test_a_place_stays_beside_the_address_by_which_others_join(
    officer: Client, page: Site, app: Flask
) -> None:
    both = SEMINAR.replace(
        "Lima, Peru", "Hotel Central\\, Panama; Zoom https://us02web.zoom.us/j/841"
    )
    seen = look(officer, page, ics(both))
    assert "“Hotel Central, Panama” stays, and the meeting is taken as hybrid" in seen.text
    assert "Hotel Central, Panama; Hybrid: in person and virtual" in seen.text
    seen.submit()
    meeting = kept(app)["seminar@eclac.example"]
    assert (meeting.city, meeting.country, meeting.mode) == ("Hotel Central", "PA", "hybrid")


@pytest.mark.parametrize("said", ["PRIVATE", "CONFIDENTIAL", "X-BOARD"])
def test_what_its_calendar_keeps_private_is_not_ticked_and_never_published_at_once(
    officer: Client, page: Site, app: Flask, said: str
) -> None:
    seen = look(officer, page, ics(f"{SEMINAR}CLASS:{said}\n", f"{EVENING}CLASS:PUBLIC\n"))
    assert "Its calendar keeps this entry private: it is not ticked." in seen.text
    assert seen.all("input[name='take-0'][checked]") == []
    ticked: dict[str, Any] = {"take-0": "y", "publish": "yes"}
    seen.submit(**ticked)
    meetings = kept(app)
    assert meetings["seminar@eclac.example"].published_at is None
    assert meetings["evening@eclac.example"].published_at is not None


def test_a_country_learnt_since_from_another_meeting_changes_no_repeat(
    officer: Client, page: Site
) -> None:
    apia = SEMINAR.replace("Lima, Peru", "Apia")
    other = EVENING.replace("LOCATION:Online", "LOCATION:Apia\\, Samoa")
    look(officer, page, ics(apia, other)).submit()
    assert look(officer, page, ics(apia, other)).text.count("Stays as it is") == 2
    said = look(officer, page, ics(apia.replace("Apia", "Apia\\, Samoa")))
    assert "Place: Apia → Apia, Samoa" in said.text
