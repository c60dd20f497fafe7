"""What a body owes, counted and told in words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from meetings.calendar import owing
from meetings.calendar.rules.obligations import (
    ObligationFacts,
    accounts,
    around,
    check_new,
    cleaned_obligation,
)
from meetings.errors import Refused


def asked(count: int = 3, every: int = 1, to: date | None = date(2003, 12, 31)) -> Any:
    return SimpleNamespace(count=count, every_years=every, from_on=date(2003, 1, 1), to_on=to)


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ("held tentative tentative", "three owed, three planned"),
        ("held tentative cancelled", "three owed, two planned: one missing"),
        ("held confirmed foreseen tentative", "three owed, four planned"),
        ("", "three owed, none planned: three missing"),
        (
            "held held postponed",
            "three owed, two planned: one missing; one postponed without a new date",
        ),
    ],
)
def test_what_is_missing_is_told_in_words(app: Flask, statuses: str, words: str) -> None:
    meetings = [(date(2003, 3, 1), status) for status in statuses.split()]
    (account,) = accounts(asked(), meetings, through=2003)

    with app.test_request_context():
        assert owing.sentence(account, "en") == words


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "se deben tres, dos previstas: falta una"),
        ("fr", "trois dues, deux prévues\u00a0: il en manque une"),
        ("pt", "três devidas, duas previstas: falta uma"),
    ],
)
def test_the_words_are_those_of_the_language(app: Flask, lang: str, words: str) -> None:
    meetings = [(date(2003, 3, 1), "tentative")] * 2
    (account,) = accounts(asked(), meetings, through=2003)

    with app.test_request_context():
        assert owing.sentence(account, lang) == words


@pytest.mark.parametrize(
    ("obligation", "through", "cycles"),
    [
        (asked(to=None), 2005, ["2005", "2004", "2003"]),
        (asked(), 2026, ["2003"]),
        (asked(every=3, to=None), 2008, ["2006–2008", "2003–2005"]),
        (asked(every=3, to=date(2007, 6, 30)), 2026, ["2006–2007", "2003–2005"]),
        (asked(to=None), 2002, []),
    ],
)
def test_a_cycle_begins_in_the_year_of_the_text(
    obligation: Any, through: int, cycles: list[str]
) -> None:
    assert [owing.years(each) for each in accounts(obligation, [], through=through)] == cycles


def test_a_meeting_counts_in_the_year_in_which_it_begins() -> None:
    meetings = [(date(2003, 12, 30), "held"), (date(2004, 1, 2), "held")]
    after, before = accounts(asked(1, to=None), meetings, through=2004)

    assert (before.planned, after.planned) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": " "}, "source"),
        ({"source": "x" * 121}, "source"),
        ({"count": 0}, "count"),
        ({"every_years": 21}, "every_years"),
        ({"to_on": date(2002, 12, 31)}, "to_on"),
        ({"words": {"en": "x" * 401}}, "words"),
    ],
)
def test_an_obligation_that_makes_no_sense_is_refused(wrong: dict[str, Any], field: str) -> None:
    sound: dict[str, Any] = {
        "source": "CIM/RES.221",
        "count": 3,
        "from_on": date(2003, 1, 1),
        "words": {},
    }
    with pytest.raises(Refused) as refusal:
        cleaned_obligation(ObligationFacts(**(sound | wrong)))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("first", "last", "every", "parts"),
    [
        (2024, 2031, 1, ([2031, 2030, 2029, 2028], [2027, 2026, 2025], [2024])),
        (2003, 2026, 1, ([], [2026, 2025], list(range(2024, 2002, -1)))),
        (2001, 2030, 5, ([], [2026, 2021], [2016, 2011, 2006, 2001])),
        (2003, 2005, 1, ([], [2005, 2004], [2003])),
        (2028, 2031, 1, ([2031, 2030], [2029, 2028], [])),
        (2030, 2026, 1, ([], [], [])),
    ],
)
def test_the_present_cycle_stands_between_the_next_and_the_one_before(
    first: int, last: int, every: int, parts: tuple[list[int], ...]
) -> None:
    of_text = SimpleNamespace(count=3, every_years=every, from_on=date(first, 1, 1), to_on=None)
    found = around(accounts(of_text, [], through=last), 2026)
    assert tuple([each.first for each in part] for part in found) == parts


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ({}, True),
        ({"source": "cim/res.221", "to_on": None}, True),
        ({"count": 2}, False),
        ({"every_years": 2}, False),
        ({"source": "CIM/RES.222"}, False),
        ({"from_on": date(2004, 1, 1), "to_on": None}, False),
    ],
)
def test_the_same_is_owed_once(changes: dict[str, Any], is_refused: bool) -> None:
    facts: dict[str, Any] = {
        "source": "CIM/RES.221",
        "words": {"en": "Three a year."},
        "count": 3,
        "from_on": date(2003, 1, 1),
        "to_on": date(2003, 12, 31),
    }
    known = ObligationFacts(**facts)
    asked = ObligationFacts(**facts | changes)
    if not is_refused:
        check_new(asked, [known])
        return
    with pytest.raises(Refused) as refusal:
        check_new(asked, [known])
    assert (refusal.value.field, refusal.value.code) == ("source", "known")
