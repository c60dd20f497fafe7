"""How an indicator is read, case by case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from meetings.indicators.rules import (
    HeldMeeting,
    Params,
    Period,
    Progress,
    Status,
    action_of,
    period,
    progress,
    serves,
    status_of,
)

WITHIN = Period(date(2016, 1, 1), date(2016, 12, 31))
FORUM = HeldMeeting(
    1,
    "forum",
    {"en": "Forum"},
    date(2016, 5, 17),
    "forum",
    mechanism="MESECVI",
    involvement="convened",
    actions=frozenset({"MESECVI-1.1", "MESECVI-4.1"}),
)


@pytest.mark.parametrize(
    ("params", "does"),
    [
        ({}, True),
        ({"action": "MESECVI-4.1"}, True),
        ({"action": "MESECVI-1.4"}, False),
        ({"kinds": ["workshop", "forum"]}, True),
        ({"kinds": ["workshop"]}, False),
        ({"kind": "forum"}, True),
        ({"kind": "committee_of_experts", "body": "committee_of_experts"}, False),
        ({"mechanism": "MESECVI"}, True),
        ({"mechanism": "CIM"}, False),
        # where organs are counted the mechanism is theirs, not the meeting's
        ({"mechanism": "CIM", "organs_at_least": 2}, True),
        ({"involvement": "convened"}, True),
        ({"involvement": "attended"}, False),
    ],
)
def test_which_meetings_an_indicator_looks_at(params: dict[str, Any], does: bool) -> None:
    assert serves(FORUM, Params.read(params), within=WITHIN) is does


@pytest.mark.parametrize(
    ("starts_on", "does"),
    [
        (date(2015, 12, 31), False),
        (date(2016, 1, 1), True),
        (date(2016, 12, 31), True),  # the year of the first day, wherever it ends
        (date(2017, 1, 1), False),
    ],
)
def test_the_year_is_that_of_the_first_day(starts_on: date, does: bool) -> None:
    meeting = HeldMeeting(1, "m", {}, starts_on, "forum")
    assert serves(meeting, Params(), within=WITHIN) is does


@pytest.mark.parametrize(
    ("year", "cumulative", "expected"),
    [
        (2018, False, Period(date(2018, 1, 1), date(2018, 12, 31))),
        (2018, True, Period(date(2016, 1, 1), date(2018, 12, 31))),
        (2003, False, Period(date(2003, 1, 1), date(2003, 12, 31))),
        (2026, True, Period(date(2016, 1, 1), date(2026, 12, 31))),
    ],
)
def test_the_period(year: int, cumulative: bool, expected: Period) -> None:
    assert period(year, plan_starts_on=date(2016, 1, 1), cumulative=cumulative) == expected


def test_before_the_plan_nothing_has_accumulated() -> None:
    within = period(2003, plan_starts_on=date(2016, 1, 1), cumulative=True)
    assert not serves(HeldMeeting(1, "m", {}, date(2003, 5, 1), "forum"), Params(), within=within)


@pytest.mark.parametrize(
    ("number", "baseline", "target", "cumulative", "expected"),
    [
        (30, "15", "75", True, Progress(45, 75, with_baseline=True)),
        (1, "0", "1", False, Progress(1, 1, with_baseline=False)),
        (3, "2", "5", False, Progress(3, 5, with_baseline=False)),
        (3, "TBD", "300", True, Progress(3, 300, with_baseline=False)),
        (3, "0", "TBD", True, None),
        (3, "", "", False, None),
        (None, "0", "300", True, None),
    ],
)
def test_progress(
    number: int | None, baseline: str, target: str, cumulative: bool, expected: Progress | None
) -> None:
    found = progress(number, baseline=baseline, target=target, cumulative=cumulative)
    assert found == expected


def test_progress_may_pass_its_target() -> None:
    assert Progress(3, 1, with_baseline=False).percent == 300
    assert Progress(1, 300, with_baseline=False).percent == 1


@pytest.mark.parametrize(
    ("family", "computation", "year", "expected"),
    [
        ("meetings", "auto", 2016, Status.VALUE),
        ("persons", "partly", 2026, Status.VALUE),
        ("meetings", "auto", 2027, Status.NOT_AVAILABLE),
        ("", "auto", 2016, Status.NOT_YET_COMPUTED),
        ("", "partly", 2016, Status.NOT_YET_COMPUTED),
        ("", "manual", 2016, Status.BY_HAND),
    ],
)
def test_where_there_is_no_number_it_says_why(
    family: str, computation: str, year: int, expected: Status
) -> None:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    assert status_of(family=family, computation=computation, year=year, as_of=now) == expected


@pytest.mark.parametrize(
    ("indicator", "action"),
    [
        ("MESECVI-4.1.c", "MESECVI-4.1"),
        ("MESECVI-1.1", "MESECVI-1.1"),
        ("CIM-3.1.1-IO1-b.2", "CIM-3.1.1-IO1-b"),
    ],
)
def test_the_action_of_an_indicator(indicator: str, action: str) -> None:
    assert action_of(indicator) == action


def test_a_parameter_that_no_family_knows_is_refused() -> None:
    with pytest.raises(TypeError):
        Params.read({"moon": "full"})
