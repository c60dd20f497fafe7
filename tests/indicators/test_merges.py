"""A merge counts one, and undoing it brings back every figure of statistics and indicators."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import operations
from meetings.directory.models import Organization, Person, Tagging, Term
from meetings.indicators import queries as indicators
from meetings.registration.models import Affiliation, Participation
from meetings.statistics import queries as statistics
from tests.factories.statistics import make_held, make_organization, make_present, make_term

pytestmark = pytest.mark.usefixtures("session")
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
CAPACITIES = ("participant", "expert_titular", "cso_representative", "nca")


def every_figure() -> dict[str, Any]:
    """All figures of all meetings, all indicators of 2016, and what hangs on each record."""
    ids = tuple(db.session.scalars(select(Meeting.id).order_by(Meeting.id)))
    found: dict[str, Any] = {f"meeting {each}": statistics.figures(each) for each in ids}
    found["attended"] = statistics.attended(ids)
    found["persons"] = statistics.persons(ids, capacity_codes=CAPACITIES)
    found["holders"] = statistics.holders(ids, body="committee_of_experts")
    found["appointed"] = statistics.appointed(ids, body="committee_of_experts")
    found["organizations"] = statistics.organizations(ids, capacity_codes=CAPACITIES)
    for plan in indicators.frameworks():
        for measured in indicators.year(plan, 2016, as_of=AT):
            found[f"indicator {measured.indicator.code}"] = asdict(measured.value)
    found["hangs on"] = {
        model.__name__: db.session.execute(select(model.id, column).order_by(model.id)).all()
        for model, column in (
            (Participation, Participation.person_id),
            (Term, Term.person_id),
            (Affiliation, Affiliation.organization_id),
            (Tagging, Tagging.person_id),
        )
    }
    return found


def a_year() -> tuple[list[Person], list[Organization]]:
    """Three records of one expert, two of them at one meeting, and two of one organization."""
    actions = tuple(each.code for _plan, listed in indicators.actions() for each in listed)
    first = make_held("First", actions=actions)
    second = make_held("Second", actions=actions, starts_on=date(2016, 9, 5))
    made = [
        make_present(first, capacity="expert_titular", sex="female", days=2),
        make_present(first, capacity="expert_titular", sex="female"),
        make_present(second, capacity="expert_titular", sex="female"),
    ]
    organizations = [make_organization("Red Ixchel"), make_organization("Red Ixchel A. C.")]
    for meeting, organization in zip((first, first), organizations, strict=True):
        make_present(meeting, capacity="cso_representative", organization=organization)
    people = [each.person for each in made]
    for person in people[:2]:
        make_term(person, from_on=date(2016, 1, 1))
        operations.set_tags(person, ["media"], by=CLI, at=AT)
    return people, organizations


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def test_a_merge_counts_one_and_undoing_it_brings_every_figure_back() -> None:
    people, organizations = a_year()
    before = every_figure()
    rows = [
        operations.merge(people[0], people[1], by=CLI, at=AT),
        operations.merge(organizations[0], organizations[1], by=CLI, at=AT),
    ]
    during = every_figure()
    assert {"attended", "persons", "holders", "appointed", "organizations"} <= differing(
        before, during
    )
    assert during["hangs on"] == before["hangs on"]
    assert set(during["appointed"].values()) == {1}
    for row in rows:
        operations.undo_merge(row, by=CLI, at=AT)
    assert differing(before, every_figure()) == set()


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_chain_counts_one_and_comes_apart_in_any_order(order: tuple[int, ...]) -> None:
    people, _organizations = a_year()
    before = every_figure()
    rows = [
        operations.merge(people[1], people[0], by=CLI, at=AT),
        operations.merge(people[2], people[1], by=CLI, at=AT),
    ]
    assert sum(each.number for each in every_figure()["persons"]) == 3
    for turn in order:
        operations.undo_merge(rows[turn], by=CLI, at=AT)
    assert differing(before, every_figure()) == set()
