"""The public feeds, as a calendar program asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import event
from werkzeug.test import TestResponse

from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.db import db
from tests.factories.calendar import MADE_AT, make_meeting
from tests.support.pages import Client

LATER = MADE_AT + timedelta(hours=1)
Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def slug(stored: Stored) -> str:
    """Two published meetings and one known to the month; a draft. The slug of the first."""
    with stored():
        first = make_meeting({"en": "Forum", "es": "Foro"}).slug
        make_meeting("Cancelled one", country="PE", city="Lima", status="cancelled")
        make_meeting(
            "Migration", starts_on=date(2003, 5, 1), ends_on=date(2003, 5, 31), precision="month"
        )
        make_meeting("Secret", published=False)
    return first


@pytest.fixture
def selects(app: Flask) -> Iterator[list[str]]:
    """What is read from the database."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def entries(answer: TestResponse) -> list[Any]:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/calendar"
    return Calendar.from_ical(answer.data).walk("VEVENT")


def summaries(answer: TestResponse) -> set[str]:
    return {str(entry["SUMMARY"]) for entry in entries(answer)}


def change(stored: Stored, slug: str, **changes: Any) -> None:
    with stored():
        meeting = queries.by_slug(slug, drafts=True)
        assert meeting
        facts = queries.facts_of(meeting, **changes)
        operations.edit_meeting(meeting, facts, by=CLI, at=LATER)


def test_the_calendar_holds_what_is_published_cancelled_ones_too(client: Client, slug: str) -> None:
    answer = client.get("/calendar.ics?lang=en")
    assert summaries(answer) == {"Forum", "(cancelled) Cancelled one"}
    forum = next(each for each in entries(answer) if each["SUMMARY"] == "Forum")
    assert (forum["DTSTART"].dt, forum["DTEND"].dt) == (date(2026, 5, 20), date(2026, 5, 22))
    cancelled = next(each for each in entries(answer) if each["SUMMARY"] != "Forum")
    assert cancelled["STATUS"] == "CANCELLED"
    assert answer.data.endswith(b"END:VCALENDAR\r\n")
    assert answer.data.count(b"\n") == answer.data.count(b"\r\n")
    for word in (b"ATTENDEE", b"CONFERENCE", b"Secret\r"):
        assert word not in answer.data
    assert {each["ORGANIZER"] for each in entries(answer)} == {"mailto:meetings@localhost"}


def test_planning_adds_what_is_known_to_the_month(client: Client, slug: str) -> None:
    answer = client.get("/calendar.ics?lang=en&planning=1")
    assert "(date to be confirmed: May 2003) Migration" in summaries(answer)
    assert len(entries(answer)) == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=pe", {"(cancelled) Cancelled one"}),
        ("q=FÓRUM", {"Forum"}),
        ("from=2026-05-21&to=2026-05-21&kind=forum", {"Forum", "(cancelled) Cancelled one"}),
        ("from=2026-05-22", set()),
        ("body=executive_secretariat&involvement=convened", {"Forum", "(cancelled) Cancelled one"}),
        ("involvement=observance", set()),
        ("from=&to=&kind=&q=", {"Forum", "(cancelled) Cancelled one"}),
        ("view=month&something=else", {"Forum", "(cancelled) Cancelled one"}),
    ],
)
def test_the_calendars_filters(client: Client, slug: str, query: str, found: set[str]) -> None:
    assert summaries(client.get(f"/calendar.ics?lang=en&{query}")) == found


