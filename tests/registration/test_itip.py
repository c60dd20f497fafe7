"""The message to one reader's calendar: who, how she stands, and which is newer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from meetings.calendar import ical
from meetings.registration.rules import itip
from meetings.registration.rules.itip import Method

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
SENDER = "CIM · Reuniones <reuniones@cim.example>"
VEVENT = ical.vevent(
    ical.Entry(
        uid="u1@cim.example",
        sequence=2,
        changed_at=AT - timedelta(days=3),
        summary="Foro sobre justicia",
        first_day=date(2026, 6, 2),
        last_day=date(2026, 6, 4),
        starts_at=None,
        ends_at=None,
        status="TENTATIVE",
        is_transparent=False,
        location="Lima",
        url="https://meetings.example/es/meetings/foro",
        categories=("Foro",),
        description="Con acentos y, comas; " * 20,
    )
)
ANA = itip.Guest(
    email="ana@example.org", name='Ana "la jefa" Núñez; CIM', lang="es", partstat="ACCEPTED"
)


def sent(vevent: str = VEVENT, **values: Any) -> tuple[bytes, Any, Any]:
    """The text, the calendar and its one entry as a reader's program has them."""
    given: dict[str, Any] = {"method": Method.REQUEST, "sequence": 2, "sender": SENDER, "at": AT}
    text = itip.message(vevent, ANA, **given | values)
    calendar = Calendar.from_ical(text)
    (entry,) = calendar.walk("VEVENT")
    return text, calendar, entry


def test_an_invitation_names_the_secretariat_and_one_reader() -> None:
    text, calendar, entry = sent()
    assert calendar["METHOD"] == "REQUEST"
    assert str(entry["ORGANIZER"]) == "mailto:reuniones@cim.example"
    assert entry["ORGANIZER"].params["CN"] == "CIM · Reuniones"
    assert str(entry["ATTENDEE"]) == "mailto:ana@example.org"
    told = entry["ATTENDEE"].params
    assert (told["PARTSTAT"], told["RSVP"]) == ("ACCEPTED", "TRUE")
    assert (told["ROLE"], told["LANGUAGE"]) == ("REQ-PARTICIPANT", "es")
    assert told["CN"] == 'Ana "la jefa" Núñez; CIM'
    assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == ("u1@cim.example", 2, "TENTATIVE")
    assert entry["DTSTAMP"].dt == AT
    assert entry["LAST-MODIFIED"].dt == AT - timedelta(days=3)
    assert entry["DTEND"].dt == date(2026, 6, 5)
    assert max(map(len, text.split(b"\r\n"))) <= 75


def test_no_program_takes_an_invitation_for_a_new_calendar() -> None:
    text, calendar, _entry = sent()
    assert not {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "UID"} & set(calendar)
    assert b"CONFERENCE" not in text


def test_an_organizer_that_the_feed_names_gives_way_to_the_mailbox_that_reads_answers() -> None:
    public = ical.with_lines(VEVENT, [ical.organizer("info@cim.example", "A long name " * 9)])
    _text, _calendar, entry = sent(public)
    assert str(entry["ORGANIZER"]) == "mailto:reuniones@cim.example"


def test_a_cancellation_asks_for_no_answer() -> None:
    _text, calendar, entry = sent(method=Method.CANCEL, sequence=3)
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert entry["ATTENDEE"].params["RSVP"] == "FALSE"


@pytest.mark.parametrize(
    ("status", "reply", "replied_sequence", "shown"),
    [
        ("confirmed", "none", None, "ACCEPTED"),
        ("pending", "none", None, "TENTATIVE"),
        ("waitlisted", "none", None, "TENTATIVE"),
        ("invited", "none", None, "NEEDS-ACTION"),
        ("nominated", "none", None, "NEEDS-ACTION"),
        ("confirmed", "tentative", 3, "TENTATIVE"),
        ("confirmed", "declined", 3, "DECLINED"),
        ("pending", "accepted", 3, "ACCEPTED"),
        ("confirmed", "declined", 2, "NEEDS-ACTION"),
        ("confirmed", "tentative", 2, "NEEDS-ACTION"),
        ("confirmed", "accepted", 2, "ACCEPTED"),
        ("invited", "accepted", 2, "NEEDS-ACTION"),
    ],
)
def test_her_calendar_shows_how_she_stands(
    status: str, reply: str, replied_sequence: int | None, shown: str
) -> None:
    assert (
        itip.partstat(
            status,
            reply,
            replied_sequence=replied_sequence,
            sequence=3,
            agreed_at=AT,
            moved_at=None,
        )
        == shown
    )


@pytest.mark.parametrize(
    ("reply", "replied_sequence", "replied_hours", "shown"),
    [
        ("none", None, None, "NEEDS-ACTION"),
        ("accepted", 1, -1, "NEEDS-ACTION"),
        ("accepted", 2, 1, "ACCEPTED"),
        ("accepted", 3, 2, "ACCEPTED"),
        ("declined", 3, 2, "DECLINED"),
        ("declined", 1, -1, "NEEDS-ACTION"),
    ],
)
def test_who_agreed_to_another_date_is_asked_until_she_answers_the_new_one(
    reply: str, replied_sequence: int | None, replied_hours: int | None, shown: str
) -> None:
    """Registered a day before it was moved (SEQUENCE 2); its status changed since then (3)."""
    replied_at = None if replied_hours is None else AT + timedelta(hours=replied_hours)
    agreed = itip.agreed_at(AT - timedelta(days=1), reply, replied_at=replied_at)
    told = itip.partstat(
        "confirmed",
        reply,
        replied_sequence=replied_sequence,
        sequence=3,
        agreed_at=agreed,
        moved_at=AT,
    )
    assert told == shown


def test_whoever_withdrew_and_comes_again_gets_newer_messages_each_time() -> None:
    """As her program compares them: invited, withdrawn, invited again, moved, withdrawn again."""
    days = [AT + timedelta(days=number) for number in range(4)]
    first = itip.own_sequence(0, began_at=days[0], endings=[])
    again = itip.own_sequence(0, began_at=days[2], endings=[days[1]])
    moved = itip.own_sequence(1, began_at=days[2], endings=[days[1]])
    numbers = [
        first,
        first + 1,
        again,
        moved,
        moved + 1,
        itip.own_sequence(1, began_at=days[3], endings=days[1:3]),
    ]
    assert numbers == [0, 1, 2, 3, 4, 5]


def test_what_ended_later_in_the_same_mailbox_raises_nothing() -> None:
    assert itip.own_sequence(4, began_at=AT, endings=[AT + timedelta(hours=1)]) == 4


@pytest.mark.parametrize(
    ("has_day", "is_off", "waits", "has_entry", "asked"),
    [
        (True, False, False, False, Method.REQUEST),
        (True, False, True, False, None),
        (True, False, True, True, Method.REQUEST),
        (True, True, False, True, Method.CANCEL),
        (True, True, False, False, None),
        (True, True, True, False, None),
        (False, False, False, True, Method.CANCEL),
        (False, False, False, False, None),
    ],
)
def test_a_calendar_is_asked_what_concerns_it(
    *, has_day: bool, is_off: bool, waits: bool, has_entry: bool, asked: Method | None
) -> None:
    found = itip.asked_of(has_day=has_day, is_off=is_off, waits=waits, has_entry=has_entry)
    assert found == asked
