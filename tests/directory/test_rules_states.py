"""What is true of a State on a day, days known to the month or year, and what a body may be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from meetings.directory.rules.bodies import BodyFacts, Period, check_body, check_period, code_for
from meetings.directory.rules.facts import (
    Fact,
    Membership,
    check_fact,
    check_membership,
    members_on,
    true_on,
)
from meetings.directory.rules.spans import widened
from meetings.errors import Refused

D = date


def fact(first: date | None = None, last: date | None = None, **more: Any) -> Fact:
    return Fact("VE", "oas_member", first, last, **more)


SURE = fact(D(1948, 1, 1), D(2018, 12, 31))
DISPUTED = fact(D(2019, 1, 1), is_contested=True, note={"en": "Who counts it differs."})


@pytest.mark.parametrize(
    ("facts", "day", "true"),
    [
        ([SURE, DISPUTED], D(2018, 12, 31), {"VE": False}),
        ([SURE, DISPUTED], D(2019, 1, 1), {"VE": True}),
        ([SURE, DISPUTED], D(1947, 12, 31), {}),
        ([DISPUTED, fact()], D(2020, 1, 1), {"VE": False}),
        ([fact()], D(1500, 1, 1), {"VE": False}),
    ],
)
def test_what_is_true_on_a_day(facts: list[Fact], day: date, true: dict[str, bool]) -> None:
    assert true_on(facts, day).get("oas_member", {}) == true


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (fact(D(2018, 1, 1)), "overlap"),
        (fact(D(2018, 1, 1), is_contested=True, note={"fr": "Contesté"}), None),
        (fact(D(2018, 1, 1), is_contested=True), "no_note"),
        (fact(D(2030, 1, 1), D(2029, 1, 1)), "ends_before_start"),
        (fact(D(2030, 1, 1), note={"pt": "x" * 1001}), "too_long"),
        (Fact("VE", "oas_suspended", D(1990, 1, 1)), None),
        (fact(D(2020, 1, 1)), None),
    ],
)
def test_a_fact_beside_others(new: Fact, code: str | None) -> None:
    assert refused(check_fact, new, [SURE, DISPUTED]) == code


@pytest.mark.parametrize(
    ("day", "exactness", "is_last", "kept"),
    [
        (D(2009, 7, 4), "day", False, D(2009, 7, 4)),
        (D(2009, 7, 4), "month", False, D(2009, 7, 1)),
        (D(2012, 2, 4), "month", True, D(2012, 2, 29)),
        (D(2009, 7, 4), "year", False, D(2009, 1, 1)),
        (D(2009, 7, 4), "year", True, D(2009, 12, 31)),
        (None, "year", True, None),
    ],
)
def test_a_month_or_a_year_is_kept_whole(
    day: date | None, exactness: str, is_last: bool, kept: date | None
) -> None:
    assert widened(day, exactness, is_last=is_last) == kept


def test_members_of_a_group_on_a_day() -> None:
    members = [
        Membership("sica", "PA", D(1991, 12, 13)),
        Membership("sica", "DO", D(2013, 6, 27)),
        Membership("sica", "XX", D(1991, 12, 13), D(2000, 1, 1)),
    ]
    assert members_on(members, D(2003, 1, 1)) == ("PA",)
    assert members_on(members, D(2016, 1, 1)) == ("DO", "PA")
    assert refused(check_membership, Membership("sica", "XX", D(2001, 1, 1)), members) is None
    assert refused(check_membership, Membership("sica", "XX", D(1999, 1, 1)), members) == "overlap"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, None),
        ({"names": {"en": ""}}, "no_name"),
        ({"names": {"en": "x", "pt": "y" * 300}}, "too_long"),
        ({"type": "national_committee", "country": None}, "no_country"),
        ({"type": "national_committee", "country": "HN"}, None),
        ({"parent_code": "group"}, "circle"),
        ({"parent_code": "below"}, "circle"),
        ({"parent_code": "assembly"}, None),
        ({"from_on": D(2020, 1, 2), "to_on": D(2020, 1, 1)}, "ends_before_start"),
    ],
)
def test_a_body(given: dict[str, Any], code: str | None) -> None:
    facts = BodyFacts(**{"names": {"es": "Grupo"}} | given)
    parents = {"assembly": None, "group": "assembly", "below": "group"}
    if code is None:
        check_body(facts, code="group", parents=parents)
        return
    with pytest.raises(Refused) as refusal:
        check_body(facts, code="group", parents=parents)
    assert refusal.value.code == code


def test_terms_of_office_of_a_body_stand_apart() -> None:
    known = [Period(D(2016, 1, 1), D(2019, 12, 31))]
    assert refused(check_period, Period(D(2019, 12, 31), D(2021, 1, 1)), known) == "overlap"
    assert refused(check_period, Period(D(2020, 1, 1), D(2019, 1, 1)), known) == "ends_before_start"
    assert refused(check_period, Period(D(2020, 1, 1), D(2022, 12, 31)), known) is None


@pytest.mark.parametrize(
    ("names", "taken", "code"),
    [
        ({"en": "Group on indicators"}, (), "group_on_indicators"),
        ({"es": "Grupo de Género"}, ("grupo_de_genero", "grupo_de_genero_2"), "grupo_de_genero_3"),
        ({"pt": "!!!"}, (), "body"),
        ({"fr": "É" * 160}, (), "e" * 50),
    ],
)
def test_a_code_for_an_address(names: dict[str, str], taken: tuple[str, ...], code: str) -> None:
    assert code_for(names, taken) == code


def refused(check: Any, new: object, others: list[Any]) -> str | None:
    """The code of the refusal, None for none."""
    try:
        check(new, others)
    except Refused as refusal:
        return refusal.code
    return None
