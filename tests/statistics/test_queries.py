"""Figures out of the database, on both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.registration.models import Affiliation
from meetings.statistics import queries
from meetings.statistics.rules import Split
from tests.factories.attendance import make_listed
from tests.factories.statistics import (
    make_held,
    make_organization,
    make_presence,
    make_present,
    make_term,
    merge,
    undo_presence,
)

pytestmark = pytest.mark.usefixtures("session")
COUNTING = ("participant", "nca", "cso_representative")


def totals(meeting: Meeting) -> dict[str, int]:
    """Each count of those who count, whatever their sex."""
    found = queries.figures(meeting.id)
    counts = ("registered", "confirmed", "attended", "day_presences")
    return {count: found.of(count).total for count in counts}


@pytest.mark.parametrize(
    ("status", "registered", "confirmed", "attended"),
    [
        ("invited", 0, 0, 0),
        ("nominated", 1, 0, 0),
        ("pending", 1, 0, 0),
        ("confirmed", 1, 1, 1),
        ("waitlisted", 0, 0, 0),
        ("declined", 0, 0, 0),
        ("cancelled", 0, 0, 0),
        ("replaced", 0, 0, 0),
    ],
)
def test_who_counts(status: str, registered: int, confirmed: int, attended: int) -> None:
    meeting = make_held()
    make_present(meeting, status=status)
    assert totals(meeting) == {
        "registered": registered,
        "confirmed": confirmed,
        "attended": attended,
        "day_presences": attended,
    }


def test_presence_on_two_days_is_one_person_and_two_day_presences() -> None:
    meeting = make_held()
    both = make_present(meeting, days=2)
    make_presence(both, day=meeting.starts_on)  # through a second door
    assert totals(meeting) == {
        "registered": 1,
        "confirmed": 1,
        "attended": 1,
        "day_presences": 2,
    }


def test_an_undone_presence_counts_nowhere() -> None:
    meeting = make_held()
    made = make_listed(meeting)
    undo_presence(made, make_presence(made, day=meeting.starts_on))
    assert totals(meeting)["attended"] == totals(meeting)["day_presences"] == 0


def test_sex_by_capacity_and_by_represented_state() -> None:
    meeting = make_held()
    make_present(meeting, capacity="nca", state="HN")
    make_present(meeting, capacity="nca", state="HN", sex="male")
    make_present(meeting, capacity="participant", state="PE", sex="not_stated")
    make_present(meeting, capacity="expert_titular")  # in a personal capacity: no State
    make_present(meeting, capacity="interpreter")
    found = queries.figures(meeting.id)
    assert found.by_capacity("attended") == {
        "nca": Split(1, 1),
        "participant": Split(not_stated=1),
        "expert_titular": Split(1),
    }
    assert found.by_state("attended") == {
        "HN": Split(1, 1),
        "PE": Split(not_stated=1),
        None: Split(1),
    }
    assert found.apart_by_capacity("attended") == {"interpreter": Split(1)}


def test_another_meeting_and_its_presence_stay_out() -> None:
    meeting, other = make_held(), make_held("Other")
    make_listed(meeting)
    make_present(other)
    assert totals(meeting)["attended"] == 0
    assert queries.attended([meeting.id]) == {}


def test_a_merged_person_counts_once_in_a_meeting_by_her_furthest_participation() -> None:
    meeting = make_held()
    present = make_present(meeting, sex="female", capacity="nca")
    twice = make_listed(meeting, sex="not_stated")
    thrice = make_listed(meeting, sex="male", status="pending")
    merge(twice.person, present.person)
    merge(thrice.person, twice.person)
    found = queries.figures(meeting.id)
    assert [found.of(c) for c in ("registered", "confirmed", "attended")] == [Split(1)] * 3
    assert found.by_capacity("registered") == {"nca": Split(1)}


def test_persons_over_meetings_are_distinct_and_as_they_were_last() -> None:
    first = make_held(starts_on=date(2016, 3, 1))
    later = make_held(starts_on=date(2016, 9, 1))
    early = make_present(first, sex="not_stated", personnel_kind="police")
    make_present(later, sex="female", personnel_kind="health", person=early.person)
    namesake = make_present(first, sex="male", personnel_kind="police")
    merge(namesake.person, early.person)
    make_present(later, sex="male", personnel_kind="police")
    found = queries.persons([first.id, later.id], capacity_codes=COUNTING)
    assert {(line.sex, line.personnel_kind): line.number for line in found} == {
        ("female", "health"): 1,
        ("male", "police"): 1,
    }
    earlier = queries.persons([first.id], capacity_codes=COUNTING)
    assert sum(line.number for line in earlier) == 1


def test_organizations_are_present_by_any_affiliation_and_merged_ones_once() -> None:
    meeting = make_held()
    red, twin, other = (make_organization(name) for name in ("Red", "La Red", "Otra"))
    merge(twin, red)
    make_present(meeting, capacity="cso_representative", organization=red)
    second = make_present(meeting, capacity="cso_representative", organization=twin)
    second.affiliations.append(
        Affiliation(type="organization", organization_id=other.id, is_principal=False)
    )
    make_listed(meeting, capacity="cso_representative", organization=make_organization("Ausente"))
    make_present(meeting, capacity="participant")  # in her own name
    db.session.flush()
    found = queries.organizations([meeting.id], capacity_codes=COUNTING)
    assert {each.organization_id: each.representatives for each in found} == {
        red.id: 2,
        other.id: 1,
    }


def test_holders_of_a_term_on_the_first_day_of_the_meeting() -> None:
    meeting = make_held(kind_code="committee_of_experts", starts_on=date(2016, 4, 19))
    people = [make_present(meeting, capacity="expert_titular").person for _ in range(4)]
    make_term(people[0], from_on=date(2016, 4, 19))
    make_term(people[1], from_on=date(2014, 1, 1), to_on=date(2016, 4, 18))  # ended the day before
    make_term(people[2], from_on=date(2016, 4, 20))
    absent = make_listed(meeting, capacity="expert_titular").person
    make_term(absent, from_on=date(2014, 1, 1))
    found = queries.holders([meeting.id], body="committee_of_experts")
    assert [each.person_id for each in found] == [people[0].id]
    assert queries.appointed([meeting.id], body="committee_of_experts") == {meeting.id: 2}


def test_a_term_is_found_through_a_merge() -> None:
    meeting = make_held(kind_code="committee_of_experts")
    present = make_present(meeting, capacity="expert_titular")
    appointed = make_listed(make_held("Earlier"), capacity="expert_titular").person
    make_term(appointed, from_on=date(2014, 1, 1))
    merge(appointed, present.person)
    (found,) = queries.holders([meeting.id], body="committee_of_experts")
    assert (found.person_id, found.state) == (present.person.id, "HN")


def test_all_counts_of_a_meeting_are_one_query() -> None:
    meeting = make_held()
    make_present(meeting)
    seen: list[Any] = []

    def note(*given: Any) -> None:
        seen.append(given[2])

    event.listen(db.engine, "before_cursor_execute", note)
    queries.lines(meeting.id)
    event.remove(db.engine, "before_cursor_execute", note)
    assert len(seen) == 1
