"""By small corrections nobody on a State's list becomes another human being."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meetings import actor
from meetings.actor import Actor, ActorKind
from meetings.delegations.operations import naming
from meetings.delegations.operations import submit as submitting
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.members import Member
from meetings.errors import Refused
from tests.factories.delegations import AT, make_member

MINISTRY = Actor(ActorKind.LINK, "ministry", "Secretaría (Ministry)")
ANA = make_member("Ana", surnames="Mejía López")
STEPS = (("Ana Lucía", "Mejía López"), ("Lucía", "Mejía López"), ("Lucía", "Mejía"))


@pytest.fixture
def named(place: Place) -> Place:
    """Ana is on the official list of Honduras."""
    naming.add(place, ANA, seen=queries.shown(place).seen, by=MINISTRY, at=AT)
    send(place)
    return place


def send(place: Place, by: Actor = MINISTRY) -> None:
    submitting.submit(place, seen=queries.shown(place).seen, by=by, at=AT)


def held(place: Place) -> Member:
    return queries.members_of(queries.shown(place).list)[0]


def rename(place: Place, given: str, surnames: str, by: Actor = MINISTRY) -> None:
    new = replace(held(place), given_names=given, surnames=surnames)
    naming.change(place, new.key, member=new, seen=queries.shown(place).seen, by=by, at=AT)


@pytest.mark.parametrize("are_sent", [False, True])
def test_each_step_is_compared_with_the_name_under_which_she_was_nominated(
    named: Place, are_sent: bool
) -> None:
    rename(named, *STEPS[0])
    if are_sent:
        send(named)
    for step in STEPS[1:]:
        with pytest.raises(Refused, match="in the place of Ana Mejía López, use Substitute"):
            rename(named, *step)
    rename(named, "Ana", "Mejía de López")
    send(named)
    assert held(named).name == "Ana Mejía de López"


def test_a_list_that_drifted_is_not_submitted(named: Place, monkeypatch) -> None:
    monkeypatch.setattr(naming, "called", lambda _member: None)  # as drafts of before were written
    for step in STEPS:
        rename(named, *step)
    with pytest.raises(Refused, match="in the place of Ana Mejía López, use Substitute"):
        send(named)


def test_who_comes_as_last_time_stays_herself_too(named: Place) -> None:
    draft = replace(held(named), key="anew")
    seen = queries.shown(named).seen
    naming.remove(named, held(named).key, seen=seen, by=MINISTRY, at=AT)
    seen = queries.shown(named).seen
    naming.add(named, draft, seen=seen, by=MINISTRY, at=AT)
    with pytest.raises(Refused, match="use Substitute"):
        rename(named, *STEPS[2])


def test_what_the_secretariat_says_of_her_name_is_where_the_next_step_begins(named: Place) -> None:
    office = Place(named.meeting, "HN")
    rename(office, *STEPS[0], by=actor.CLI)
    send(office, by=actor.CLI)
    rename(named, *STEPS[1])
    send(named)
    assert held(named).name == "Lucía Mejía López"
