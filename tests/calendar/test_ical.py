"""iCalendar text, as calendar programs read it back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from meetings.calendar import ical

CHANGED = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
# What may be stored: no control characters, no surrogates, no blanks at the ends.
# The library reads a backslash before N as a line end; other readers do not.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=300
).filter(lambda text: "\\N" not in text)
PROSE = st.lists(TEXT, min_size=1, max_size=5).map("\n".join)
INSTANTS = st.integers(-2_200_000_000, 7_200_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def make_entry(**changes: Any) -> ical.Entry:
    facts: dict[str, Any] = {
        "uid": "5b0d7a44-63c5-4a0e-9e57-9b4f0f5c1a2b@meetings.example",
        "sequence": 2,
        "changed_at": CHANGED,
        "summary": "Forum",
        "first_day": date(2003, 7, 31),
        "last_day": date(2003, 8, 2),
        "starts_at": None,
        "ends_at": None,
        "status": "CONFIRMED",
        "is_transparent": False,
        "location": "Lima, Peru",
        "url": "https://meetings.example/en/meetings/forum-2003",
        "categories": ("Forum",),
        "description": "July 31 – August 2, 2003",
    }
    return ical.Entry(**(facts | changes))


def read(*texts: str) -> Any:
    return Calendar.from_ical(ical.calendar(texts, "Calendario de reuniones", "es"))


def parsed(*texts: str) -> list[Any]:
    events = read(*texts).walk("VEVENT")
    assert not any(each.errors for each in events)
    return events


WRITTEN = st.fixed_dictionaries(
    {
        "summary": TEXT,
        "location": TEXT,
        "categories": st.lists(TEXT, min_size=1, max_size=2).map(tuple),
        "description": PROSE,
        "first_day": st.dates(date(1900, 1, 1), date(2199, 1, 1)),
        "sequence": st.integers(0, 10_000),
    }
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=WRITTEN, length=st.integers(0, 400))
def test_what_is_written_is_read_back_alike(written: dict[str, Any], length: int) -> None:
    last_day = written["first_day"] + timedelta(days=length)
    text = ical.vevent(make_entry(**written, last_day=last_day))
    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    (event,) = parsed(text)
    assert str(event["SUMMARY"]) == written["summary"]
    assert str(event["LOCATION"]) == written["location"]
    assert str(event["DESCRIPTION"]) == written["description"]
    assert tuple(map(str, event["CATEGORIES"].cats)) == written["categories"]
    assert event["DTSTART"].dt == written["first_day"]
    assert event["DTEND"].dt == last_day + timedelta(days=1)
    assert event["SEQUENCE"] == written["sequence"]


@given(starts_at=INSTANTS, minutes=st.integers(0, 10_000))
def test_hours_are_instants_in_utc(starts_at: datetime, minutes: int) -> None:
    ends_at = starts_at + timedelta(minutes=minutes)
    (event,) = parsed(ical.vevent(make_entry(starts_at=starts_at, ends_at=ends_at)))
    assert event["DTSTART"].dt == starts_at
    assert event["DTSTART"].dt.tzinfo is not None
    if minutes:
        assert event["DTEND"].dt == ends_at
    else:
        assert "DTEND" not in event


def test_stamps_come_from_the_stored_change() -> None:
    (event,) = parsed(ical.vevent(make_entry()))
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == CHANGED
    assert ical.vevent(make_entry()) == ical.vevent(make_entry())


def test_a_calendar_has_a_name_a_rhythm_and_no_uid_of_its_own() -> None:
    empty = read()
    assert empty["NAME"] == empty["X-WR-CALNAME"] == "Calendario de reuniones"
    assert empty["NAME"].params["LANGUAGE"] == "es"
    assert empty["REFRESH-INTERVAL"].dt == timedelta(hours=4)
    assert empty["X-PUBLISHED-TTL"] == "PT4H"
    assert empty["VERSION"] == "2.0"
    assert "UID" not in empty


def test_a_calendar_without_meetings_has_a_component_all_the_same() -> None:
    (zone,) = read().subcomponents
    assert (zone.name, zone["TZID"]) == ("VTIMEZONE", "Etc/UTC")
    assert not read(ical.vevent(make_entry())).walk("VTIMEZONE")


def test_nothing_in_an_entry_tells_who_takes_part() -> None:
    text = ical.vevent(make_entry())
    assert not any(word in text for word in ("ATTENDEE", "ORGANIZER", "CONFERENCE", "VALARM"))


def test_text_cannot_break_out_of_its_property() -> None:
    text = ical.vevent(make_entry(summary="A;B,C\\n\nEND:VEVENT", url="https://x.example/a"))
    (event,) = parsed(text)
    assert str(event["SUMMARY"]) == "A;B,C\\n\nEND:VEVENT"
    assert text.split("\r\n").count("END:VEVENT") == 1


@given(name=TEXT, label=TEXT)
def test_lines_put_into_an_entry(name: str, label: str) -> None:
    text = ical.with_lines(
        ical.vevent(make_entry()),
        [
            ical.conference("https://x.example/join?a=1,2;b=3", label),
            ical.organizer("office@meetings.example", name),
            ical.attendee("ana@x.example", name),
        ],
    )
    assert max(map(len, text.encode().split(b"\r\n"))) <= 75
    (event,) = parsed(text)
    assert event["CONFERENCE"] == "https://x.example/join?a=1,2;b=3"
    assert event["CONFERENCE"].params["LABEL"] == label
    assert event["ORGANIZER"] == "mailto:office@meetings.example"
    assert event["ATTENDEE"].params["CN"] == name
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


@given(summary=TEXT, words=TEXT)
def test_words_before_a_summary_leave_it_whole(summary: str, words: str) -> None:
    text = ical.marked(ical.vevent(make_entry(summary=summary)), words)
    assert max(map(len, text.encode().split(b"\r\n"))) <= 75
    (event,) = parsed(text)
    assert str(event["SUMMARY"]) == f"{words} {summary}"
    assert str(event["LOCATION"]) == "Lima, Peru"


def test_a_stamp_never_goes_back() -> None:
    entry = ical.vevent(make_entry())
    later = CHANGED + timedelta(hours=1)
    for at, told in ((later, later), (CHANGED - timedelta(hours=1), CHANGED)):
        (event,) = parsed(ical.stamped(entry, at=at))
        assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == told


def test_a_message_is_no_calendar_to_subscribe_to() -> None:
    stored = ical.vevent(make_entry())
    sent = ical.with_value(ical.with_value(stored, "STATUS", "CANCELLED"), "SEQUENCE", "3")
    message = ical.with_method(ical.calendar([sent], "A name; long" * 9, "es"), "CANCEL")
    read = Calendar.from_ical(message)
    assert read["METHOD"] == "CANCEL"
    assert {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}.isdisjoint(read)
    (event,) = read.walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)
    assert sent.count("\r\n") == stored.count("\r\n")
