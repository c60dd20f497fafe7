"""What an entry says beside its hours: periods, the map, colours, and zones that were renamed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update

from meetings import reference
from meetings.actor import CLI
from meetings.calendar import coordinates, ical, operations, queries
from meetings.calendar.models import Kind, Meeting
from meetings.errors import Refused
from meetings.localized import LANGUAGES
from tests.factories.calendar import MADE_AT, make_facts, make_meeting

LATER = MADE_AT + timedelta(days=1)
HOURS: dict[str, Any] = {"precision": "minute", "starts_time": time(9), "ends_time": time(17)}


def entry(meeting: Meeting, lang: str = "en") -> Any:
    text = queries.text_of(meeting.id, lang).vevent
    return Calendar.from_ical(ical.calendar([text], "C", lang)).walk("VEVENT")[0]


@pytest.mark.parametrize(
    ("precision", "first", "last", "said"),
    [
        (
            "month",
            date(2003, 5, 1),
            date(2003, 5, 31),
            (
                "(date to be confirmed: May 2003)",
                "(fecha por confirmar: mayo de 2003)",
                "(date à confirmer : mai 2003)",
                "(data a confirmar: maio de 2003)",
            ),
        ),
        (
            "season",
            date(2003, 3, 1),
            date(2003, 5, 31),
            (
                "(date to be confirmed: Spring, March – May 2003)",
                "(fecha por confirmar: primavera boreal, marzo–mayo de 2003)",
                "(date à confirmer : printemps, mars – mai 2003)",
                "(data a confirmar: primavera boreal, março – maio de 2003)",
            ),
        ),
        (
            "year",
            date(2003, 1, 1),
            date(2003, 12, 31),
            (
                "(date to be confirmed: 2003)",
                "(fecha por confirmar: 2003)",
                "(date à confirmer : 2003)",
                "(data a confirmar: 2003)",
            ),
        ),
    ],
)
def test_a_period_stands_on_its_first_day_in_four_languages(
    session: Any, precision: str, first: date, last: date, said: tuple[str, ...]
) -> None:
    meeting = make_meeting("Forum", starts_on=first, ends_on=last, precision=precision)
    read = [entry(meeting, lang) for lang in LANGUAGES]
    assert [each["SUMMARY"] for each in read] == [f"{words} Forum" for words in said]
    for each in read:
        assert (each["DTSTART"].dt, each["DTEND"].dt) == (first, first + timedelta(days=1))
        assert (each["STATUS"], each["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_a_period_that_was_put_off_says_so(session: Any) -> None:
    may: dict[str, Any] = {
        "starts_on": date(2003, 5, 1),
        "ends_on": date(2003, 5, 31),
        "precision": "month",
    }
    read = entry(make_meeting("Forum", status="postponed", **may))
    assert read["SUMMARY"] == "(postponed from May 2003) Forum"
    assert (read["STATUS"], read["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_a_day_that_no_longer_holds_is_told_as_such(session: Any) -> None:
    told = str(entry(make_meeting("Forum", status="postponed"))["DESCRIPTION"])
    assert told.startswith("The date May 20–21, 2026 no longer holds.")


def test_a_hybrid_meeting_says_that_there_are_two_ways(session: Any) -> None:
    both = entry(make_meeting("Forum", mode="hybrid", venue="Hall"))
    assert "\nHybrid: in person and virtual\n" in str(both["DESCRIPTION"])
    assert str(both["LOCATION"]).startswith("Hall")
    assert "Hybrid" not in str(entry(make_meeting("Forum"))["DESCRIPTION"])


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"city": "Lima", "country": "PE"}, (-12.0464, -77.0428)),
        ({"city": "la habana", "country": "CU"}, (23.1136, -82.3666)),
        ({"city": "Lima", "country": "US"}, None),  # in Ohio
        ({"city": "", "country": "PE"}, None),
        ({"city": "Lima", "country": "PE", "mode": "virtual"}, None),
        ({"city": "Lima", "latitude": 1.5, "longitude": -2.0}, (1.5, -2.0)),
        ({"latitude": 0.0, "longitude": 0.0}, (0.0, 0.0)),
    ],
)
def test_where_on_the_map(place: dict[str, Any], found: tuple[float, float] | None) -> None:
    assert coordinates.coordinates(make_facts(**{"city": "", "country": None} | place)) == found


def test_every_capital_of_the_states_is_on_the_map() -> None:
    states = {row["iso2"] for row in reference.rows("states.csv")}
    assert len(states) == 35
    assert states <= {row["country"] for row in reference.rows("cities.csv")}
    for name in ("calendar_2003.csv", "calendar_2016_demo.csv"):
        for row in reference.rows(name):
            known = {
                name for each in reference.rows("cities.csv") for name in each["names"].split("; ")
            }
            assert not row["place_city"] or row["place_city"] in known


@pytest.mark.parametrize(
    ("degrees", "field"),
    [
        ({"latitude": 12.0}, "longitude"),
        ({"longitude": 12.0}, "latitude"),
        ({"latitude": 90.1, "longitude": 0.0}, "latitude"),
        ({"latitude": float("nan"), "longitude": 0.0}, "latitude"),
        ({"latitude": 0.0, "longitude": -180.1}, "longitude"),
    ],
)
def test_degrees_that_are_no_place_are_refused(
    session: Any, degrees: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make_meeting(**degrees)
    assert refusal.value.field == field


def test_degrees_stay_behind_when_the_meeting_goes_elsewhere(session: Any) -> None:
    meeting = make_meeting(latitude=38.8951, longitude=-77.0364)
    for changes, told in (
        ({"venue": "Main hall"}, "38.895100;-77.036400"),
        ({"city": "Lima", "country": "PE"}, "-12.046400;-77.042800"),
    ):
        facts = queries.facts_of(meeting, **changes)
        operations.edit_meeting(meeting, facts, by=CLI, at=LATER)
        text = queries.text_of(meeting.id, "en").vevent
        assert f"\r\nGEO:{told}\r\n" in text


def test_every_kind_has_a_colour_of_its_own_also_where_it_had_none(session: Any) -> None:
    session.execute(update(Kind).values(color=""))
    operations.load_reference()
    colors = [kind.color for kind in queries.kinds()]
    assert len(set(colors)) == len(colors)
    assert "" not in colors


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("US/Eastern", "America/New_York"),
        ("America/Godthab", "America/Nuuk"),
    ],
)
def test_a_zone_that_was_renamed_has_its_present_name(
    session: Any, former: str, present: str
) -> None:
    meeting = make_meeting(time_zone=former, **HOURS)
    assert meeting.time_zone == present
    before = queries.text_of(meeting.id, "en").vevent, queries.version()
    session.execute(update(Meeting).values(time_zone=former))  # as an earlier release stored it
    session.expire_all()
    operations.rebuild_texts(at=LATER)
    assert meeting.time_zone == present
    assert (queries.text_of(meeting.id, "en").vevent, queries.version()) == before


def test_where_a_law_moves_the_clocks_the_meeting_has_moved(session: Any) -> None:
    meeting = make_meeting(time_zone="America/Lima", **HOURS)
    wrong = meeting.starts_at + timedelta(hours=1)  # by the law as it was then
    session.execute(update(Meeting).values(starts_at=wrong))
    session.expire_all()
    assert operations.rebuild_texts(at=LATER) == 1
    read = entry(meeting)
    assert (read["SEQUENCE"], read["LAST-MODIFIED"].dt) == (1, LATER)
    assert read["DTSTART"].dt == meeting.starts_at == datetime(2026, 5, 20, 14, tzinfo=UTC)
    assert operations.rebuild_texts(at=LATER) == 0
