"""Dates as precisely as they are known: bounds, instants, words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.calendar import dates
from meetings.calendar.models import Precision, Status
from meetings.localized import LANGUAGES
from tests.factories.calendar import make_facts

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def told(lang: str = "en", **facts: Any) -> str:
    """Words with plain blanks, whatever blanks the locale data have."""
    words = dates.words(make_facts(**facts), lang)
    return re.sub(r"[\u202f\u2009\xa0]", " ", words)


def period(precision: str, day: date) -> dict[str, Any]:
    first, last = dates.bounds(precision, day)
    return {"starts_on": first, "ends_on": last, "precision": precision}


@pytest.mark.parametrize(
    ("precision", "day", "first", "last"),
    [
        ("month", date(2003, 5, 17), date(2003, 5, 1), date(2003, 5, 31)),
        ("month", date(2004, 2, 1), date(2004, 2, 1), date(2004, 2, 29)),
        ("month", date(2003, 12, 31), date(2003, 12, 1), date(2003, 12, 31)),
        ("season", date(2003, 4, 9), date(2003, 3, 1), date(2003, 5, 31)),
        ("season", date(2003, 8, 31), date(2003, 6, 1), date(2003, 8, 31)),
        ("season", date(2003, 9, 1), date(2003, 9, 1), date(2003, 11, 30)),
        ("season", date(2003, 12, 1), date(2003, 12, 1), date(2004, 2, 29)),
        ("season", date(2003, 1, 15), date(2002, 12, 1), date(2003, 2, 28)),
        ("year", date(2003, 7, 1), date(2003, 1, 1), date(2003, 12, 31)),
    ],
)
def test_bounds_are_the_whole_period(precision: str, day: date, first: date, last: date) -> None:
    assert dates.bounds(precision, day) == (first, last)


@given(day=DAYS, precision=st.sampled_from(sorted(dates.PERIODS)))
def test_periods_hold_their_day_and_follow_each_other(day: date, precision: str) -> None:
    first, last = dates.bounds(precision, day)
    assert first <= day <= last
    assert dates.bounds(precision, first) == dates.bounds(precision, last) == (first, last)
    assert dates.bounds(precision, last + timedelta(days=1))[0] == last + timedelta(days=1)


MAY = period("month", date(2003, 5, 1))
AUGUST = period("month", date(2003, 8, 1))
RANGE: dict[str, Any] = {"starts_on": date(2003, 7, 31), "ends_on": date(2003, 8, 2)}
HOURS: dict[str, Any] = {
    "starts_on": date(2016, 5, 3),
    "precision": "minute",
    "starts_time": time(9),
    "ends_time": time(17, 30),
}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (MAY | {"status": "tentative"}, "May 2003 (tentative, date to be confirmed)"),
        (MAY | {"status": "foreseen"}, "May 2003 (foreseen, date to be confirmed)"),
        (MAY | {"status": "postponed"}, "May 2003 (postponed, new date to be announced)"),
        (MAY | {"status": "cancelled"}, "May 2003 (cancelled)"),
        (MAY | {"status": "held"}, "May 2003"),
        (AUGUST, "August 2003 (exact date to be announced)"),
        (RANGE | {"status": "tentative"}, "July 31 – August 2, 2003 (tentative)"),
        (RANGE | {"status": "held"}, "July 31 – August 2, 2003"),
        (RANGE | {"status": "postponed"}, "July 31 – August 2, 2003 (postponed)"),
        ({"starts_on": date(2003, 2, 18)}, "February 18, 2003"),
        ({"starts_on": date(2003, 2, 20), "ends_on": date(2003, 2, 21)}, "February 20–21, 2003"),
        (
            {"starts_on": date(2003, 12, 30), "ends_on": date(2004, 1, 2)},
            "December 30, 2003 – January 2, 2004",
        ),
        (
            period("season", date(2003, 4, 1)) | {"status": "tentative"},
            "Spring, March – May 2003 (tentative, date to be confirmed)",
        ),
        (
            period("season", date(2003, 12, 1)) | {"status": "held"},
            "Winter, December 2003 – February 2004",
        ),
        (
            period("season", date(2003, 7, 1)),
            "Summer, June – August 2003 (exact date to be announced)",
        ),
        (
            period("year", date(2003, 1, 1)) | {"status": "tentative"},
            "2003 (tentative, date to be confirmed)",
        ),
        (HOURS, "May 3, 2016, 9:00 AM–5:30 PM, Eastern Time"),
        (HOURS | {"ends_time": time(9)}, "May 3, 2016, 9:00 AM, Eastern Time"),
        (
            HOURS | {"ends_on": date(2016, 5, 4), "status": "tentative", "time_zone": "UTC"},
            "May 3, 2016, 9:00 AM – May 4, 2016, 5:30 PM, UTC (tentative)",
        ),
    ],
)
def test_dates_in_words(facts: dict[str, Any], words: str) -> None:
    assert told(**facts) == words


@pytest.mark.parametrize(
    ("lang", "month", "days", "season"),
    [
        ("es", "mayo de 2003", "31 de julio – 2 de agosto de 2003", "marzo–mayo de 2003"),
        ("fr", "mai 2003", "31 juillet – 2 août 2003", "mars – mai 2003"),
        ("pt", "maio de 2003", "31 de julho – 2 de agosto de 2003", "março – maio de 2003"),
    ],
)
def test_dates_in_the_readers_language(lang: str, month: str, days: str, season: str) -> None:
    assert told(lang, **MAY, status="held") == month
    assert told(lang, **RANGE) == days
    assert season in told(lang, **period("season", date(2003, 3, 1)), status="held")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("status", Status)
@given(day=DAYS, precision=st.sampled_from(sorted(dates.PERIODS)))
def test_no_day_is_invented(lang: str, status: Status, day: date, precision: str) -> None:
    facts = period(precision, day)
    numbers = re.findall(r"\d+", told(lang, **facts, status=status))
    years = {str(facts["starts_on"].year), str(facts["ends_on"].year)}
    assert set(numbers) <= years


def test_instants_reach_from_the_first_local_midnight_to_that_after_the_last() -> None:
    facts = make_facts(starts_on=date(2026, 3, 7), ends_on=date(2026, 3, 8))
    assert dates.instants(facts) == (
        datetime(2026, 3, 7, 5, tzinfo=UTC),
        datetime(2026, 3, 9, 4, tzinfo=UTC),  # the clocks went forward on the 8th
    )
    timed = make_facts(**HOURS)
    assert dates.instants(timed) == (
        datetime(2016, 5, 3, 13, tzinfo=UTC),
        datetime(2016, 5, 3, 21, 30, tzinfo=UTC),
    )


def test_every_precision_has_words() -> None:
    for precision in Precision:
        day = date(2003, 5, 1)
        facts = period(precision, day) if precision in dates.PERIODS else {"starts_on": day}
        assert "2003" in told(**facts)
