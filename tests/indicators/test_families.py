"""The five families over real meetings, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from meetings.actor import CLI
from meetings.attendance.operations.completions import take_back_completion
from meetings.db import db
from meetings.indicators import queries
from meetings.indicators.models import Framework, Indicator
from meetings.indicators.rules import Status, Value
from meetings.statistics.rules import Split
from tests.factories.attendance import make_listed
from tests.factories.statistics import (
    complete,
    make_edition,
    make_headcount,
    make_held,
    make_organization,
    make_presence,
    make_present,
    make_term,
    merge,
)

pytestmark = pytest.mark.usefixtures("session")
NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def value(code: str, year: int = 2016) -> Value:
    """An indicator's value of a year."""
    indicator = db.session.get_one(Indicator, code)
    plan = db.session.get_one(Framework, indicator.framework_code)
    return queries.value(plan, indicator, year=year, as_of=NOW)


def beside(found: Value) -> dict[str, int]:
    """The second figures by their codes."""
    return {each.code: each.number for each in found.companions}


class TestMeetingsBetweenOrgans:
    """MESECVI-1.1: held meetings where at least two organs were present."""

    def test_two_organs_make_a_meeting_and_one_does_not(self) -> None:
        both = make_held("Both", actions=("MESECVI-1.1",))
        make_present(both, capacity="secretariat")
        make_present(both, capacity="nca", state="HN")
        one = make_held("One", actions=("MESECVI-1.1",))
        make_present(one, capacity="nca", state="HN")
        make_present(one, capacity="nca", state="PE")
        found = value("MESECVI-1.1")
        assert (found.number, found.status) == (1, Status.VALUE)
        assert {each.meeting.slug: each.counts for each in found.evidence} == {
            both.slug: True,
            one.slug: False,
        }
        assert found.evidence[0].organs == ("conference_of_states_parties", "technical_secretariat")

    def test_an_organ_of_the_other_mechanism_or_absent_is_none(self) -> None:
        meeting = make_held(actions=("MESECVI-1.1",))
        make_present(meeting, capacity="secretariat")
        make_present(meeting, capacity="principal_delegate", state="HN")  # an organ of the CIM
        make_listed(meeting, capacity="expert_titular")  # registered is not there
        assert value("MESECVI-1.1").number == 0

    @pytest.mark.parametrize("status", ["foreseen", "tentative", "confirmed", "cancelled"])
    def test_only_held_meetings_count(self, status: str) -> None:
        meeting = make_held(actions=("MESECVI-1.1",), status=status)
        make_present(meeting, capacity="secretariat")
        make_present(meeting, capacity="nca", state="HN")
        assert value("MESECVI-1.1").number == 0
        assert value("MESECVI-1.1").evidence == ()


class TestHoldersOfATerm:
    """MESECVI-1.3.b: experts of the CEVI who took part in its meetings."""

    def test_distinct_holders_with_the_appointed_beside(self) -> None:
        spring = make_held(kind_code="committee_of_experts", starts_on=date(2016, 4, 19))
        autumn = make_held(kind_code="committee_of_experts", starts_on=date(2016, 11, 14))
        expert = make_present(spring, capacity="expert_titular", sex="not_stated").person
        make_present(autumn, capacity="expert_titular", sex="female", person=expert)
        make_present(spring, capacity="expert_titular")  # a replacement without a term
        make_term(expert, from_on=date(2015, 1, 1))
        make_term(make_listed(spring).person, from_on=date(2015, 1, 1))
        found = value("MESECVI-1.3.b")
        assert (found.number, found.by_sex) == (1, Split(female=1))
        assert [(each.number, each.of) for each in found.evidence] == [(1, 2), (1, 2)]

    def test_a_workshop_is_no_meeting_of_the_committee(self) -> None:
        workshop = make_held()
        expert = make_present(workshop, capacity="expert_titular").person
        make_term(expert, from_on=date(2015, 1, 1))
        assert value("MESECVI-1.3.b").number == 0


