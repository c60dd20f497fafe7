"""What was public and is taken back: cancelled in calendars for 90 days, and nothing else told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from time_machine import Traveller

from meetings.actor import CLI
from meetings.calendar import jobs, operations, queries
from meetings.calendar.models import Meeting
from tests.factories.calendar import MADE_AT, make_meeting
from tests.support.pages import Client

LATER = MADE_AT + timedelta(hours=1)
LATEST = LATER + timedelta(hours=1)
GONE = "Meeting withdrawn"
Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def gone(stored: Stored, frozen: Traveller) -> str:
    """The slug of a meeting that was taken back an hour after another one was made."""
    with stored():
        make_meeting("Another one", country="PE", city="Lima")
        meeting = make_meeting(
            {"en": "Forum", "es": "Foro"},
            description={"en": "Of peace"},
            venue="Main hall",
            starts_on=date(2026, 7, 1),
        )
        slug = meeting.slug
    with stored():
        operations.unpublish(found(slug), by=CLI, at=LATER)
    frozen.move_to(LATER)
    return slug


def found(slug: str) -> Meeting:
    meeting = queries.by_slug(slug, drafts=True)
    assert meeting
    return meeting


def edit(stored: Stored, slug: str, **changes: Any) -> None:
    with stored():
        meeting = found(slug)
        facts = queries.facts_of(meeting, **changes)
        operations.edit_meeting(meeting, facts, by=CLI, at=LATEST)


def entries(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return {str(each["SUMMARY"]): each for each in Calendar.from_ical(answer.data).walk("VEVENT")}


def test_it_is_cancelled_on_its_day_and_nothing_of_it_is_told_again(
    client: Client, gone: str
) -> None:
    read = entries(client, "/calendar.ics?lang=en")[GONE]
    assert (read["STATUS"], read["TRANSP"], read["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 1)
    assert read["DTSTART"].dt == date(2026, 7, 1)
    assert read["LAST-MODIFIED"].dt == read["DTSTAMP"].dt == LATER
    assert {"LOCATION", "DESCRIPTION", "URL", "GEO", "CATEGORIES"}.isdisjoint(read)
    assert "Reunión retirada del calendario" in entries(client, "/calendar.ics?lang=es")
    alone = client.get(f"/meetings/{gone}.ics?lang=fr")
    assert "SUMMARY:Réunion retirée du calendrier\r\n" in alone.text
    assert "Forum" not in alone.text
    assert client.get(f"/en/meetings/{gone}").status_code == 404


def test_nothing_that_is_written_into_the_draft_reaches_a_feed(
    client: Client, gone: str, stored: Stored
) -> None:
    before = client.get("/calendar.ics?lang=en").data
    assert GONE in entries(client, "/calendar.ics?lang=en&country=US&q=forum")
    edit(
        stored,
        gone,
        title={"en": "Secret summit"},
        country="PE",
        city="Cusco",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 2),
    )
    assert client.get("/calendar.ics?lang=en").data == before
    for query in ("q=secret", "country=PE", "from=2026-09-01", "to=2026-08-01", "country=US"):
        assert GONE not in entries(client, f"/calendar.ics?lang=en&{query}")
    answer = client.get(f"/meetings/{gone}.ics?lang=en")
    assert (answer.status_code, b"Secret" in answer.data) == (200, False)
    with stored():
        operations.rebuild_texts(at=LATEST)
    assert client.get("/calendar.ics?lang=en").data == before


def test_an_entry_that_still_named_it_is_made_anew(
    client: Client, gone: str, stored: Stored
) -> None:
    before = client.get("/calendar.ics?lang=en&country=US")
    with stored():
        text = queries.text_of(found(gone).id, "en")
        text.vevent = text.vevent.replace(f"SUMMARY:{GONE}", "SUMMARY:(withdrawn) Forum")
    with stored():
        operations.rebuild_texts(at=LATEST)
    after = client.get("/calendar.ics?lang=en&country=US")
    assert after.data == before.data
    assert after.headers["ETag"] != before.headers["ETag"]


def test_after_ninety_days_it_is_left_out_and_clients_fetch_anew(
    client: Client, gone: str, app: Any, frozen: Traveller
) -> None:
    with app.app_context():
        jobs.end_withdrawals(LATER)
    frozen.move_to(LATER + timedelta(days=90, minutes=-1))
    tag = client.get("/calendar.ics?lang=en").headers["ETag"]
    assert GONE in entries(client, "/calendar.ics?lang=en")
    frozen.move_to(LATER + timedelta(days=90, minutes=1))
    assert list(entries(client, "/calendar.ics?lang=en")) == ["Another one"]
    assert client.get(f"/meetings/{gone}.ics").status_code == 404
    with app.app_context():
        assert jobs.end_withdrawals(LATER + timedelta(days=90, minutes=2)) == 1
        assert jobs.end_withdrawals(LATER + timedelta(days=91)) == 0
    assert client.get("/calendar.ics?lang=en").headers["ETag"] != tag


def test_published_again_it_is_no_longer_cancelled(
    client: Client, gone: str, stored: Stored
) -> None:
    edit(stored, gone, title={"en": "Forum of peace"})
    with stored():
        operations.publish(found(gone), by=CLI, at=LATEST)
    read = entries(client, "/calendar.ics?lang=en")["Forum of peace"]
    assert (read["STATUS"], read["SEQUENCE"]) == ("CONFIRMED", 2)
    assert len(entries(client, "/calendar.ics?lang=en")) == 2