def test_the_language_of_a_feed(client: Client, slug: str) -> None:
    assert "Foro" in summaries(client.get("/calendar.ics?lang=es"))
    preferred = client.get("/calendar.ics", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert "Foro" in summaries(preferred)
    assert "Accept-Language" in preferred.headers["Vary"]
    assert b"Estados Unidos" in client.get("/calendar.ics?lang=pt").data


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("lang=de", "de"),
        ("kind=picnic", "picnic"),
        ("body=nobody", "nobody"),
        ("country=QQ", "QQ"),
        ("country=Peru", "PERU"),
        ("involvement=none", "none"),
        ("planning=maybe", "maybe"),
        ("from=2003", "2003"),
        ("to=2003-02-30", "2003-02-30"),
        ("from=2003-05-01&to=2003-04-01", "period"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_plain_sentence(
    client: Client, slug: str, query: str, told: str
) -> None:
    answer = client.get(f"/calendar.ics?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert told in answer.text
    assert "ETag" not in answer.headers


def test_a_feed_that_did_not_change_is_not_sent_again(
    client: Client, slug: str, selects: list[str]
) -> None:
    first = client.get("/calendar.ics?lang=en")
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert "public" in first.headers["Cache-Control"]
    assert first.last_modified == MADE_AT + timedelta(seconds=1)
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        selects.clear()
        again = client.get("/calendar.ics?lang=en", headers=headers)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert not any("FROM meeting" in statement for statement in selects)


def test_tags_differ_by_language_and_filters_but_not_by_spelling(client: Client, slug: str) -> None:
    def tag(query: str) -> str:
        return client.get(f"/calendar.ics?{query}").headers["ETag"]

    tags = {tag("lang=en"), tag("lang=es"), tag("lang=en&country=PE"), tag("lang=en&planning=1")}
    assert len(tags) == 4
    assert tag("country=pe&lang=en") == tag("lang=en&country=PE&q=&planning=0")


def test_every_change_that_readers_see_changes_the_tag(
    client: Client, slug: str, stored: Stored
) -> None:
    tag = client.get("/calendar.ics?lang=en").headers["ETag"]
    change(stored, slug, themes=("peace",))
    assert client.get("/calendar.ics?lang=en").headers["ETag"] == tag
    change(stored, slug, city="Lima")
    moved = client.get("/calendar.ics?lang=en", headers={"If-None-Match": tag})
    assert moved.status_code == 200
    assert moved.headers["ETag"] != tag
    assert moved.last_modified == LATER + timedelta(seconds=1)


def test_head_tells_all_but_the_calendar(client: Client, slug: str) -> None:
    whole, head = client.get("/calendar.ics?lang=en"), client.head("/calendar.ics?lang=en")
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Disposition", "Last-Modified", "Vary"):
        assert head.headers[name] == whole.headers[name]
    assert "Content-Length" not in head.headers
    held = {"If-None-Match": whole.headers["ETag"]}
    assert client.head("/calendar.ics?lang=en", headers=held).status_code == 304


def test_one_meeting_has_a_file_of_its_own(client: Client, slug: str) -> None:
    answer = client.get(f"/meetings/{slug}.ics?lang=es")
    (entry,) = entries(answer)
    assert entry["SUMMARY"] == "Foro"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{slug}.ics"'
    held = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"/meetings/{slug}.ics?lang=es", headers=held).status_code == 304
    assert client.get(f"/meetings/{slug}.ics?lang=xx").status_code == 400
    (coarse,) = entries(client.get("/meetings/migration-2003.ics?lang=en"))
    assert (coarse["STATUS"], coarse["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_an_earlier_address_leads_to_the_present_one(
    client: Client, slug: str, stored: Stored
) -> None:
    with stored():
        meeting = queries.by_slug(slug)
        assert meeting
        facts = queries.facts_of(meeting)
        operations.edit_meeting(meeting, facts, by=CLI, at=LATER, slug="great-forum")
    answer = client.get(f"/meetings/{slug}.ics?lang=es")
    assert answer.status_code == 308
    assert answer.location == "/meetings/great-forum.ics?lang=es"
    assert len(entries(client.get(answer.location))) == 1


def test_drafts_and_unknown_meetings_are_not_found(
    client: Client, slug: str, stored: Stored
) -> None:
    assert client.get("/meetings/secret-2026.ics").status_code == 404
    assert client.get("/meetings/nothing.ics").status_code == 404
    answer = client.get(f"/meetings/{slug}.ics?lang=en")
    with stored():
        meeting = queries.by_slug(slug)
        assert meeting
        operations.unpublish(meeting, by=CLI, at=LATER)
    held = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"/meetings/{slug}.ics?lang=en", headers=held).status_code == 404