class TestOrganizations:
    """MESECVI-1.4 and CIM-3.3-IO2-b.1: organizations with a representative who was there."""

    def test_distinct_over_meetings_of_the_mechanism(self) -> None:
        red, otra = make_organization("Red", in_oas_register=True), make_organization("Otra")
        for title in ("First", "Second"):
            meeting = make_held(title)
            make_present(meeting, capacity="cso_representative", organization=red)
        make_listed(meeting, capacity="cso_representative", organization=otra)  # accredited, absent
        of_cim = make_held("Of the CIM", body_code="executive_secretariat")
        make_present(of_cim, capacity="cso_representative", organization=otra, sex="male")
        found = value("MESECVI-1.4")
        assert found.number == 1
        assert beside(found) == {
            "organization_attendances": 2,
            "representatives": 2,
            "in_oas_register": 1,
            "womens_organizations": 1,
        }
        of_cim_found = value("CIM-3.3-IO2-b.1")
        assert (of_cim_found.number, of_cim_found.by_sex) == (1, Split(male=1))

    def test_a_meeting_that_the_cim_only_attended_is_not_its_own(self) -> None:
        meeting = make_held(body_code="executive_secretariat", involvement="attended")
        make_present(meeting, capacity="cso_representative", organization=make_organization())
        assert value("CIM-3.3-IO2-b.1").number == 0

    def test_merged_organizations_are_one(self) -> None:
        meeting = make_held()
        red, twin = make_organization("Red"), make_organization("La Red")
        make_present(meeting, capacity="cso_representative", organization=red)
        make_present(meeting, capacity="cso_representative", organization=twin)
        assert value("MESECVI-1.4").number == 2
        merge(twin, red)
        assert value("MESECVI-1.4").number == 1

    def test_an_intergovernmental_organization_is_no_civil_society(self) -> None:
        meeting = make_held()
        make_present(
            meeting, capacity="igo_representative", organization=make_organization("ECLAC")
        )
        assert value("MESECVI-1.4").number == 0


class TestAttendances:
    """MESECVI-4.1.c: person x workshop, with distinct persons beside."""

    def test_a_person_at_two_workshops_is_two_attendances(self) -> None:
        first, second = (make_held(name, actions=("MESECVI-4.1",)) for name in ("A", "B"))
        once = make_present(first, days=2, personnel_kind="police")
        make_present(second, person=once.person, personnel_kind="health")
        make_present(second, sex="male", capacity="speaker_trainer")
        make_present(second, capacity="interpreter")  # does not count
        found = value("MESECVI-4.1.c")
        assert (found.number, found.by_sex) == (3, Split(2, 1))
        assert beside(found) == {"distinct_persons": 2, "meetings": 2}
        by_capacity = dict(found.tables[0].rows)
        assert by_capacity == {"participant": Split(2), "speaker_trainer": Split(0, 1)}

    def test_headcounts_enter_with_their_qualifier_and_never_as_persons(self) -> None:
        named = make_held("Named", actions=("MESECVI-4.1",))
        make_present(named)
        make_headcount(named, 9, covers="unlisted", cells=(("female", None, 5),))
        counted = make_held("Counted", actions=("MESECVI-4.1",))
        make_headcount(counted, 40, qualifier="about", cells=((None, "police", 40),))
        found = value("MESECVI-4.1.c")
        assert (found.number, found.qualifier) == (50, "about")
        blank = frozenset({"male", "another"})  # of the unlisted only the women were told
        assert found.by_sex == Split(female=6, not_stated=44, unknown=blank)
        assert beside(found)["distinct_persons"] == 1
        assert dict(found.tables[0].rows)[None] == Split(female=5, not_stated=44, unknown=blank)
        assert dict(found.tables[1].rows)["police"] == Split(not_stated=40)

    def test_a_headcount_of_everyone_stands_in_place_of_the_named(self) -> None:
        meeting = make_held(actions=("MESECVI-4.1",))
        make_present(meeting)
        make_headcount(meeting, 12)
        assert value("MESECVI-4.1.c").number == 12

    def test_a_workshop_of_which_nobody_said_who_was_there_is_named(self) -> None:
        meeting = make_held(actions=("MESECVI-4.1",))
        make_listed(meeting)
        found = value("MESECVI-4.1.c")
        assert [each.meeting.slug for each in found.missing] == [meeting.slug]
        assert found.number == 0

    def test_a_forum_is_no_workshop(self) -> None:
        make_present(make_held(actions=("MESECVI-4.1",), kind_code="forum"))
        assert value("MESECVI-4.1.c").number == 0


