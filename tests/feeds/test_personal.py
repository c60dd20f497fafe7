"""Personal feeds at their secret addresses: whose meetings, who joins, renewed, revoked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from meetings.actor import CLI
from meetings.audit import AuditChange, AuditEntry
from meetings.calendar import operations as calendar
from meetings.calendar import queries as meetings
from meetings.calendar.models import Status
from meetings.calendar.operations import joining
from meetings.db import db
from meetings.directory import operations as directory
from meetings.feeds import operations, queries
from meetings.feeds.models import FeedAddress, FeedScope
from meetings.registration import operations as registration
from meetings.registration import queries as registrations
from tests.factories.calendar import MADE_AT, make_meeting
from tests.factories.directory import make_person, make_seat
from tests.factories.registration import make_open_meeting, make_participation
from tests.factories.sessions import make_session
from tests.support.pages import Client, Site
from tests.support.proof import prove

Stored = Callable[[], AbstractContextManager[None]]
BY: dict[str, Any] = {"by": CLI, "at": MADE_AT}
LATER = MADE_AT + timedelta(hours=1)
JOIN = "https://meet.example/room"

pytestmark = pytest.mark.usefixtures("frozen")


@dataclass
class Hers:
    """What a test knows of María José: her own page, her feed, the meeting's slug."""

    page: str
    feed: str
    slug: str


def feed_of(address: FeedAddress) -> str:
    return f"/feeds/{queries.token_of(address)}.ics"


@pytest.fixture
def hers(stored: Stored) -> Hers:
    """Registered to one meeting with a way to join; another one, of others, is published too."""
    with stored():
        meeting = make_open_meeting()
        make_meeting("Of others")
        joining.set_join_link(meeting, JOIN, audience="delegates", **BY)
        one = make_participation(meeting)
        address = operations.make_for_person(one.person, language="es", **BY)
        return Hers(f"/en/my/{registrations.link_token(one)}", feed_of(address), meeting.slug)


def entries(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(each["SUMMARY"]): each for each in found}


def participation(slug: str) -> Any:
    meeting = meetings.by_slug(slug)
    assert meeting is not None
    person = db.session.scalars(select(FeedAddress)).first()
    assert person is not None
    assert person.person_id is not None
    return registrations.live(meeting.id, person.person_id)


def test_it_holds_her_meetings_only_and_her_way_to_join(client: Client, hers: Hers) -> None:
    answer = client.get(hers.feed)
    [(title, entry)] = entries(answer).items()
    assert title == "Foro sobre justicia"
    assert str(entry["CONFERENCE"]) == JOIN
    assert b"ATTENDEE" not in answer.data
    assert b"mj@example.org" not in answer.data
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("cause", ["pending", "cancelled"])
def test_nobody_else_is_shown_a_way_to_join(
    client: Client, stored: Stored, hers: Hers, cause: str
) -> None:
    with stored():
        if cause == "pending":
            participation(hers.slug).status = "pending"
        else:
            meeting = meetings.by_slug(hers.slug)
            assert meeting
            facts = meetings.facts_of(meeting, status="cancelled")
            calendar.edit_meeting(meeting, facts, by=CLI, at=LATER)
    [entry] = entries(client.get(hers.feed)).values()
    assert "CONFERENCE" not in entry
    assert entry["STATUS"] == ("CANCELLED" if cause == "cancelled" else "CONFIRMED")


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("confirmed", "Foro sobre justicia"),
        ("invited", "(invitación) Foro sobre justicia"),
        ("nominated", "(inscripción sin confirmar) Foro sobre justicia"),
        ("pending", "(inscripción sin confirmar) Foro sobre justicia"),
        ("waitlisted", "(lista de espera) Foro sobre justicia"),
    ],
)
def test_her_calendar_says_where_she_is_not_confirmed_yet(
    client: Client, stored: Stored, hers: Hers, status: str, title: str
) -> None:
    with stored():
        one = participation(hers.slug)
        one.status, one.changed_at = status, LATER
    [(said, entry)] = entries(client.get(hers.feed)).items()
    assert said == title
    assert entry["LAST-MODIFIED"].dt == entry["DTSTAMP"].dt == LATER
    assert entry["TRANSP"] == ("TRANSPARENT" if status == "waitlisted" else "OPAQUE")


