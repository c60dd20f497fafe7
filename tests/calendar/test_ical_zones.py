"""Hours told with their zone, as programs read them that know no zones but those of the file."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]  # it has no types
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from meetings import zones as known
from meetings.calendar import ical
from meetings.calendar.ical import zones
from tests.calendar.test_ical import make_entry

# Laws changed between many of these; on most of these days they are near to a change of clocks.
INSTANTS = [
    datetime(year, month, day, 15, 20, tzinfo=UTC)
    for year in (1965, 1974, 1995, 2003, 2006, 2011, 2019, 2026, 2027, 2040, 2099, 2199)
    for month, day in (
        (1, 1),
        (3, 12),
        (3, 28),
        (4, 5),
        (6, 30),
        (9, 3),
        (9, 29),
        (10, 28),
        (11, 3),
    )
]


@cache
def reader(text: str) -> tzinfo:
    """A zone as a library reads it that goes by the VTIMEZONE alone."""
    found = tzical(io.StringIO(re.sub(r"TZID:.*", "TZID:Here", text.replace("\r\n", "\n"))))
    zone = found.get("Here")
    assert zone
    return zone


def test_every_zone_that_is_offered_reads_back_each_instant_of_past_and_future() -> None:
    untold = set()
    for zone in known.places():
        if zones.rules(zone) is None:
            untold.add(zone)
            continue
        text = re.sub(r"TZID:.*?\r\n", "TZID:Here\r\n", zones.vtimezone(zone))
        for at in INSTANTS:
            local = zones.local(at, zone)
            if local:
                assert local.replace(tzinfo=reader(text)).astimezone(UTC) == at, (zone, at)
    # Morocco's Ramadan, Palestine's, Thursdays' midnights: no yearly rule that all programs read.
    assert "Africa/Casablanca" in untold
    assert len(untold) < 15


@pytest.mark.parametrize(
    "zone", ["America/New_York", "America/Lima", "Europe/Dublin", "Asia/Kolkata"]
)
def test_what_is_to_come_is_told_by_the_clocks_there(zone: str) -> None:
    for at in INSTANTS:
        if at.year >= 2026:
            assert zones.local(at, zone) == at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("at", "zone", "said"),
    [
        (
            datetime(2003, 7, 31, 14, tzinfo=UTC),
            "America/New_York",
            ";TZID=America/New_York:20030731T100000",
        ),
        (
            datetime(2003, 4, 2, 14, tzinfo=UTC),
            "America/New_York",
            ":20030402T140000Z",
        ),  # an earlier law
        (
            datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
            "America/New_York",
            ":20261101T053000Z",
        ),  # shown twice
        (datetime(2026, 5, 4, 14, tzinfo=UTC), "America/Santiago", ":20260504T140000Z"),
        (datetime(2026, 5, 4, 14, tzinfo=UTC), "UTC", ":20260504T140000Z"),
        (datetime(1965, 5, 4, 14, tzinfo=UTC), "America/Lima", ":19650504T140000Z"),
    ],
)
def test_an_hour_is_told_with_its_zone_where_that_gives_the_instant(
    at: datetime, zone: str, said: str
) -> None:
    text = ical.vevent(make_entry(starts_at=at, ends_at=at.replace(hour=23), time_zone=zone))
    assert f"\r\nDTSTART{said}\r\n" in text
    assert text.count("TZID") in {0, 2}
    assert "VTIMEZONE" not in text


@given(
    starts_at=st.integers(-631_152_000 // 60, 7_258_000_000 // 60).map(
        lambda minutes: datetime.fromtimestamp(60 * minutes, UTC)
    ),
    zone=st.sampled_from(known.places()),
    minutes=st.integers(0, 100_000),
)
def test_any_hours_in_any_zone_are_read_back(starts_at: datetime, zone: str, minutes: int) -> None:
    ends_at = datetime.fromtimestamp(starts_at.timestamp() + 60 * minutes, UTC)
    text = ical.vevent(make_entry(starts_at=starts_at, ends_at=ends_at, time_zone=zone))
    event: Any = Calendar.from_ical(ical.calendar([text], "Calendar", "en")).walk("VEVENT")[0]
    assert event["DTSTART"].dt == starts_at
    assert ("DTEND" in event) == bool(minutes)
    assert event.decoded("DTEND", starts_at) == ends_at


def test_a_calendar_holds_each_zone_once() -> None:
    at, later = datetime(2026, 5, 4, 14, tzinfo=UTC), datetime(2026, 5, 4, 15, tzinfo=UTC)
    lima, paris, utc = (
        ical.vevent(make_entry(starts_at=at, ends_at=later, time_zone=zone))
        for zone in ("America/Lima", "Europe/Paris", "UTC")
    )
    whole: Any = Calendar.from_ical(ical.calendar([paris, lima, paris, utc], "Calendar", "en"))
    assert [zone["TZID"] for zone in whole.walk("VTIMEZONE")] == ["America/Lima", "Europe/Paris"]
    assert len(whole.walk("VEVENT")) == 4
    assert "X-WR-TIMEZONE" not in whole
    assert (
        Calendar.from_ical(ical.calendar([lima, utc], "C", "en"))["X-WR-TIMEZONE"] == "America/Lima"
    )
    assert b"VTIMEZONE" not in ical.calendar([utc], "Calendar", "en")
