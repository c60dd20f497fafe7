"""What the form accepts reaches every calendar as it was said; what it refuses reaches none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest
from flask import current_app
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from werkzeug.datastructures import MultiDict

from meetings import zones
from meetings.actor import CLI
from meetings.calendar import dates, ical, operations, queries
from meetings.calendar.models import Meeting, Mode, Precision, Status
from meetings.calendar.queries import Filters
from meetings.calendar.rules import MeetingFacts
from meetings.desk.forms.meeting import Choices, MeetingForm
from meetings.desk.views.choices import choices
from meetings.errors import Refused
from meetings.localized import LANGUAGES
from tests.factories.calendar import MADE_AT

HARD = [
    "Commas, semicolons; and: colons",
    "A \\ backslash, \\n and \\N, \\; and \\\\",
    "Two\nlines\r\nof a title",
    "BEGIN:VEVENT\r\nEND:VCALENDAR",
    "👩🏽‍⚖️👩‍👩‍👧‍👧🇦🇷 on parity " * 8,
    "اجتماع اللجنة، الدورة الثانية; \u202eright to left\u202c",
    "ñ" * 1000,
    "👩🏽‍⚖️, \\; " * 100,
    "\u0085\u2028\u0000Controls\u0007",
    '^n ^\' "quoted"',
    "  blanks   at  both ends  ",
]
WORDS = st.one_of(st.sampled_from(HARD), st.text(min_size=1, max_size=1000))
HOURS = st.times(time(0), time(23, 59)).map(lambda at: at.strftime("%H:%M"))
FIELDS = st.fixed_dictionaries(
    {
        "title_en": WORDS,
        "title_es": st.one_of(st.just(""), WORDS),
        "description_en": st.one_of(st.just(""), WORDS, st.text(max_size=2000)),
        "starts_on": st.dates(date(1900, 1, 1), date(2198, 12, 1)),
        "days": st.integers(0, 400),
        "precision": st.sampled_from(Precision),
        "starts_time": HOURS,
        "ends_time": HOURS,
        "time_zone": st.sampled_from(["UTC", *zones.places()]),
        "status": st.sampled_from([each for each in Status if each != Status.HELD]),
        "kind": st.sampled_from(["forum", "deadline", "observance"]),
        "involvement": st.sampled_from(["convened", "attended", "observance"]),
        "organizer": st.one_of(st.just(""), st.text(max_size=200)),
        "mode": st.sampled_from(Mode),
        "venue": st.one_of(st.just(""), WORDS.map(lambda text: text[:200])),
        "city": st.sampled_from(["", "Lima", "La Habana", "Nowhere; at, all"]),
        "country": st.sampled_from(["", "PE", "CU"]),
        "latitude": st.one_of(st.just(""), st.floats(-90, 90).map(str)),
        "longitude": st.one_of(st.just(""), st.floats(-180, 180).map(str)),
    }
)


@cache
def offered() -> Choices:
    return choices("en", None)


def typed(drawn: Mapping[str, Any]) -> dict[str, str]:
    """What a browser sends: hours and days only where the precision has them."""
    first, precision = drawn["starts_on"], drawn["precision"]
    fields = {name: str(value) for name, value in drawn.items() if name != "days"}
    fields |= {"body": "", "level": "", "session_type": "ordinary"}
    fields["ends_on"] = str(first + timedelta(days=drawn["days"]))
    if precision != Precision.MINUTE:
        fields |= {"starts_time": "", "ends_time": ""}
    if precision in dates.PERIODS:
        fields["ends_on"] = ""
    return fields


def accepted(fields: Mapping[str, str]) -> MeetingFacts | None:
    """The facts of a form that is valid."""
    with current_app.test_request_context("/en/", method="POST", data=MultiDict(fields)):
        form = MeetingForm(offered(), meta={"csrf": False})
        return form.plan().facts if form.validate() else None


def lines(feed: bytes) -> list[str]:
    """The lines of a file unfolded, by octets as RFC 5545 has them."""
    assert feed.endswith(b"\r\n")
    pieces = feed.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    assert not any(b"\r" in piece or b"\n" in piece for piece in pieces)
    for piece in pieces:
        piece.decode()  # no character is cut
    return feed.replace(b"\r\n ", b"").decode().split("\r\n")


def said(feed: bytes, name: str) -> str:
    """The text of the one property of a name, as it was before it was escaped."""
    (found,) = [line for line in lines(feed) if re.match(rf"{name}[;:]", line)]
    text = found.partition(":")[2]
    return re.sub(r"\\(.)", lambda it: "\n" if it[1] in "nN" else it[1], text)


@pytest.mark.usefixtures("session")
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=FIELDS)
def test_any_meeting_that_the_form_accepts_reads_back_alike(drawn: dict[str, Any]) -> None:
    facts = accepted(typed(drawn))
    assume(facts is not None)
    meeting = made(facts)
    assume(meeting is not None)
    assert meeting
    for lang in LANGUAGES:
        stored = queries.text_of(meeting.id, lang)
        feed = ical.calendar([stored.vevent], "Calendar; of, meetings", lang)
        assert said(feed, "UID") == meeting.uid
        assert said(feed, "SUMMARY").endswith(stored.title)
        described = meeting.description.get("en", "")
        assert described in said(feed, "DESCRIPTION")
        assert said(feed, "DESCRIPTION").endswith("\n" + said(feed, "URL"))
        if stored.place:
            assert said(feed, "LOCATION") == stored.place
        assert said(feed, "NAME") == "Calendar; of, meetings"
        event: Any = Calendar.from_ical(feed).walk("VEVENT")[0]
        assert not event.errors
        assert days_and_hours(event) == when(meeting)


def made(facts: MeetingFacts | None) -> Meeting | None:
    """The meeting of facts that are sound."""
    try:
        assert facts
        return operations.create_meeting(facts, by=CLI, at=MADE_AT, published=True)
    except Refused:
        return None


def days_and_hours(event: Any) -> tuple[object, object]:
    start = event["DTSTART"].dt
    return start, event["DTEND"].dt if "DTEND" in event else start


def when(meeting: Meeting) -> tuple[object, object]:
    """What a program must show; an end that it excludes."""
    day = timedelta(days=1)
    if meeting.precision == Precision.MINUTE:
        return meeting.starts_at, meeting.ends_at
    if meeting.precision in dates.PERIODS:
        return meeting.starts_on, meeting.starts_on + day
    return meeting.starts_on, meeting.ends_on + day


FORUM = {
    "title_en": "Forum",
    "starts_on": date(2026, 5, 20),
    "days": 0,
    "precision": "day",
    "kind": "forum",
    "involvement": "attended",
    "status": "confirmed",
    "time_zone": "America/Lima",
    "mode": "in_person",
    "country": "",
}


@pytest.mark.parametrize("title", HARD)
@pytest.mark.usefixtures("session")
def test_a_hard_title_is_shown_as_it_is_stored(title: str) -> None:
    meeting = made(accepted(typed(FORUM | {"title_en": title})))
    assert meeting
    (entry,) = queries.vevents(Filters(), "es", at=MADE_AT)
    assert said(ical.calendar([entry], "C", "es"), "SUMMARY") == meeting.title["en"]
    controls = str.maketrans("\x00\x07\x85\u2028", "    ")
    assert meeting.title["en"] == " ".join(title.translate(controls).split())


@pytest.mark.usefixtures("session")
def test_a_title_of_more_than_a_thousand_characters_is_refused_where_it_is_typed() -> None:
    assert accepted(typed(FORUM | {"title_en": "ñ" * 1001})) is None


ENTRY = ical.Entry(
    uid="a@b",
    sequence=0,
    changed_at=datetime(2026, 5, 4, tzinfo=UTC),
    summary="",
    first_day=date(2026, 5, 4),
    last_day=date(2026, 5, 4),
    starts_at=None,
    ends_at=None,
    status="CONFIRMED",
    is_transparent=False,
)
