"""What vanished from a personal feed is told there as cancelled for 90 days, never just gone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar import operations as calendar
from meetings.calendar import queries as meetings
from meetings.calendar.models import Meeting, MeetingSession
from meetings.calendar.operations import sessions
from meetings.calendar.queries.sessions import session_facts
from meetings.db import db
from meetings.feeds import operations, queries
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration import queries as registrations
from meetings.registration.models import Participation
from tests.factories.calendar import MADE_AT
from tests.factories.registration import make_open_meeting, make_participation
from tests.factories.sessions import make_session
from tests.support.pages import Client

Stored = Callable[[], AbstractContextManager[None]]
BY: dict[str, Any] = {"by": CLI, "at": MADE_AT}
LATER = MADE_AT + timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def feed(stored: Stored) -> str:
    """Of somebody registered to a meeting of three days with two sessions, who wants sessions."""
    with stored():
        meeting = make_open_meeting()
        make_session(meeting, "Opening", room="Hall")
        make_session(meeting, "Closing", day=date(2026, 6, 4))
        one = make_participation(meeting)
        address = operations.make_for_person(one.person, language="en", **BY)
        operations.set_choices(address, with_sessions=True, language="en", **BY)
        return f"/feeds/{queries.token_of(address)}.ics"


def read(client: Client, feed: str) -> dict[str, tuple[int, str]]:
    """Summary -> SEQUENCE and STATUS; what was told before by a UID is told by it still."""
    answer = client.get(feed)
    assert answer.status_code == 200, answer.text
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    assert len({str(each["UID"]) for each in found}) == len(found)
    return {
        str(each["SUMMARY"]): (int(str(each["SEQUENCE"])), str(each["STATUS"])) for each in found
    }


def the_meeting() -> Meeting:
    return db.session.scalars(select(Meeting)).one()


def the_meeting_day(stored: Stored) -> date:
    with stored():
        return the_meeting().starts_on


def the_session(title: str) -> MeetingSession:
    found = db.session.scalars(select(MeetingSession)).all()
    return next(each for each in found if each.title["en"] == title)


OPENING = "Opening – Forum on justice"
CLOSING = "Closing – Forum on justice"


def test_a_removed_session_is_cancelled_for_ninety_days(
    client: Client, stored: Stored, feed: str, frozen: Any
) -> None:
    before = client.get(feed)
    with stored():
        sessions.remove_session(the_meeting(), the_session("Opening"), by=CLI, at=LATER)
    answer = client.get(feed, headers={"If-None-Match": before.headers["ETag"]})
    assert read(client, feed) == {
        "Forum on justice": (0, "CONFIRMED"),
        CLOSING: (0, "CONFIRMED"),
        f"(cancelled) {OPENING}": (1, "CANCELLED"),
    }
    uids = [
        {str(each["UID"]) for each in Calendar.from_ical(text).walk("VEVENT")}
        for text in (before.data, answer.data)
    ]
    assert uids[0] == uids[1]
    assert b"LOCATION:Hall" in before.data
    assert b"LOCATION:Hall" not in answer.data
    frozen.shift(timedelta(days=91))
    assert f"(cancelled) {OPENING}" not in read(client, feed)


def test_a_session_has_no_hour_once_the_meetings_day_is_unknown(
    client: Client, stored: Stored, feed: str
) -> None:
    def dated(**facts: Any) -> None:
        with stored():
            meeting = the_meeting()
            calendar.edit_meeting(meeting, meetings.facts_of(meeting, **facts), by=CLI, at=LATER)

    june = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 30)}
    days = {"starts_on": the_meeting_day(stored), "ends_on": date(2026, 6, 4)}
    dated(precision="month", **june)
    assert {name: status for name, (_sequence, status) in read(client, feed).items()} == {
        "(date to be confirmed: June 2026) Forum on justice": "TENTATIVE",
        f"(cancelled) {OPENING}": "CANCELLED",
        f"(cancelled) {CLOSING}": "CANCELLED",
    }
    dated(precision="day", **days)
    assert {name: status for name, (_sequence, status) in read(client, feed).items()} == {
        "Forum on justice": "CONFIRMED",
        OPENING: "CONFIRMED",
        CLOSING: "CONFIRMED",
    }


@pytest.mark.parametrize("cause", ["break", "outside"])
def test_a_session_told_no_more_is_cancelled_and_comes_back_above_it(
    client: Client, stored: Stored, feed: str, cause: str
) -> None:
    def change(*, there: bool) -> None:
        meeting, at = the_meeting(), LATER
        if cause == "break":
            found = the_session("Closing")
            facts = replace(session_facts(found), kind="session" if there else "break")
            sessions.edit_session(meeting, found, facts=facts, by=CLI, at=at)
        else:
            ends_on = date(2026, 6, 4 if there else 3)
            facts_of = meetings.facts_of(meeting, ends_on=ends_on)
            calendar.edit_meeting(meeting, facts_of, by=CLI, at=at)

    with stored():
        change(there=False)
    gone = read(client, feed)
    assert gone[f"(cancelled) {CLOSING}"][1] == "CANCELLED"
    with stored():
        change(there=True)
    back = read(client, feed)
    assert back[CLOSING][1] == "CONFIRMED"
    assert back[CLOSING][0] > gone[f"(cancelled) {CLOSING}"][0] > 0
    assert not [each for each in back if each.startswith("(cancelled)")]


def test_what_is_taken_back_is_named_no_more_and_comes_back_above_it(
    client: Client, stored: Stored, feed: str
) -> None:
    def by_uid() -> dict[str, tuple[int, str]]:
        found = Calendar.from_ical(client.get(feed).data).walk("VEVENT")
        return {
            str(each["UID"]): (int(str(each["SEQUENCE"])), str(each["SUMMARY"])) for each in found
        }

    before = by_uid()
    with stored():
        sessions.remove_session(the_meeting(), the_session("Opening"), by=CLI, at=LATER)
        calendar.unpublish(the_meeting(), by=CLI, at=LATER)
    gone = by_uid()
    assert gone.keys() == before.keys()
    assert {summary for _, summary in gone.values()} == {"Meeting withdrawn"}
    assert b"Forum" not in client.get(feed).data
    with stored():
        calendar.publish(the_meeting(), by=CLI, at=LATER)
    back = by_uid()
    for uid, (sequence, summary) in back.items():
        assert gone[uid][0] > before[uid][0]
        assert (sequence > gone[uid][0]) is (summary != "Meeting withdrawn")
    assert {summary for _, summary in back.values()} == {
        "Forum on justice",
        CLOSING,
        "Meeting withdrawn",
    }


def test_what_she_left_and_is_taken_back_since_is_named_no_more(
    client: Client, stored: Stored, feed: str
) -> None:
    with stored():
        one = db.session.scalars(select(Participation)).one()
        registration.withdraw(one, by=CLI, at=LATER)
        calendar.unpublish(the_meeting(), by=CLI, at=LATER)
        facts = meetings.facts_of(the_meeting(), title={"en": "Secret summit"})
        calendar.edit_meeting(the_meeting(), facts, by=CLI, at=LATER)
    text = client.get(feed).text
    assert "STATUS:CANCELLED" in text
    assert "Forum" not in text
    assert "Secret" not in text


def test_a_session_that_nobody_was_told_of_is_not_cancelled(
    client: Client, stored: Stored, feed: str
) -> None:
    with stored():
        meeting = the_meeting()
        coffee = make_session(meeting, "Coffee", "10:30-11:00", kind="break")
        sessions.remove_session(meeting, coffee, by=CLI, at=LATER)
    assert not [each for each in read(client, feed) if "Coffee" in each]


def test_what_she_left_is_cancelled_with_its_sessions_as_her_mails_have_it(
    client: Client, stored: Stored, feed: str, frozen: Any
) -> None:
    """Withdrawn, registered again, withdrawn again: each newer than the one before, in feed and
    mail alike."""

    def mailed() -> int:
        with stored():
            latest = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
            assert latest is not None
            (file,) = (each for each in latest.attachments if b"VCALENDAR" in each.content)
            return int(str(Calendar.from_ical(file.content).walk("VEVENT")[0]["SEQUENCE"]))

    def withdraw(hours: int) -> None:
        with stored():
            (one,) = (
                each
                for each in db.session.scalars(select(Participation))
                if each.status == "confirmed"
            )
            registration.withdraw(one, by=CLI, at=MADE_AT + timedelta(hours=hours))

    left = "(you no longer take part) Forum on justice"
    withdraw(1)
    found = read(client, feed)
    assert found[left] == (1, "CANCELLED") == (mailed(), "CANCELLED")
    assert found[f"(you no longer take part) {OPENING}"] == (1, "CANCELLED")
    with stored():
        make_participation(the_meeting(), at=MADE_AT + timedelta(hours=2))
    found = read(client, feed)
    assert found["Forum on justice"] == (2, "CONFIRMED") == (mailed(), "CONFIRMED")
    assert found[OPENING] == (2, "CONFIRMED")
    withdraw(3)
    assert read(client, feed)[left] == (3, "CANCELLED") == (mailed(), "CANCELLED")
    frozen.shift(timedelta(days=91))
    assert read(client, feed) == {}


def test_what_others_left_says_nothing_to_her(client: Client, stored: Stored, feed: str) -> None:
    with stored():
        other = make_participation(the_meeting(), given_names="Eva", email="eva@example.org")
        registration.withdraw(other, by=CLI, at=LATER)
        assert registrations.live(the_meeting().id, other.person_id) is None
    assert set(read(client, feed)) == {"Forum on justice", OPENING, CLOSING}