class TestPersonsTrained:
    """MESECVI-3.4.d of a year, CIM-3.1.1-IO1-b.2 since the start of the plan."""

    def test_only_participants_are_trained_and_each_once(self) -> None:
        first = make_held("A", actions=("MESECVI-3.4",), kind_code="training")
        second = make_held("B", actions=("MESECVI-3.4",))
        trained = make_present(first, personnel_kind="police", sex="male")
        make_present(second, person=trained.person, personnel_kind="health", sex="male")
        make_present(first, capacity="speaker_trainer")
        make_headcount(second, 30, covers="unlisted")
        found = value("MESECVI-3.4.d")
        assert (found.number, found.by_sex) == (1, Split(male=1))
        assert dict(found.tables[0].rows) == {"health": Split(male=1)}
        assert beside(found) == {"attendances": 32, "meetings": 2}

    def test_a_course_counts_who_completed_it_in_the_year_of_her_record(self) -> None:
        course = make_edition(actions=("MESECVI-3.4",))
        early, late = make_listed(course, sex="male"), make_listed(course, personnel_kind="police")
        complete(early, date(2015, 12, 20))
        complete(late, date(2016, 6, 30))
        make_presence(make_listed(course), day=date(2014, 9, 1))  # active, and no more than that
        assert [value("MESECVI-3.4.d", year).number for year in (2014, 2015, 2016)] == [0, 1, 1]
        found = value("MESECVI-3.4.d")
        assert found.by_sex == Split(female=1)
        assert dict(found.tables[0].rows) == {"police": Split(female=1)}
        assert [(each.meeting.slug, each.number) for each in found.evidence] == [(course.slug, 1)]
        assert beside(found) == {"attendances": 1, "meetings": 1}
        take_back_completion(course, late.public_id, by=CLI, at=NOW)
        assert value("MESECVI-3.4.d").evidence == ()

    def test_who_completes_two_courses_and_a_workshop_is_one_person(self) -> None:
        course = make_edition(actions=("MESECVI-3.4",))
        virtual = make_edition("On line", kind_code="virtual_course", actions=("MESECVI-3.4",))
        workshop = make_held(actions=("MESECVI-3.4",))
        ana = make_present(workshop, personnel_kind="health")
        for edition, day in ((course, date(2016, 3, 1)), (virtual, date(2016, 6, 30))):
            again = make_listed(edition, personnel_kind="police")
            again.person = make_listed(make_held("Elsewhere")).person
            merge(again.person, ana.person)
            complete(again, day)
        found = value("MESECVI-3.4.d")
        assert (found.number, beside(found)["attendances"]) == (1, 3)
        assert dict(found.tables[0].rows) == {"police": Split(female=1)}
        assert [each.number for each in found.evidence] == [1, 1, 1]
        assert not found.missing

    def test_a_cumulative_one_goes_on_from_the_start_of_the_plan(self) -> None:
        def training(year: int) -> None:
            meeting = make_held(
                str(year),
                actions=("CIM-3.1.1-IO1-b",),
                kind_code="training",
                body_code="executive_secretariat",
                starts_on=date(year, 9, 8),
            )
            make_present(meeting)

        for year in (2015, 2016, 2018):
            training(year)
        assert [value("CIM-3.1.1-IO1-b.2", y).number for y in (2015, 2016, 2017, 2018)] == [
            0,
            1,
            1,
            2,
        ]
        progress = value("CIM-3.1.1-IO1-b.2", 2018).progress
        assert progress is not None
        assert (progress.reached, progress.target, progress.with_baseline) == (17, 75, True)


def test_every_indicator_says_its_number_or_why_there_is_none() -> None:
    statuses: dict[str, int] = {}
    for plan in queries.frameworks():
        for each in queries.year(plan, 2016, as_of=NOW):
            statuses[each.value.status] = statuses.get(each.value.status, 0) + 1
    assert sum(statuses.values()) == 50
    assert statuses["value"] == 7
    assert statuses["by_hand"] == 16


def test_of_a_year_to_come_there_is_no_number() -> None:
    assert value("MESECVI-1.1", 2027).status == Status.NOT_AVAILABLE
    assert value("MESECVI-1.1", 2027).number is None
