"""Terms in the database: composition as at any date, vacancies, and what never changes the past."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from meetings.actor import CLI
from meetings.audit import AuditChange, AuditEntry
from meetings.db import db
from meetings.directory import operations, queries
from meetings.directory.models import Body, Person
from meetings.directory.rules.bodies import BodyFacts
from meetings.directory.rules.facts import Fact
from meetings.directory.rules.terms import Places
from meetings.errors import Refused
from tests.factories.directory import AT, make_body, make_person, make_seat

pytestmark = pytest.mark.usefixtures("session")
D = date


def seated(body: str, on: date) -> list[tuple[str, str]]:
    """Position and holder on a day, "-" with the number of places for a vacancy."""
    page = queries.body_page(body, on=on, lang="en")
    assert page is not None
    return [
        (sitting.position.code, who)
        for sitting in page.sitting
        for who in (
            *(each.person_name or each.state_code or "" for each in sitting.holdings),
            *(each.state_code or f"-{each.count}" for each in sitting.vacant),
        )
    ]


def actions() -> list[str]:
    found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [each.action.removeprefix("directory.") for each in found]


def test_the_composition_of_a_day_is_not_rewritten_by_what_comes_later() -> None:
    first = make_seat("PE", "president")
    make_seat("TT", "vice_president")
    make_seat("MX", "member", to_on=None)
    before = [("president", "PE"), ("vice_president", "TT"), ("vice_president", "-2")]
    before += [("member", "MX"), ("member", "-4")]
    assert seated("executive_committee", D(2017, 3, 1)) == before
    operations.end_term(first, D(2018, 6, 30), by=CLI, at=AT)
    make_seat("CL", "president", from_on=D(2018, 7, 1))
    assert seated("executive_committee", D(2017, 3, 1)) == before
    assert seated("executive_committee", D(2018, 6, 30))[0] == ("president", "PE")
    assert seated("executive_committee", D(2018, 7, 1))[0] == ("president", "CL")
    assert seated("executive_committee", D(2021, 1, 1))[0] == ("president", "-1")
    with pytest.raises(Refused) as refusal:
        operations.end_term(first, D(2019, 1, 1), by=CLI, at=AT)
    assert refusal.value.code == "ended"


def test_one_expert_of_each_party_and_the_rest_pending() -> None:
    expert = make_person("Luz", "Ñáñez")
    make_seat("HN", "expert_titular", body="committee_of_experts", person=expert)
    there = seated("committee_of_experts", D(2016, 5, 1))
    assert ("expert_titular", "Luz Ñáñez") in there
    assert len(there) == 32
    assert ("expert_titular", "HN") not in there
    with pytest.raises(Refused) as refusal:
        make_seat("CL", "expert_titular", body="committee_of_experts", person=expert)
    assert refusal.value.code == "two_states"


def test_thirty_four_delegates_in_2016_and_a_contested_place_in_2020() -> None:
    assert len(seated("assembly_of_delegates", D(2016, 1, 1))) == 34
    page = queries.body_page("assembly_of_delegates", on=D(2020, 1, 1), lang="en")
    assert page is not None
    assert [each.state_code for each in page.sitting[0].vacant if each.is_contested] == ["VE"]


def test_a_merged_person_sits_under_the_record_that_stands_for_her() -> None:
    lost, kept = make_person("Ana", "Lima"), make_person("Ana Maria", "Lima")
    make_seat("BR", "expert_titular", body="committee_of_experts", person=lost)
    lost.merged_into_id = kept.id
    db.session.flush()
    assert ("expert_titular", "Ana Maria Lima") in seated("committee_of_experts", D(2016, 5, 1))
    with pytest.raises(Refused) as refusal:
        make_seat("BR", "expert_titular", body="committee_of_experts", person=kept)
    assert refusal.value.code == "overlap"


def test_a_term_entered_by_error_is_taken_back_and_the_audit_keeps_it() -> None:
    term = make_seat("CL", "member")
    operations.correct_term(term, from_on=D(2016, 5, 1), to_on=None, state_code="CR", by=CLI, at=AT)
    operations.take_back_term(term, by=CLI, at=AT)
    assert queries.holdings(body_code="executive_committee") == ()
    assert actions()[-3:] == ["appoint", "correct_term", "take_back_term"]
    kept = db.session.scalars(select(AuditChange).order_by(AuditChange.entry_id.desc())).first()
    assert kept is not None
    assert (kept.changes["state"], kept.changes["from_on"]) == ("CR", "2016-05-01")


def test_a_refused_term_leaves_nothing_behind() -> None:
    make_seat("CL", "president")
    with pytest.raises(Refused):
        make_seat("PE", "president", from_on=D(2019, 12, 31), to_on=None)
    db.session.flush()
    assert len(queries.holdings(body_code="executive_committee")) == 1


def test_the_secretariat_adds_bodies_of_its_own() -> None:
    steering = make_body("Steering committee", type="steering_committee", level="regional")
    facts = BodyFacts({"en": "National committee"}, type="national_committee", country="HN")
    national = operations.add_body(facts, by=CLI, at=AT)
    assert (national.code, national.is_own, national.is_organ) == (
        "national_committee",
        True,
        False,
    )
    again = make_body("National committee", parent_code=steering.code)
    assert again.code == "national_committee_2"
    page = queries.body_page(steering.code, on=D(2026, 5, 4), lang="es")
    assert page is not None
    assert [child.code for child in page.children] == ["national_committee_2"]
    with pytest.raises(Refused) as refusal:
        operations.correct_body(
            steering, BodyFacts({"en": "x"}, parent_code=again.code), by=CLI, at=AT
        )
    assert refusal.value.code == "circle"


def test_of_a_body_that_came_with_the_product_only_the_numbering_is_the_officers() -> None:
    body = db.session.get_one(Body, "committee_of_experts")
    facts = BodyFacts({"en": "Another name"}, type="organ", numbering="cardinal")
    operations.correct_body(body, facts, by=CLI, at=AT)
    assert body.name("en") == "MESECVI Committee of Experts (CEVI)"
    assert body.numbering == "cardinal"
    assert actions()[-1] == "correct_body"


def test_periods_and_places_of_a_body() -> None:
    body = make_body()
    period = operations.add_period(body, from_on=D(2020, 1, 1), to_on=D(2021, 1, 1), by=CLI, at=AT)
    operations.correct_period(period, from_on=D(2020, 1, 1), to_on=D(2022, 1, 1), by=CLI, at=AT)
    with pytest.raises(Refused):
        operations.add_period(body, from_on=D(2022, 1, 1), to_on=D(2023, 1, 1), by=CLI, at=AT)
    row = operations.set_places(
        Places(body.code, "person_member", D(2020, 1, 1), places=2), by=CLI, at=AT
    )
    operations.correct_places(
        row, Places(body.code, "person_member", D(2020, 1, 1), places=3), by=CLI, at=AT
    )
    assert seated(body.code, D(2021, 1, 1)) == [("person_member", "-3")]
    operations.remove_places(row, by=CLI, at=AT)
    operations.remove_period(period, by=CLI, at=AT)
    assert seated(body.code, D(2021, 1, 1)) == []
    assert queries.periods(body.code) == []


def test_a_fact_ends_without_touching_earlier_days_and_one_of_error_is_removed() -> None:
    fact = next(each for each in queries.facts_of("NI") if each.flag_code == "belem_party")
    operations.end_fact(fact, D(2030, 5, 4), by=CLI, at=AT)
    assert (fact.from_on, fact.to_on, fact.to_precision) == (D(1995, 1, 1), D(2030, 5, 4), "day")
    added = operations.add_fact(
        Fact("NI", "oas_suspended", D(2031, 6, 9), None, "month"), by=CLI, at=AT
    )
    assert added.from_on == D(2031, 6, 1)
    operations.remove_fact(added, by=CLI, at=AT)
    assert [each for each in queries.facts_of("NI") if each.flag_code == "oas_suspended"] == []
    assert actions()[-3:] == ["correct_fact", "add_fact", "remove_fact"]


def test_persons_are_in_the_history_by_name_only() -> None:
    make_seat("BR", "expert_titular", body="committee_of_experts", person=make_person())
    holding = queries.holdings(state_code="BR")[0]
    assert holding.person_name == "Ana Lima"
    assert not any("@" in str(value) for value in vars(holding).values())
    assert db.session.scalars(select(Person)).one().email == "ana.lima@example.org"


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ({}, True),
        ({"names": {"fr": "Comité", "en": "WORKING GROUP on  care"}}, True),
        ({"names": {"es": "Working group on care"}}, False),
        ({"parent_code": "committee_of_experts"}, False),
        ({"country": "HN"}, False),
        ({"from_on": D(2026, 1, 1)}, False),
        ({"from_on": D(2025, 12, 31)}, True),
    ],
)
def test_a_second_body_of_the_same_name_is_refused(
    changes: dict[str, object], is_refused: bool
) -> None:
    make_body("Working group on care", to_on=D(2025, 12, 31))
    other = make_body("Working group on work")
    facts = BodyFacts(**{"names": {"en": "Working group on care"}} | changes)  # type: ignore[arg-type]  # by name
    for act in (
        lambda: operations.add_body(facts, by=CLI, at=AT),
        lambda: operations.correct_body(other, facts, by=CLI, at=AT),
    ):
        if is_refused:
            with pytest.raises(Refused) as refusal:
                act()
            assert (refusal.value.field, refusal.value.code) == ("name_en", "known")
    if not is_refused:
        operations.add_body(facts, by=CLI, at=AT)


def test_a_body_of_a_known_name_may_still_be_ended(session: object) -> None:
    one = make_body("Working group on care", to_on=D(2025, 12, 31))
    facts = BodyFacts({"en": "Working group on care"}, to_on=D(2024, 12, 31))
    operations.correct_body(one, facts, by=CLI, at=AT)
    assert one.to_on == D(2024, 12, 31)