def test_what_is_cancelled_says_no_more_how_she_is_registered(
    client: Client, stored: Stored, hers: Hers
) -> None:
    with stored():
        participation(hers.slug).status = "waitlisted"
        meeting = meetings.by_slug(hers.slug)
        assert meeting
        calendar.set_status(meeting, Status.CANCELLED, by=CLI, at=LATER)
    assert list(entries(client.get(hers.feed))) == ["(cancelada) Foro sobre justicia"]


def test_what_she_withdrew_from_is_cancelled_for_her(
    client: Client, stored: Stored, hers: Hers
) -> None:
    before = client.get(hers.feed).headers["ETag"]
    with stored():
        registration.withdraw(participation(hers.slug), by=CLI, at=LATER)
    answer = client.get(hers.feed, headers={"If-None-Match": before})
    [(title, entry)] = entries(answer).items()
    assert (title, entry["STATUS"]) == ("(ya no participa) Foro sobre justicia", "CANCELLED")
    assert "CONFERENCE" not in entry


def test_what_is_taken_back_is_cancelled_for_a_while_without_a_way_to_join(
    client: Client, stored: Stored, hers: Hers, frozen: Any
) -> None:
    with stored():
        meeting = meetings.by_slug(hers.slug)
        assert meeting
        calendar.unpublish(meeting, by=CLI, at=LATER)
    [entry] = entries(client.get(hers.feed)).values()
    assert entry["STATUS"] == "CANCELLED"
    assert "CONFERENCE" not in entry
    frozen.shift(timedelta(days=91))
    assert entries(client.get(hers.feed)) == {}


def test_a_term_convenes_to_the_meetings_within_it(client: Client, stored: Stored) -> None:
    with stored():
        person = make_person()
        make_seat("PE", "expert_titular", body="committee_of_experts", person=person)
        for year in (2015, 2019, 2020):
            make_meeting(
                f"Session of {year}",
                starts_on=date(year, 12, 30),
                body_code="committee_of_experts",
            )
        feed = feed_of(operations.make_for_person(person, language="en", **BY))
    assert set(entries(client.get(feed))) == {"Session of 2019"}


def test_sessions_are_an_option_and_have_their_own_way_to_join(
    page: Site, client: Client, stored: Stored, hers: Hers
) -> None:
    with stored():
        meeting = meetings.by_slug(hers.slug)
        assert meeting
        session = make_session(meeting, "Opening")
        make_session(meeting, "Coffee", "10:30-11:00", kind="break")
        url = f"{JOIN}/opening"
        joining.set_join_link(meeting, url, audience="delegates", session=session.public_id, **BY)
    [entry] = entries(client.get(hers.feed)).values()
    assert {str(each) for each in entry["CONFERENCE"]} == {JOIN, f"{JOIN}/opening"}
    prove(client)
    shown = page.get(f"{hers.page}/calendar")
    assert not shown.tree.cssselect("[name=sessions][checked]")
    client.post(f"{hers.page}/calendar/choices", data={"sessions": "1", "language": "en"})
    found = entries(client.get(hers.feed))
    assert len(found) == 2
    opening = next(each for title, each in found.items() if "Opening" in title)
    assert str(opening["CONFERENCE"]) == f"{JOIN}/opening"
    assert str(found["Forum on justice"]["CONFERENCE"]) == JOIN


def test_a_copy_is_the_present_one_until_anything_of_hers_changes(
    client: Client, stored: Stored, hers: Hers
) -> None:
    tags = [client.get(hers.feed).headers["ETag"]]

    def changed() -> bool:
        answer = client.get(hers.feed, headers={"If-None-Match": tags[-1]})
        tags.append(answer.headers["ETag"])
        assert (answer.status_code == 304) == (tags[-2] == tags[-1])
        return tags[-2] != tags[-1]

    assert not changed()
    with stored():
        meeting = meetings.by_slug(hers.slug)
        assert meeting
        joining.set_join_link(meeting, f"{JOIN}/2", audience="delegates", **BY)
    assert changed()
    with stored():
        participation(hers.slug).status = "pending"
    assert changed()
    with stored():
        address = db.session.scalars(select(FeedAddress)).one()
        operations.set_choices(address, with_sessions=True, language="es", **BY)
    changed()  # there is no session yet
    with stored():
        meeting = meetings.by_slug(hers.slug)
        assert meeting
        make_session(meeting, "Opening")
    assert changed()
    assert not changed()


def test_a_date_says_nothing_of_a_personal_copy(client: Client, hers: Hers) -> None:
    since = "Thu, 01 Jan 2099 00:00:00 GMT"
    assert client.get(hers.feed, headers={"If-Modified-Since": since}).status_code == 200


