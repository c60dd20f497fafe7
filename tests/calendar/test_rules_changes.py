"""What of a meeting is kept when it changes, and how it is written down."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from meetings.calendar import rules
from meetings.calendar.rules import telling
from tests.factories.calendar import make_facts

AT_NINE = {"precision": "minute", "starts_time": time(9), "ends_time": time(17)}


@pytest.mark.parametrize("facts", [{}, AT_NINE, {"country": "PY", "city": "Asunción"}])
def test_what_is_told_comes_back_from_json(facts: dict[str, Any]) -> None:
    said = make_facts(**facts)
    kept = json.loads(json.dumps(rules.told(said)))

    back = rules.read_told(kept)

    assert rules.told(back) == kept
    assert rules.differences(said, back) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"mode": "virtual"}, ("Hotel Guaraní, Lima, Peru", "Online")),
        ({"mode": "virtual"}, {"mode": "in_person"}, ("Online", "Hotel Guaraní, Lima, Peru")),
        ({"mode": "virtual"}, {"city": "Cusco"}, None),
        ({}, {"mode": "hybrid"}, None),
    ],
)
def test_the_house_of_a_virtual_meeting_is_told_to_nobody(
    before: dict[str, Any], after: dict[str, Any], told: tuple[str, str] | None
) -> None:
    old = make_facts(venue="Hotel Guaraní", city="Lima", country="PE", status="confirmed", **before)
    lines = telling.lines(old, replace(old, **after), lang="en")
    assert [(line.old, line.new) for line in lines if line.what == "place"] == [told] * bool(told)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"title": {"en": "Another"}}, []),
        ({"time_zone": "America/Lima"}, []),
        ({"ends_on": date(2026, 5, 30)}, ["dates"]),
        (AT_NINE, ["dates"]),
        ({"venue": "Guaraní Hotel"}, ["place"]),
        ({"country": "BO"}, ["place"]),
        ({"mode": "hybrid"}, ["mode"]),
        ({"status": "held"}, ["status"]),
        ({"status": "postponed", "city": "Lima", "mode": "virtual"}, ["place", "mode", "status"]),
    ],
)
def test_dates_place_mode_and_status_are_kept_apart(
    change: dict[str, Any], found: list[str]
) -> None:
    old = make_facts(starts_on=date(2026, 5, 20), ends_on=date(2026, 5, 21), status="confirmed")

    assert rules.differences(old, replace(old, **change)) == found
