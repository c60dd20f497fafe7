"""Who may sit where from when to when, and which places are vacant, by tables of cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from meetings.directory.rules.facts import Fact
from meetings.directory.rules.terms import (
    PERSON,
    STATE,
    Places,
    Seat,
    Vacancy,
    check_places,
    check_seat,
    vacancies,
)
from meetings.errors import Refused

D = date
VICE = Places("executive_committee", "vice_president", D(2002, 1, 1), places=3)
ONE_EACH = Places(
    "committee_of_experts", "expert_titular", D(2004, 10, 26), flag_code="belem_party"
)


def state(code: str, first: date, last: date | None = None, *, position: str = "member") -> Seat:
    return Seat("executive_committee", position, first, last, state_code=code)


def expert(
    number: int, code: str | None, first: date, last: date | None = None, **more: Any
) -> Seat:
    position = more.get("position", "expert_titular")
    return Seat("committee_of_experts", position, first, last, state_code=code, person_id=number)


PARTY = "belem_party"
SAID = [
    Fact("CL", PARTY, D(1996, 1, 1)),
    Fact("MX", PARTY, D(1998, 1, 1), is_contested=True),
    Fact("NI", PARTY, D(1995, 1, 1), D(2016, 1, 1)),
    Fact("US", "oas_member", D(1948, 1, 1)),
]
TERM = state("CL", D(2016, 1, 1), D(2019, 12, 31))
EXPERT = expert(1, "CL", D(2014, 1, 1), D(2017, 12, 31))


@pytest.mark.parametrize(
    ("seat", "others", "code", "field"),
    [
        (TERM, [], None, None),
        (state("CL", D(2016, 1, 2), D(2016, 1, 1)), [], "ends_before_start", "to_on"),
        (state("CL", D(2016, 1, 1), D(2016, 1, 1)), [], None, None),
        (state("CL", D(216, 1, 1)), [], "out_of_range", "from_on"),
        (state("CL", D(2019, 12, 31)), [TERM], "overlap", "from_on"),
        (state("CL", D(2020, 1, 1)), [TERM], None, None),
        (state("CL", D(2010, 1, 1), D(2015, 12, 31)), [TERM], None, None),
        (state("CL", D(2010, 1, 1)), [TERM], "overlap", "from_on"),
        (state("MX", D(2016, 1, 1)), [TERM], None, None),
        (state("CL", D(2018, 1, 1), position="president"), [TERM], "two_positions", "from_on"),
        (state("CL", D(2020, 1, 1), position="president"), [TERM], None, None),
        (state("CL", D(2018, 1, 1)), [state("CL", D(2012, 1, 1))], "overlap", "from_on"),
    ],
)
def test_a_states_term(seat: Seat, others: list[Seat], code: str | None, field: str | None) -> None:
    assert refused(seat, others) == (code, field)


@pytest.mark.parametrize(
    ("seat", "code", "field"),
    [
        (expert(2, "CL", D(2018, 1, 1)), None, None),
        (expert(2, "CL", D(2017, 12, 31)), "place_taken", "from_on"),
        (expert(2, "MX", D(2016, 1, 1)), None, None),
        (expert(2, None, D(2016, 1, 1)), "no_state", "state"),
        (expert(2, "US", D(2016, 1, 1)), "no_place", "state"),
        (expert(2, "NI", D(2016, 1, 1)), None, None),
        (expert(2, "NI", D(2016, 1, 2)), "no_place", "state"),
        (expert(1, "MX", D(2016, 1, 1)), "two_states", "state"),
        (expert(1, "MX", D(2018, 1, 1)), None, None),
        (expert(1, "CL", D(2016, 1, 1)), "overlap", "from_on"),
        (expert(1, "CL", D(2016, 1, 1), position="expert_alternate"), "two_positions", "from_on"),
        (expert(2, "CL", D(2016, 1, 1), position="expert_alternate"), None, None),
        (state("CL", D(2016, 1, 1)), "no_holder", "person"),
    ],
)
def test_an_experts_term(seat: Seat, code: str | None, field: str | None) -> None:
    assert refused(seat, [EXPERT], holder=PERSON) == (code, field)


THREE = [state(code, D(2016, 1, 1), D(2019, 12, 31), position="vice_president") for code in "abc"]


@pytest.mark.parametrize(
    ("others", "first", "last", "code"),
    [
        (THREE[:2], D(2016, 1, 1), None, None),
        (THREE, D(2016, 1, 1), None, "place_taken"),
        (THREE, D(2020, 1, 1), None, None),
        (THREE, D(2012, 1, 1), D(2015, 12, 31), None),
        (THREE, D(2012, 1, 1), D(2016, 1, 1), "place_taken"),
        (THREE, D(1990, 1, 1), D(2001, 12, 31), None),
    ],
)
def test_no_more_than_three_vice_presidents(
    others: list[Seat], first: date, last: date | None, code: str | None
) -> None:
    assert refused(state("d", first, last, position="vice_president"), others)[0] == code


@pytest.mark.parametrize(
    ("number", "code", "position", "expected"),
    [
        (2, "CL", "principal_delegate", "place_taken"),
        (2, "PE", "principal_delegate", None),
        (2, "CL", "alternate_delegate", None),
    ],
)
def test_one_principal_delegate_of_a_state_in_every_body(
    number: int, code: str, position: str, expected: str | None
) -> None:
    body, first = "executive_committee", D(2016, 1, 1)
    sits = Seat(body, "principal_delegate", first, state_code="CL", person_id=1)
    more = Seat(body, position, first, state_code=code, person_id=number)
    assert refused(more, [sits], holder=PERSON)[0] == expected


def test_the_holder_fits_the_position() -> None:
    assert refused(expert(1, "CL", D(2016, 1, 1)), [], holder=STATE) == ("wrong_holder", "person")
    nobody = Seat("executive_committee", "member", D(2016, 1, 1))
    assert refused(nobody, [], holder=STATE) == ("no_holder", "state")


PARTIES = {"belem_party": {"CL": False, "MX": False, "VE": True}}


@pytest.mark.parametrize(
    ("rules", "seats", "on", "vacant"),
    [
        ([VICE], THREE, D(2017, 1, 1), ()),
        ([VICE], THREE[:2], D(2017, 1, 1), (Vacancy("vice_president", 1),)),
        ([VICE], THREE, D(2020, 1, 1), (Vacancy("vice_president", 3),)),
        ([VICE], [], D(2001, 1, 1), ()),
        (
            [ONE_EACH],
            [EXPERT],
            D(2016, 1, 1),
            (
                Vacancy("expert_titular", 1, "MX"),
                Vacancy("expert_titular", 1, "VE", is_contested=True),
            ),
        ),
    ],
)
def test_vacancies(
    rules: list[Places], seats: list[Seat], on: date, vacant: tuple[Vacancy, ...]
) -> None:
    assert vacancies(rules, seats, true=PARTIES, on=on) == vacant


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Places("x", "member", D(2020, 1, 1), places=5), None),
        (Places("x", "member", D(2020, 1, 1)), "one_rule"),
        (Places("x", "member", D(2020, 1, 1), places=5, flag_code="belem_party"), "one_rule"),
        (Places("x", "member", D(2020, 1, 1), places=0), "out_of_range"),
        (Places("x", "member", D(2020, 1, 1), D(2019, 1, 1), places=1), "ends_before_start"),
        (Places("x", "member", D(2009, 1, 1), places=5), "overlap"),
        (Places("x", "chair", D(2009, 1, 1), places=5), None),
    ],
)
def test_places(rule: Places, code: str | None) -> None:
    known = [Places("x", "member", D(2000, 1, 1), D(2010, 12, 31), places=4)]
    if code is None:
        check_places(rule, known)
        return
    with pytest.raises(Refused) as refusal:
        check_places(rule, known)
    assert refusal.value.code == code


def refused(
    seat: Seat, others: list[Seat], *, holder: str = STATE
) -> tuple[str | None, str | None]:
    """The code and the field of the refusal, (None, None) for none."""
    try:
        check_seat(seat, others, places=[VICE, ONE_EACH], facts=SAID, holder=holder)
    except Refused as refusal:
        return refusal.code, refusal.field
    return None, None