@pytest.fixture
def selects(app: Flask) -> Iterator[list[str]]:
    """What is read from the database."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_what_no_longer_answers_is_told_from_nothing(
    client: Client, stored: Stored, hers: Hers, selects: list[str]
) -> None:
    """Renewed, revoked, forged and guessed: one statement, and the same answer to the byte."""
    with stored():
        address = db.session.scalars(select(FeedAddress)).one()
        operations.renew(address, **BY)
        renewed = feed_of(address)
    assert client.get(renewed).status_code == 200
    with stored():
        operations.revoke(db.session.scalars(select(FeedAddress)).one(), **BY)
    told = set()
    for path in (
        hers.feed,
        renewed,
        "/feeds/guessed.ics",
        f"{hers.feed[:-5]}x.ics",
        "/feeds/a.b.ics",
    ):
        selects.clear()
        answer = client.get(path)
        told.add((answer.status_code, answer.data, repr(sorted(answer.headers))))
        assert len(selects) == 1, path
    assert len(told) == 1
    [(status, *_rest)] = told
    assert status == 404


def test_few_statements_for_a_feed_and_fewer_for_a_copy(
    client: Client, hers: Hers, selects: list[str]
) -> None:
    tag = client.get(hers.feed).headers["ETag"]
    selects.clear()
    client.get(hers.feed)
    assert len(selects) <= 7
    selects.clear()
    assert client.get(hers.feed, headers={"If-None-Match": tag}).status_code == 304
    assert len(selects) <= 6


def test_a_language_that_is_not_there(client: Client, hers: Hers) -> None:
    assert client.get(f"{hers.feed}?lang=de").status_code == 400
    assert "Forum on justice" in entries(client.get(f"{hers.feed}?lang=en"))


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_the_page_in_every_language(page: Site, client: Client, hers: Hers, lang: str) -> None:
    page.get(f"{hers.page.replace('/en/', f'/{lang}/')}/calendar")
    prove(client)
    page.get(f"{hers.page.replace('/en/', f'/{lang}/')}/calendar")


def test_the_address_is_in_no_log_and_no_audit_line(
    app: Flask, client: Client, hers: Hers, caplog: pytest.LogCaptureFixture
) -> None:
    token = hers.feed.split("/")[2].removesuffix(".ics")
    prove(client)
    with caplog.at_level(logging.DEBUG):
        client.get(hers.feed)
        client.post(f"{hers.page}/calendar/renew")
        client.get(hers.feed)
    assert "/feeds/<token>.ics" in caplog.text
    assert token not in caplog.text
    with app.app_context():
        lines = db.session.execute(select(AuditEntry.action, AuditEntry.actor_label))
        assert ("feeds.renew", "own link") in {tuple(line) for line in lines}
        told = repr([each.changes for each in db.session.scalars(select(AuditChange))])
        assert token not in told


def test_who_wrote_anothers_address_into_a_record_reads_nothing_of_hers(
    page: Site, client: Client, stored: Stored, hers: Hers
) -> None:
    """Registered under a name of her own, then corrected to somebody's who registers later."""
    page.get(f"{hers.page}/correct").submit(email="victim@example.org")
    with stored():
        make_participation(make_open_meeting(title={"en": "Private"}), email="victim@example.org")
    assert client.get(hers.feed).status_code == 404
    for path in ("", "/calendar", "/correct"):
        page.get(hers.page + path, status=404)


def test_a_merged_records_feed_follows_the_kept_one(client: Client, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        kept = make_participation(meeting).person
        other = make_person("María J.", "Ñáñez", "other@example.org")
        feed = feed_of(operations.make_for_person(other, language="en", **BY))
    assert entries(client.get(feed)) == {}
    with stored():
        merge = directory.merge(db.session.merge(kept), db.session.merge(other), **BY)
        merge_id = merge.id
    assert set(entries(client.get(feed))) == {"Forum on justice"}
    with stored():
        directory.undo_merge(db.session.get_one(type(merge), merge_id), **BY)
    assert entries(client.get(feed)) == {}


def test_two_presses_make_one_address(stored: Stored) -> None:
    with stored():
        person = make_person()
        one = operations.make_for_person(person, language="en", **BY)
        assert operations.make_for_person(person, language="en", **BY) is one
        found = queries.address_of_person(person, scope=FeedScope.MINE)
        assert found is one
