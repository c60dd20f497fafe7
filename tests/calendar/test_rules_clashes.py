"""Which meetings stand in each other's way: a table of cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest

from meetings.calendar import dates
from meetings.calendar.rules.clashes import Nearness, around, nearness, on_days
from tests.factories.calendar import make_facts


@dataclass(frozen=True)
class Occasion:
    starts_on: date
    ends_on: date
    starts_at: datetime
    ends_at: datetime
    precision: str
    status: str
    mode: str
    city: str


def occasion(
    first: int,
    last: int,
    *,
    hours: tuple[int, int] | None = None,
    precision: str = "day",
    zone: str = "America/New_York",
    status: str = "confirmed",
    mode: str = "in_person",
    city: str = "Washington, D.C.",
    month: int = 5,
) -> Occasion:
    """Days of May 2026; with hours to the minute."""
    facts = make_facts(
        starts_on=date(2026, month, first),
        ends_on=date(2026, month, last),
        precision="minute" if hours else precision,
        starts_time=time(hours[0]) if hours else None,
        ends_time=time(hours[1]) if hours else None,
        time_zone=zone,
    )
    instants = dates.instants(facts)
    return Occasion(facts.starts_on, facts.ends_on, *instants, facts.precision, status, mode, city)


SAME, PERHAPS, NEXT = Nearness.SAME_TIME, Nearness.PERHAPS, Nearness.NEXT_DAY
PLAN = occasion(12, 14)
CASES = {
    "the same days": (occasion(12, 14), SAME),
    "one day in common": (occasion(14, 15), SAME),
    "an hour within": (occasion(13, 13, hours=(9, 10)), SAME),
    "no length": (occasion(13, 13, hours=(9, 9)), SAME),
    "cancelled": (occasion(12, 14, status="cancelled"), None),
    "postponed, its date may be the old one": (occasion(12, 14, status="postponed"), PERHAPS),
    "held": (occasion(12, 14, status="held"), SAME),
    "foreseen": (occasion(12, 14, status="foreseen"), SAME),
    "some time in that month": (occasion(1, 31, precision="month"), PERHAPS),
    "some time in another month": (occasion(1, 30, precision="month", month=6), None),
    "some time in that year": (occasion(1, 31, precision="year"), None),
    "some time in that season": (occasion(1, 31, precision="season"), None),
    "the next day elsewhere": (occasion(15, 16, city="Lima"), NEXT),
    "the day before elsewhere": (occasion(10, 11, city="Lima"), NEXT),
    "the next day in the same city": (occasion(15, 16), None),
    "the next day on screens": (occasion(15, 16, city="Lima", mode="virtual"), None),
    "the next day, place unknown": (occasion(15, 16, city=""), None),
    "a day between": (occasion(16, 17, city="Lima"), None),
    "that evening far east": (occasion(15, 15, hours=(9, 12), zone="Asia/Tokyo"), SAME),
    "after it far west": (
        occasion(14, 14, hours=(22, 23), zone="America/Los_Angeles", city="Lima"),
        NEXT,
    ),
}


@pytest.mark.parametrize(("other", "expected"), CASES.values(), ids=CASES.keys())
def test_two_meetings(other: Occasion, expected: Nearness | None) -> None:
    assert nearness(PLAN, other) == expected
    assert nearness(other, PLAN) == expected


def test_two_meetings_of_a_day_at_different_hours_do_not_clash() -> None:
    morning, later = occasion(12, 12, hours=(9, 12)), occasion(12, 12, hours=(12, 18))
    assert nearness(morning, later) is None
    assert nearness(morning, occasion(12, 12, hours=(11, 13))) == SAME


@pytest.mark.parametrize(
    ("meeting", "first", "last", "expected"),
    [
        (PLAN, 14, 20, SAME),
        (PLAN, 15, 20, None),
        (occasion(12, 14, status="cancelled"), 12, 14, None),
        (occasion(12, 14, status="postponed"), 12, 14, PERHAPS),
        (occasion(1, 31, precision="month"), 12, 14, PERHAPS),
        (occasion(1, 31, precision="year"), 12, 14, None),
    ],
)
def test_a_meeting_and_the_worlds_days(
    meeting: Occasion, first: int, last: int, expected: Nearness | None
) -> None:
    assert on_days(meeting, (date(2026, 5, first), date(2026, 5, last))) == expected


def test_what_is_looked_at_holds_every_neighbour() -> None:
    first, last = around(PLAN)
    assert first <= date(2026, 5, 11) < date(2026, 5, 15) <= last
    assert PLAN.starts_at.tzinfo == UTC
