"""What makes a meeting's facts sound, and which changes raise SEQUENCE."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from meetings.calendar import rules
from meetings.calendar.rules import Codes
from meetings.errors import Refused
from tests.factories.calendar import make_facts

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
CODES = Codes(
    kinds={"forum": None, "observance": None, "executive_committee": "executive_committee"},
    bodies={"executive_committee", "executive_secretariat"},
    themes={"peace", "labour"},
)
NINE, FIVE = time(9), time(17)


def month(first: date, last: date, **facts: Any) -> dict[str, Any]:
    return {"starts_on": first, "ends_on": last, "precision": "month"} | facts


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"ends_on": date(2026, 5, 19)}, "ends_on", "end_before_start"),
        ({"starts_on": date(1899, 12, 31)}, "starts_on", "year"),
        ({"ends_on": date(2200, 1, 1)}, "ends_on", "year"),
        (month(date(2003, 5, 1), date(2003, 5, 30)), "ends_on", "bounds"),
        (month(date(2003, 5, 2), date(2003, 5, 31)), "starts_on", "bounds"),
        (month(date(2003, 5, 1), date(2003, 6, 30)), "ends_on", "bounds"),
        (month(date(2003, 2, 1), date(2003, 2, 27)), "ends_on", "bounds"),
        (
            {"starts_on": date(2003, 4, 1), "ends_on": date(2003, 6, 30), "precision": "season"},
            "starts_on",
            "bounds",
        ),
        (
            {"starts_on": date(2003, 12, 1), "ends_on": date(2004, 2, 28), "precision": "season"},
            "ends_on",
            "bounds",
        ),
        (
            {"starts_on": date(2003, 1, 1), "ends_on": date(2003, 12, 30), "precision": "year"},
            "ends_on",
            "bounds",
        ),
        ({"precision": "minute", "starts_time": NINE}, "ends_time", "no_hour"),
        ({"precision": "minute"}, "starts_time", "no_hour"),
        ({"starts_time": NINE}, "starts_time", "hours"),
        (
            {
                "precision": "minute",
                "ends_on": date(2026, 5, 20),
                "starts_time": FIVE,
                "ends_time": NINE,
            },
            "ends_time",
            "end_before_start",
        ),
        (
            {
                "precision": "minute",
                "starts_on": date(2026, 3, 8),
                "starts_time": time(2, 30),
                "ends_time": NINE,
            },
            "starts_time",
            "skipped_hour",
        ),
        ({"kind_code": "picnic"}, "kind_code", "unknown"),
        ({"body_code": "nobody"}, "body_code", "unknown"),
        ({"country": "QQ"}, "country", "unknown"),
        ({"beneficiaries": ("US", "XX")}, "beneficiaries", "unknown"),
        ({"themes": ("peace", "war")}, "themes", "unknown"),
        ({"time_zone": "America/Nowhere"}, "time_zone", "unknown"),
        ({"status": "maybe"}, "status", "unknown"),
        ({"precision": "week"}, "precision", "unknown"),
        ({"mode": "telepathy"}, "mode", "unknown"),
        ({"level": "galactic"}, "level", "unknown"),
        ({"involvement": "none"}, "involvement", "unknown"),
        ({"title": {"en": " "}}, "title", "no_title"),
        ({"title": {"xx": "Title"}}, "title", "no_title"),
        ({"title": {"en": "x" * 1001}}, "title", "too_long"),
        ({"organizer": "x" * 201}, "organizer", "too_long"),
        ({"status": "held"}, "status", "held_too_early"),
    ],
)
def test_facts_that_make_no_meeting_are_refused_and_the_field_is_named(
    wrong: dict[str, Any], field: str, code: str
) -> None:
    facts = rules.cleaned(make_facts(**wrong), CODES)
    with pytest.raises(Refused) as refused:
        rules.check(facts, at=NOW, codes=CODES)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert str(refused.value)


@pytest.mark.parametrize(
    "sound",
    [
        {},
        month(date(2003, 2, 1), date(2003, 2, 28)),
        month(date(2004, 2, 1), date(2004, 2, 29)),
        {"starts_on": date(2003, 12, 1), "ends_on": date(2004, 2, 29), "precision": "season"},
        {"starts_on": date(2003, 1, 1), "ends_on": date(2003, 12, 31), "precision": "year"},
        {
            "precision": "minute",
            "ends_on": date(2026, 5, 20),
            "starts_time": FIVE,
            "ends_time": FIVE,
        },
        {"country": "AN", "starts_on": date(2003, 5, 1)},
        {"country": None, "city": "", "involvement": "observance", "kind_code": "observance"},
    ],
)
def test_sound_facts_pass(sound: dict[str, Any]) -> None:
    rules.check(rules.cleaned(make_facts(**sound), CODES), at=NOW, codes=CODES)


@pytest.mark.parametrize(
    ("zone", "at", "refused"),
    [
        ("America/New_York", datetime(2026, 5, 20, 3, 59, tzinfo=UTC), True),
        ("America/New_York", datetime(2026, 5, 20, 4, 0, tzinfo=UTC), False),
        ("Europe/Paris", datetime(2026, 5, 19, 22, 0, tzinfo=UTC), False),
    ],
)
def test_held_is_possible_from_the_first_day_in_the_meetings_zone(
    zone: str, at: datetime, refused: bool
) -> None:
    facts = rules.cleaned(make_facts(status="held", time_zone=zone), CODES)
    if refused:
        with pytest.raises(Refused):
            rules.check(facts, at=at, codes=CODES)
    else:
        rules.check(facts, at=at, codes=CODES)


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ({}, "executive_secretariat"),
        ({"kind_code": "executive_committee"}, "executive_committee"),
        ({"kind_code": "executive_committee", "involvement": "attended"}, "executive_committee"),
        ({"body_code": "executive_committee"}, "executive_committee"),
        ({"involvement": "attended"}, None),
        ({"involvement": "observance", "kind_code": "observance"}, None),
    ],
)
def test_the_body_follows_from_kind_and_involvement(
    given: dict[str, Any], body: str | None
) -> None:
    assert rules.cleaned(make_facts(**given), CODES).body_code == body


def test_facts_are_cleaned() -> None:
    facts = make_facts(
        "  Forum \t on\x07 trafficking ",
        description={"en": "One\r\ntwo  \n", "es": "\n"},
        themes=("peace", "labour", "peace"),
        city=" Lima ",
    )
    clean = rules.cleaned(facts, CODES)
    assert clean.title == {"en": "Forum on trafficking"}
    assert clean.description == {"en": "One\ntwo"}
    assert (clean.themes, clean.city) == (("labour", "peace"), "Lima")


HOURS: dict[str, Any] = {"precision": "minute", "starts_time": NINE, "ends_time": FIVE}


@pytest.mark.parametrize(
    ("before", "after", "rises"),
    [
        ({}, {"ends_on": date(2026, 5, 22)}, True),
        ({}, {"city": "Lima"}, True),
        ({}, {"venue": "Hall of the Americas"}, True),
        ({}, {"country": "PE"}, True),
        ({"city": "", "country": None}, {"mode": "virtual"}, True),
        ({}, {"mode": "virtual"}, True),
        ({}, {"mode": "hybrid"}, False),
        ({}, HOURS, True),
        (HOURS, {"starts_time": time(10)}, True),
        (HOURS, {"time_zone": "Europe/Paris"}, True),
        (HOURS, {"time_zone": "America/Toronto"}, False),
        ({}, {"time_zone": "Europe/Paris"}, False),
        ({}, {"title": {"en": "Another name"}}, False),
        ({}, {"organizer": "OAS", "themes": ("peace",), "kind_code": "observance"}, False),
        ({}, {"status": "tentative"}, True),
        ({}, {"status": "cancelled"}, True),
        ({}, {"status": "postponed"}, True),
        ({}, {"status": "held"}, False),
        ({"status": "tentative"}, {"status": "held"}, False),
        ({"status": "tentative"}, {"status": "foreseen"}, False),
        ({"status": "tentative"}, {"status": "postponed"}, True),
        ({"status": "postponed"}, {"status": "tentative"}, True),
        ({"status": "cancelled"}, {"status": "held"}, True),
        ({"status": "held"}, {"status": "cancelled"}, True),
    ],
)
def test_sequence_rises_for_date_time_place_and_calendar_status_only(
    before: dict[str, Any], after: dict[str, Any], rises: bool
) -> None:
    old = make_facts(**before)
    assert rules.material_change(old, replace(old, **after)) is rises


def test_a_month_that_is_confirmed_stays_tentative_in_calendar_programs() -> None:
    may = make_facts(starts_on=date(2003, 5, 1), ends_on=date(2003, 5, 31), precision="month")
    assert rules.ical_status(may) == "TENTATIVE"
    assert rules.ical_status(replace(may, status="cancelled")) == "CANCELLED"
    assert not rules.material_change(may, replace(may, status="tentative"))
