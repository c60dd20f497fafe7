"""What makes a session possible, what is only doubtful, and how sessions move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from meetings.calendar.rules import agenda, agenda_lines
from meetings.calendar.rules.agenda import Doubt
from meetings.calendar.rules.items import ItemFacts, cleaned_item, next_number, renumbered
from meetings.calendar.rules.joining import check_link, ways_for
from meetings.calendar.rules.sessions import (
    SessionFacts,
    SpeakerFacts,
    check_session,
    cleaned_session,
)
from meetings.errors import Refused
from tests.factories.calendar import make_facts

FUNCTIONS = frozenset({"chair", "speaker"})
MAY_20, MAY_21 = date(2026, 5, 20), date(2026, 5, 21)
CLOCKS: dict[str, Any] = {
    "starts_on": date(2026, 3, 7),
    "ends_on": date(2026, 3, 8),
}  # Washington, at two


def hours(text: str, *, day: date = MAY_20, **more: Any) -> SessionFacts:
    """A session of `09:00-10:30`, of `09:00`, or of no hours."""
    start, _dash, end = text.partition("-")
    given: dict[str, Any] = {
        "title": {"en": "Opening"},
        "starts_on": day,
        "ends_on": day,
        "starts_time": time.fromisoformat(start) if start else None,
        "ends_time": time.fromisoformat(end) if end else None,
    }
    return SessionFacts(**(given | more))


def who(name: str = "Ana Núñez", function: str = "chair", **more: Any) -> SpeakerFacts:
    return SpeakerFacts(name=name, function_code=function, **more)


def said(facts: SessionFacts) -> str:
    ends = f"-{facts.ends_time:%H:%M}" if facts.ends_time else ""
    return f"{facts.starts_time:%H:%M}{ends}" if facts.starts_time else ""


@pytest.mark.parametrize(
    ("session", "field", "code"),
    [
        (hours("09:00-10:30", title={"en": "  "}), "title", "no_title"),
        (hours("09:00-10:30", title={"es": "x" * 301}), "title_es", "too_long"),
        (hours("09:00-10:30", room="x" * 121), "room", "too_long"),
        (hours("09:00-10:30", kind="party"), "kind", "unknown"),
        (hours("10:30-09:00"), "ends_time", "end_before_start"),
        (hours("09:00-09:00"), "ends_time", "end_before_start"),
        (hours("-09:00"), "starts_time", "no_start"),
        (hours("09:00-10:00", ends_on=date(2026, 5, 19)), "ends_on", "end_before_start"),
        (hours("", ends_on=MAY_21), "ends_on", "long"),
        (hours("09:00-10:00", day=date(2026, 5, 19)), "starts_on", "outside"),
        (hours("09:00-10:00", day=date(2026, 5, 22)), "starts_on", "outside"),
        (hours("22:00-01:00", day=MAY_21, ends_on=date(2026, 5, 22)), "ends_on", "outside"),
        (hours("", kind="module", ends_on=date(2026, 6, 1)), "ends_on", "outside"),
        (hours("09:00-10:00", speakers=(who(function="dancer"),)), "speakers", "unknown"),
        (hours("09:00-10:00", speakers=(who(sex="x"),)), "speakers", "unknown"),
        (hours("09:00-10:00", speakers=(who(), who("ANA  NUNEZ"))), "speakers", "twice"),
        (hours("09:00-10:00", speakers=(who("x" * 161),)), "speakers", "too_long"),
        (
            hours("09:00-10:00", speakers=tuple(map(who, map(str, range(41))))),
            "speakers",
            "too_many",
        ),
    ],
)
def test_the_impossible_is_refused(session: SessionFacts, field: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_session(cleaned_session(session), make_facts(), functions=FUNCTIONS)
    assert (refusal.value.field, refusal.value.code) == (field, code)


@pytest.mark.parametrize(
    "session",
    [
        hours("09:00-10:30"),
        hours("09:00"),
        hours("", day=MAY_21),
        hours("22:00-01:00", ends_on=MAY_21),
        hours("", kind="module", ends_on=MAY_21),
        hours("09:00-10:00", speakers=(who(), who(function="speaker"), who("Rosa", "speaker"))),
    ],
)
def test_the_possible_is_taken(session: SessionFacts) -> None:
    check_session(cleaned_session(session), make_facts(), functions=FUNCTIONS)


@pytest.mark.parametrize(
    ("written", "field"), [("02:30-04:00", "starts_time"), ("01:00-02:15", "ends_time")]
)
def test_an_hour_that_the_clocks_skip_is_none(written: str, field: str) -> None:
    meeting = make_facts(**CLOCKS)
    session = hours(written, day=CLOCKS["ends_on"])
    with pytest.raises(Refused) as refusal:
        check_session(session, meeting, functions=FUNCTIONS)
    assert (refusal.value.field, refusal.value.code) == (field, "skipped_hour")
    check_session(hours(written, day=CLOCKS["starts_on"]), meeting, functions=FUNCTIONS)
    in_march = make_facts(precision="month", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    check_session(session, in_march, functions=FUNCTIONS)


def test_a_session_that_ends_when_the_clocks_go_back_still_ends_after_it_begins() -> None:
    meeting = make_facts(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 1))
    check_session(hours("00:30-01:30", day=meeting.starts_on), meeting, functions=FUNCTIONS)


ROOM: dict[str, Any] = {"room": "Salón Simón Bolívar"}
EXACT: dict[str, Any] = {"precision": "minute", "starts_time": time(9), "ends_time": time(17)}


@pytest.mark.parametrize(
    ("first", "second", "meeting", "doubts"),
    [
        (hours("09:00-10:30", **ROOM), hours("10:30-12:00", **ROOM), {}, []),
        (
            hours("09:00-10:31", **ROOM),
            hours("10:30-12:00", room="salon simon  bolivar"),
            {},
            [Doubt.ROOM],
        ),
        (hours("09:00-10:31", **ROOM), hours("10:30-12:00", room="Annex"), {}, []),
        (hours("09:00-10:31", **ROOM), hours("10:30-12:00", day=MAY_21, **ROOM), {}, []),
        (hours("09:00-10:31"), hours("10:30-12:00"), {}, []),
        (hours("", **ROOM), hours("10:30-12:00", **ROOM), {}, []),
        (
            hours("09:00-11:00", speakers=(who(),)),
            hours("10:30-12:00", speakers=(who("ana nunez", "speaker"),)),
            {},
            [Doubt.PERSON],
        ),
        (
            hours("09:00-11:00", speakers=(who(person_id=1),)),
            hours("10:30-12:00", speakers=(who(person_id=2),)),
            {},
            [],
        ),
        (
            hours("09:00-11:00", **ROOM, speakers=(who(person_id=1),)),
            hours("10:30-12:00", **ROOM, speakers=(who("A. Núñez", person_id=1),)),
            {},
            [Doubt.ROOM, Doubt.PERSON],
        ),
        (hours("09:00-10:00", day=date(2026, 5, 25)), hours("", day=MAY_21), {}, [Doubt.OUTSIDE]),
        (hours("08:30-10:00"), hours("10:00-16:00"), EXACT, [Doubt.HOURS]),
        (hours("09:00-10:00"), hours("16:00-18:00", day=MAY_21), EXACT, [Doubt.HOURS]),
        (hours("18:00-19:00"), hours("08:00-09:00", day=MAY_21), EXACT, []),
        (
            hours("02:30-03:30", day=CLOCKS["ends_on"]),
            hours("", day=CLOCKS["ends_on"]),
            CLOCKS,
            [Doubt.SKIPPED_HOUR],
        ),
    ],
)
def test_the_doubtful_is_named(
    first: SessionFacts, second: SessionFacts, meeting: dict[str, Any], doubts: list[Doubt]
) -> None:
    found = agenda.doubts([first, second], make_facts(**meeting))
    assert [each.doubt for each in found] == doubts


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ((MAY_20, MAY_21, "day"), (date(2026, 6, 3), date(2026, 6, 4), "day"), 14),
        ((MAY_20, MAY_21, "day"), (date(2026, 6, 3), date(2026, 6, 3), "day"), 14),
        ((MAY_20, MAY_21, "day"), (MAY_20, MAY_20, "day"), 0),
        ((MAY_20, MAY_21, "day"), (date(2026, 5, 18), MAY_21, "day"), 0),
        ((MAY_20, MAY_21, "day"), (MAY_20, date(2026, 5, 29), "minute"), 0),
        (
            (date(2026, 5, 1), date(2026, 5, 31), "month"),
            (date(2026, 5, 30), date(2026, 5, 31), "day"),
            29,
        ),
        ((MAY_20, MAY_21, "day"), (date(2026, 5, 1), date(2026, 5, 31), "month"), -19),
    ],
)
def test_sessions_move_along_with_their_meeting(
    before: tuple[date, date, str], after: tuple[date, date, str], days: int
) -> None:
    one, other = (
        make_facts(starts_on=first, ends_on=last, precision=precision)
        for first, last, precision in (before, after)
    )
    assert agenda.shift(one, other) == days


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("09:00-10:00", "10:30-12:00", ("11:00-12:00", "09:00-10:30")),
        ("09:00-10:00", "10:00-12:00", ("11:00-12:00", "09:00-11:00")),
        ("09:00-10:00", "09:00-12:00", ("09:00-10:00", "09:00-12:00")),
        ("09:00-11:00", "10:00-10:30", ("10:00-12:00", "09:00-09:30")),
        ("09:00", "10:00-10:30", ("10:00", "09:00-09:30")),
        ("", "", ("", "")),
    ],
)
def test_neighbours_change_places(first: str, second: str, after: tuple[str, str]) -> None:
    assert tuple(map(said, agenda.swapped(hours(first), hours(second)))) == after


@pytest.mark.parametrize(
    ("day", "next_one"),
    [
        ([], "09:00-10:30"),
        (["09:00-10:30", "14:00-15:00"], "15:00-16:30"),
        (["", "11:00"], "11:00-12:30"),
        (["14:00-22:31"], ""),
    ],
)
def test_one_more_session_begins_after_the_last(day: list[str], next_one: str) -> None:
    start, end = agenda.following(map(hours, day))
    assert said(replace(hours(""), starts_time=start, ends_time=end)) == next_one


def test_a_copy_stands_after_the_last_and_lasts_as_long() -> None:
    assert said(agenda.after_all(hours("09:00-09:45"), [hours("09:00-12:00")])) == "12:00-12:45"
    assert said(agenda.after_all(hours("20:00-23:00"), [hours("20:00-23:00")])) == ""


PASTED = "09:00-10:30 Opening\n\n 9.00 – 10.30  Panel: numbers 3–4\n14h00—15h15\tQ & A"


@pytest.mark.parametrize(
    ("written", "hours", "title"),
    [
        ("9-10 Quorum", "09:00-10:00", "Quorum"),
        ("15h00-16h30 Débat", "15:00-16:30", "Débat"),
        ("9h - 10h Débat", "09:00-10:00", "Débat"),
        ("9:30 am-10:30 am Panel", "09:30-10:30", "Panel"),
        ("9:30-10:30 a.m. Panel", "09:30-10:30", "Panel"),
        ("11-1 p.m. Panel", "11:00-13:00", "Panel"),
        ("2 to 3:15 PM: Amber room", "14:00-15:15", "Amber room"),
        ("9-10 Amber room", "09:00-10:00", "Amber room"),
        ("12-1 pm Lunch", "12:00-13:00", "Lunch"),
    ],
)
def test_hours_are_read_in_the_forms_of_programmes(written: str, hours: str, title: str) -> None:
    [found] = agenda_lines.read_lines(written, day=MAY_21, lang="en")
    assert (said(found), found.title["en"]) == (hours, title)


def test_lines_are_read_as_they_are_written() -> None:
    found = agenda_lines.read_lines(PASTED, day=MAY_21, lang="es")
    assert [(said(each), each.title["es"]) for each in found] == [
        ("09:00-10:30", "Opening"),
        ("09:00-10:30", "Panel: numbers 3–4"),
        ("14:00-15:15", "Q & A"),
    ]
    assert {each.starts_on for each in found} == {MAY_21}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "from 1 to"),
        ("x\n" * 101, "Line 1"),
        ("09:00-10:00 A\nnonsense", "Line 2"),
        ("09:00-10:00", "Line 1"),
        ("25:00-26:00 A", "Line 1"),
        ("09:60-10:00 A", "Line 1"),
        ("10:00-09:00 A", "ends before"),
        ("10:00-10:00 A", "begins and ends at the same hour"),
        ("nonsense\n10:00-11:00 A\nmore", "Line 1 .* Line 3 does not read"),
        ("13-14 pm A", "Line 1"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_line_that_makes_no_sense_is_named(app: Any, text: str, word: str) -> None:
    with app.test_request_context("/en/"), pytest.raises(Refused, match=word) as refusal:
        agenda_lines.read_lines(text, day=MAY_20, lang="en")
    assert refusal.value.field == "lines"


def test_points_keep_their_numbers_in_order() -> None:
    assert renumbered("2", "3") == ("3", "2")
    assert renumbered("2", "2 bis") == ("2", "2 bis")
    assert next_number(["1", "2.1", "7"]) == "8"
    assert cleaned_item(ItemFacts(title={"en": " A  b "}, number=" 1 ")).title == {"en": "A b"}


@pytest.mark.parametrize(
    "url",
    [
        "http://meet.example/1",
        "javascript:alert(1)",
        "https://localhost/x",
        "https://10.0.0.1/x",
        "https://user:secret@meet.example/",
        "https://meet.example/a b",
        "https://meet.example:99999/",
        "https://meet.example/\x00",
        "https:///x",
        "https://[::1]/",
        "https://meet.example/" + "x" * 2000,
        "meet.example/1",
        "",
    ],
)
def test_what_is_no_way_to_join(url: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_link(url)
    assert refusal.value.field == "url"


def test_a_way_to_join_is_kept_as_it_is() -> None:
    assert check_link(" https://oas.zoom.us/j/1?pwd=a#x ") == "https://oas.zoom.us/j/1?pwd=a#x"
    assert check_link("https://reunión.example/x") == "https://reunión.example/x"


class Given:
    """A way to join, by a letter."""

    def __init__(self, name: str, audience: str, session_id: int | None = None) -> None:
        self.name, self.audience, self.session_id = name, audience, session_id


WAYS = (
    Given("d", "delegates"),
    Given("p", "public_stream"),
    Given("e1", "experts", 1),
    Given("p1", "public_stream", 1),
    Given("d2", "delegates", 2),
)


@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        ("delegates", {"d", "p1", "d2"}),
        ("experts", {"p", "e1"}),
        ("organizations", {"p", "p1"}),
        (None, {"p", "p1"}),
    ],
)
def test_each_audience_has_its_own_ways(audience: str | None, shown: set[str]) -> None:
    assert {each.name for each in ways_for(audience, WAYS)} == shown
