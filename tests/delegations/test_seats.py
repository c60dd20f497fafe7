"""The desk says which seats are all taken before anybody is named, and offers nothing in vain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from meetings.actor import CLI
from meetings.calendar import queries as calendar
from meetings.registration import operations
from meetings.registration.models import Status, Way
from meetings.registration.rules.seating import Scope
from tests.factories.delegations import AT, make_nominated_meeting
from tests.factories.registration import make_entry
from tests.support.desks import At, named


@pytest.fixture
def taken(at: At, stored) -> Callable[..., None]:
    """A State that is not Honduras holds one seat of so many within a scope."""

    def take(*, seats: int = 1, waits: bool = False, hold: int = 0, **scope: Any) -> None:
        with stored():
            meeting = calendar.by_slug(at.slug)
            assert meeting is not None
            plan = operations.Plan(has_waiting_list=waits)
            operations.set_plan(meeting, plan, by=CLI, at=AT)
            operations.enter(
                meeting,
                make_entry(capacity_code="adviser", represents="state", state_code="PE"),
                way=Way.OFFICER,
                nonce="one",
                by=CLI,
                at=AT,
                status=Status.CONFIRMED,
            )
            operations.set_limit(meeting, Scope(**scope), seats=seats, by=CLI, at=AT)
            if hold:
                until = meeting.starts_at
                operations.hold_seats_for(
                    meeting, hold, state_code="HN", organization_id=None, until=until, by=CLI, at=AT
                )

    return take


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        ({}, "All the seats of the meeting are taken."),
        ({"capacity_code": "adviser"}, "Adviser: no seat is left."),
        ({"mode": "in_person"}, "In person: no seat is left."),
    ],
)
def test_a_focal_point_reads_what_is_full_before_she_names(
    page, at, taken, scope, sentence
) -> None:
    taken(**scope)
    desk = page.get(at.desk)
    assert sentence in desk.one(".notice--warn")
    assert "Nobody more can be named for them until one comes free" in desk.one(".notice--warn")
    drafted = named(page, at, "Ana")
    assert "This draft asks for one seat more than there is" in drafted.text


def test_where_one_can_wait_the_desk_says_so(page, at, taken) -> None:
    taken(waits=True)
    assert "Whoever is named for them now waits until one comes free." in page.get(at.desk).text


def test_too_few_seats_for_the_draft_are_told_while_some_are_left(page, at, taken) -> None:
    taken(seats=2)
    assert not page.get(at.desk).all(".notice--warn")
    named(page, at, "Ana")
    drafted = named(page, at, "Rosa")
    assert "1 seat is left at the meeting." in drafted.text
    assert "This draft asks for one seat more than there is" in drafted.text


def test_what_is_full_for_others_is_not_where_a_seat_is_held_back(page, at, taken) -> None:
    taken(seats=2, hold=1)
    assert not page.get(at.desk).all(".notice--warn")
    assert "Held back for you: 1, of which 0 used" in page.get(at.desk).text


def test_another_capacity_than_the_states_own_is_not_told(page, at, taken) -> None:
    taken(capacity_code="observer_state")
    assert not page.get(at.desk).all(".notice--warn")


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("capacities", "state", "why"),
    [
        ((), "HN", "No capacity is open to nomination by States."),
        (("adviser",), "CU", "Open to nomination by States: Adviser. None of these is for a State"),
    ],
)
def test_an_officer_is_offered_nothing_for_a_state_that_names_nobody(
    page, stored, capacities, state, why
) -> None:
    with stored():
        slug = make_nominated_meeting(capacities=capacities).slug
    address = f"/en/manage/meetings/{slug}/delegations/{state}"
    desk = page.get(address)
    assert why in desk.text
    assert desk.link("Ways in and seats").endswith(f"/meetings/{slug}/ways")
    assert "Name somebody" not in desk.text
    assert page.client.get(f"{address}/members/new").location == address
    assert "Nobody can be named here." in page.get(address).one("[role=status]")
