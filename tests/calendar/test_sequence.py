"""What raises SEQUENCE: a table of changes, and every way in which a change comes."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from meetings.actor import CLI
from meetings.calendar import ical, operations, queries
from meetings.calendar.models import Meeting, Status
from meetings.calendar.operations.sessions import add_session
from meetings.calendar.rules.sessions import SessionFacts
from meetings.desk.calendar_export import export_calendar
from meetings.desk.calendar_file import import_calendar
from tests.factories.calendar import MADE_AT, make_meeting

LATER = MADE_AT + timedelta(days=30)  # the meeting has begun
TIMED = {"precision": "minute", "starts_time": time(9), "ends_time": time(17)}


def entry(meeting: Meeting) -> Any:
    text = queries.text_of(meeting.id, "en").vevent
    return Calendar.from_ical(ical.calendar([text], "C", "en")).walk("VEVENT")[0]


@pytest.mark.parametrize(
    ("changes", "raised"),
    [
        ({"starts_on": date(2026, 5, 19)}, True),
        ({"ends_on": date(2026, 5, 22)}, True),
        (TIMED, True),
        ({"city": "Lima", "country": "PE"}, True),
        ({"venue": "Main hall"}, True),
        ({"mode": "virtual"}, True),
        ({"status": "tentative"}, True),
        ({"status": "cancelled"}, True),
        ({"status": "postponed"}, True),
        ({"status": "held"}, False),
        ({"mode": "hybrid"}, False),
        ({"title": {"en": "Another title"}}, False),
        ({"description": {"en": "Why"}}, False),
        ({"organizer": "OAS"}, False),
        ({"kind_code": "seminar"}, False),
        ({"latitude": 38.9, "longitude": -77.0}, False),
        ({"time_zone": "America/Lima"}, False),
        ({"themes": ("peace",)}, False),
    ],
)
def test_a_change_of_date_place_or_status_raises_it_and_nothing_else(
    session: Any, changes: dict[str, Any], raised: bool
) -> None:
    meeting = make_meeting()
    facts = queries.facts_of(meeting, **changes)
    assert operations.edit_meeting(meeting, facts, by=CLI, at=LATER)
    assert entry(meeting)["SEQUENCE"] == int(raised)
    is_told = not {"themes", "time_zone"} & changes.keys() and changes.get("status") != "held"
    assert (entry(meeting)["LAST-MODIFIED"].dt == LATER) == is_told


@pytest.mark.parametrize(
    ("status", "then", "raised"),
    [
        ("foreseen", "tentative", False),
        ("tentative", "confirmed", True),
        ("postponed", "tentative", True),
        ("cancelled", "confirmed", True),
        ("confirmed", "held", False),
        ("tentative", "held", False),
        ("held", "confirmed", False),
    ],
)
def test_where_a_meeting_stands(session: Any, status: str, then: str, raised: bool) -> None:
    meeting = make_meeting(status=status, at=LATER)
    operations.set_status(meeting, Status(then), by=CLI, at=LATER)
    assert meeting.sequence == int(raised)


def test_the_programme_and_a_file_that_says_nothing_new_raise_nothing(session: Any) -> None:
    meeting = make_meeting()
    day = SessionFacts(
        title={"en": "Opening"}, starts_on=meeting.starts_on, ends_on=meeting.starts_on
    )
    add_session(meeting, day, by=CLI, at=LATER)
    before = queries.text_of(meeting.id, "en").vevent, queries.version()
    file = b"".join(export_calendar())
    import_calendar(file, by=CLI, at=LATER)
    assert (queries.text_of(meeting.id, "en").vevent, queries.version()) == before
    moved = file.replace(b"2026-05-20", b"2026-05-19")
    import_calendar(moved, by=CLI, at=LATER)
    assert entry(meeting)["SEQUENCE"] == 1
