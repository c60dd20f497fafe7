"""Sessions as entries of their own, in the feeds of those who take part."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar

from meetings.actor import CLI
from meetings.calendar import ical, operations, queries
from meetings.calendar.models import Meeting, MeetingSession, Status
from meetings.calendar.operations.sessions import add_session, edit_session
from meetings.calendar.queries.sessions import session_facts
from meetings.calendar.rules.sessions import SessionFacts
from tests.factories.calendar import MADE_AT, make_meeting

LATER = MADE_AT + timedelta(days=1)
OPENING = SessionFacts(
    title={"en": "Opening, with words; and music", "es": "Apertura"},
    starts_on=date(2026, 5, 20),
    ends_on=date(2026, 5, 20),
    starts_time=time(9, 30),
    ends_time=time(11),
    room="Hall of the Americas",
)


def entry(session: MeetingSession, meeting: Meeting, lang: str = "en") -> Any:
    text = operations.session_vevent(session, meeting, lang=lang)
    return Calendar.from_ical(ical.calendar([text], "Mine", lang)).walk("VEVENT")[0]


def test_a_session_is_an_entry_of_its_own_that_names_its_meeting(session: Any) -> None:
    meeting = make_meeting("Forum")
    opening = add_session(meeting, OPENING, by=CLI, at=MADE_AT)
    read = entry(opening, meeting)
    assert read["UID"] == f"{opening.public_id}@meetings.example"
    assert read["RELATED-TO"] == meeting.uid
    assert read["SUMMARY"] == "Opening, with words; and music – Forum"
    assert entry(opening, meeting, "es")["SUMMARY"] == "Apertura – Forum"
    assert read["DTSTART"].dt == datetime(2026, 5, 20, 13, 30, tzinfo=UTC)
    assert read["DTEND"].dt == datetime(2026, 5, 20, 15, 0, tzinfo=UTC)
    assert read["LOCATION"] == "Hall of the Americas, Washington, D.C., United States"
    assert read["DESCRIPTION"].endswith("/en/meetings/forum-2026")
    assert "ATTENDEE" not in read


def test_a_room_that_is_the_house_is_said_once(session: Any) -> None:
    for venue, room, said in (
        ("Salón de las Américas", "salon de las Americas", "Salón de las Américas"),
        ("Sala de sesiones", "Session hall", "Sala de sesiones"),
        ("Salón de las Américas", "Sala 2", "Sala 2, Salón de las Américas"),
    ):
        meeting = make_meeting("Forum", venue=venue)
        opening = add_session(meeting, replace(OPENING, room=room), by=CLI, at=MADE_AT)
        place = f"{said}, Washington, D.C., Estados Unidos"
        assert entry(opening, meeting, "es")["LOCATION"] == place


def test_the_sessions_of_a_virtual_meeting_are_online_too(session: Any) -> None:
    meeting = make_meeting("Forum", venue="Hotel Guaraní", mode="virtual")
    opening = add_session(meeting, replace(OPENING, room="Sala 2"), by=CLI, at=MADE_AT)
    assert entry(opening, meeting, "es")["LOCATION"] == "En línea"


def test_a_session_that_moves_moves_in_calendars(session: Any) -> None:
    meeting = make_meeting("Forum")
    opening = add_session(meeting, OPENING, by=CLI, at=MADE_AT)
    said = session_facts(opening)
    for changes, sequence in (
        ({"description": {"en": "With the Chair"}}, 0),
        ({"starts_time": time(10)}, 1),
        ({"room": "Library"}, 2),
    ):
        said = replace(said, **changes)
        edit_session(meeting, opening, facts=said, by=CLI, at=LATER)
        read = entry(opening, meeting)
        assert (read["SEQUENCE"], read["LAST-MODIFIED"].dt) == (sequence, LATER)
    operations.set_status(meeting, Status.CANCELLED, by=CLI, at=LATER)
    read = entry(opening, meeting)
    assert (read["SEQUENCE"], read["STATUS"]) == (3, "CANCELLED")
    assert (read["SUMMARY"], read["TRANSP"]) == (
        "(cancelled) Opening, with words; and music – Forum",
        "TRANSPARENT",
    )
    assert queries.facts_of(meeting).status == Status.CANCELLED


def test_a_session_without_hours_is_a_whole_day(session: Any) -> None:
    meeting = make_meeting("Forum")
    days: dict[str, Any] = {"starts_time": None, "ends_time": None, "ends_on": date(2026, 5, 21)}
    whole = replace(OPENING, kind="module", **days)
    read = entry(add_session(meeting, whole, by=CLI, at=MADE_AT), meeting)
    assert (read["DTSTART"].dt, read["DTEND"].dt) == (date(2026, 5, 20), date(2026, 5, 22))
