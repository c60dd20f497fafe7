"""The filters in the address."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from meetings.calendar.forms import Asked, read

KNOWN = {"kind": {"workshop"}, "body": {"committee_of_experts"}, "country": {"PE"}}

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def asked(app: Flask, **args: str) -> Asked:
    with app.test_request_context("/en/calendar"):
        return read(args, known=KNOWN)


def test_a_bare_address_asks_for_nothing(app: Flask) -> None:
    found = asked(app)
    assert found.is_bare
    assert (found.view, found.page, found.query()) == ("list", 1, "")


def test_filters_are_read_and_kept_in_links(app: Flask) -> None:
    found = asked(app, kind="workshop", country="pe", q=" justicia  y paz ", view="year")
    assert (found.filters.kind, found.filters.country, found.filters.q) == (
        "workshop",
        "PE",
        "justicia y paz",
    )
    assert found.query(kind=None) == "?view=year&country=PE&q=justicia+y+paz"


def test_empty_dates_mean_any_time_and_not_the_current_year(app: Flask) -> None:
    found = asked(app, **{"from": "", "to": ""})
    assert not found.is_bare
    assert found.filters.from_ is None


def test_days_are_read(app: Flask) -> None:
    found = asked(app, **{"from": "2003-05-01", "to": "2003-05-31"})
    assert (found.filters.from_, found.filters.to) == (date(2003, 5, 1), date(2003, 5, 31))


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"kind": "party"}, "party"),
        ({"body": "senate"}, "senate"),
        ({"country": "ZZ"}, "ZZ"),
        ({"involvement": "none"}, "none"),
        ({"from": "31/05/2003"}, "31/05/2003"),
        ({"to": "0001-01-01"}, "0001-01-01"),
        ({"view": "week"}, "week"),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(
    app: Flask, args: dict[str, str], words: str
) -> None:
    found = asked(app, **args)
    assert len(found.problems) == 1
    assert words in found.problems[0]
    assert not any(value == words for value in found.raw.values())


def test_a_period_that_ends_before_it_begins_is_left_out(app: Flask) -> None:
    found = asked(app, **{"from": "2003-06-01", "to": "2003-05-01"})
    assert found.problems == ("The period ends before it begins: it was left out.",)
    assert found.filters.from_ is None


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("9" * 40, 999_999)]
)
def test_a_page_is_a_number_from_one(app: Flask, text: str, number: int) -> None:
    assert asked(app, page=text).page == number
