"""What is worth another look once a meeting is saved."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from meetings.calendar.rules import MeetingFacts
from meetings.calendar.rules.remarks import remarks

STALE = "The title still says 2026."
OTHER = "The title begins with another number than “V”, which the meeting bears."
NUMBER = "The title still begins with a number, which special sessions do not bear."


def facts(**given: Any) -> MeetingFacts:
    known: dict[str, Any] = {
        "title": {"en": "Session, 2026"},
        "starts_on": date(2026, 5, 20),
        "ends_on": date(2026, 5, 20),
        "kind_code": "workshop",
        "time_zone": "America/New_York",
    }
    known |= {"ends_on": given["starts_on"]} if "starts_on" in given else {}
    return MeetingFacts(**(known | given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"starts_on": date(2027, 1, 9)}, [STALE]),
        ({"starts_on": date(2027, 1, 9), "title": {"en": "Session, 2025–2027"}}, []),
        ({"starts_on": date(2027, 1, 9), "title": {"en": "Beijing 1995"}}, []),
        ({"session_type": "special", "title": {"es": "IV Sesión"}}, [NUMBER]),
        ({"session_type": "special", "title": {"es": "Sesión especial"}}, []),
        ({"ordinal": "V", "number": 5, "title": {"es": "IV Sesión"}}, [OTHER]),
        ({"ordinal": "V", "number": 5, "title": {"es": "V Sesión", "en": "2026 Session"}}, []),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_a_title_still_says(app: Flask, given: dict[str, Any], said: list[str]) -> None:
    with app.app_context():
        assert list(remarks(facts(), facts(**given), lang="en")) == said


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_hour_that_the_clocks_show_twice(app: Flask) -> None:
    day = date(2026, 11, 1)
    twice = facts(starts_on=day, precision="minute", starts_time=time(1, 30), ends_time=time(2, 30))
    with app.app_context():
        (said,) = remarks(None, twice, lang="en")
    assert said == (
        "The clocks are set back on November 1, 2026 and show 1:30\N{NARROW NO-BREAK SPACE}AM "
        "twice: the first is meant."
    )
