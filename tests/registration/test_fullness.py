"""What is full is said before anybody fills in a form, and not offered as if it were free."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from meetings.actor import CLI
from meetings.registration import operations
from meetings.registration.rules.fullness import Fullness, TakenUp
from meetings.registration.rules.seating import Scope, scope_key, scope_of
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_open_meeting,
    make_participation,
)
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]
OF_STATES, OF_NOBODY = ("state", "self"), ("self",)
NAMES = {"nca": "Authority", "participant": "Participant"}


def fullness(*taken: tuple[Scope, str], **more: Any) -> Fullness:
    given: dict[str, Any] = {
        "capacities": (("nca", OF_STATES), ("participant", OF_NOBODY)),
        "modes": ("in_person", "virtual"),
    }
    return Fullness(taken_up=tuple(TakenUp(*each) for each in taken), **given | more)


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(capacity_code="nca", mode="virtual", each="state"),
        Scope(way="form", session_id=7),
        Scope(state_code="PE", organization_id=12),
    ],
)
def test_a_scope_is_read_as_it_is_spelled(scope: Scope) -> None:
    assert scope_of(scope_key(scope)) == scope


NCA = Scope(capacity_code="nca")
VIRTUAL = Scope(mode="virtual")
EACH_STATE = Scope(each="state")


@pytest.mark.parametrize(
    ("taken", "sentences"),
    [
        ([(NCA, "")], ["Authority: full."]),
        ([(VIRTUAL, "")], ["Virtually: full."]),
        ([(Scope(capacity_code="nca", mode="virtual"), "")], ["Authority, Virtually: full."]),
        ([(EACH_STATE, "PE"), (EACH_STATE, "AR")], ["Argentina, Peru: full."]),
        ([(Scope(state_code="PE", capacity_code="nca"), "")], ["Authority, Peru: full."]),
        # Nobody stands for a State in this capacity, comes by this way or in this capacity.
        ([(Scope(capacity_code="participant", each="state"), "PE")], []),
        ([(Scope(way="state"), "")], []),
        ([(Scope(capacity_code="adviser"), "")], []),
        ([(Scope(each="organization"), "4")], []),
        # Where nothing is left that is said of the whole.
        ([(Scope(), "")], []),
        ([(Scope(way="form"), "")], []),
    ],
)
@pytest.mark.usefixtures("session")
def test_what_is_full_is_named(taken: list[tuple[Scope, str]], sentences: list[str]) -> None:
    assert fullness(*taken).sentences("en", NAMES) == sentences


def test_nothing_is_left_where_the_limits_together_leave_nothing() -> None:
    one, other = (NCA, ""), (Scope(capacity_code="participant"), "")
    assert fullness(one, other).is_all
    assert not fullness(one).is_all
    assert fullness((Scope(way="form"), "")).is_all
    assert fullness((VIRTUAL, ""), modes=("in_person",)).is_all is False
    assert not fullness(one).is_mode_full("virtual")


def test_an_organization_is_told_of_its_own_seats_only() -> None:
    limit = (Scope(each="organization", mode="virtual"), "4")
    of: dict[str, Any] = {"way": "organization", "capacities": (("cso", ("organization",)),)}
    assert fullness(limit, **of, organization=4).is_mode_full("virtual")
    assert not fullness(limit, **of, organization=5).is_mode_full("virtual")


@pytest.fixture
def hybrid(stored: Stored) -> Callable[..., str]:
    """A hybrid meeting for authorities and participants, with limits, and somebody in each."""

    def make(*limits: dict[str, Any], waits: bool = False, seats: int = 1) -> str:
        with stored():
            meeting = make_open_meeting(mode="hybrid", capacities=("participant", "nca"))
            plan = operations.Plan(has_waiting_list=waits)
            operations.set_plan(meeting, plan, by=CLI, at=AT)
            make_participation(
                meeting, capacity_code="nca", represents="state", state_code="PE", mode="in_person"
            )
            for each in limits:
                operations.set_limit(meeting, Scope(**each), seats=seats, by=CLI, at=AT)
            return meeting.slug

    return make


def test_a_full_capacity_is_announced_and_not_offered(page: Site, hybrid: Any) -> None:
    slug = hybrid({"capacity_code": "nca"})
    assert "Competent National Authority: full." in page.get(f"/en/meetings/{slug}").text
    form = page.get(f"/en/meetings/{slug}/register")
    assert "Competent National Authority: full." in form.text
    assert [each.get("value") for each in form.tree.cssselect("[name=capacity]")] == ["participant"]


def test_where_one_can_wait_the_full_choice_leads_to_the_waiting_list(
    page: Site, hybrid: Any
) -> None:
    slug = hybrid({"mode": "in_person"}, waits=True)
    told = "In person: full; you can join the waiting list."
    meeting = page.get(f"/en/meetings/{slug}")
    assert told in meeting.text
    form = page.get(meeting.link("Register for this meeting"))
    assert told in form.text
    assert "In person (full: waiting list)" in form.all("label.choice")
    assert form.values()["mode"] == "virtual", "what is free is the usual choice"


def test_a_full_mode_is_not_offered_and_refused_when_it_is_sent(page: Site, hybrid: Any) -> None:
    slug = hybrid({"mode": "in_person"})
    form = page.get(f"/en/meetings/{slug}/register")
    assert [each.get("value") for each in form.tree.cssselect("[name=mode]")] == ["virtual"]
    refused = form.submit(
        "main form",
        given_names="Ana",
        surnames="Ñandú",
        email="ana@example.org",
        sex="female",
        capacity="participant",
        represents="self",
        language="en",
        consent="y",
        mode="in_person",
    )
    assert refused.status == 422
    assert "There are no seats left for this way of taking part." in refused.text
    assert "In person (full)" in refused.all("label.choice")


def test_full_states_are_named_where_states_come_by_the_form(page: Site, hybrid: Any) -> None:
    slug = hybrid({"each": "state"})
    for address in (f"/en/meetings/{slug}", f"/en/meetings/{slug}/register"):
        assert "Peru: full." in page.get(address).text


def test_where_every_choice_is_full_nobody_fills_in_the_form(page: Site, hybrid: Any) -> None:
    slug = hybrid({"way": "form"})
    assert "No seats left" in page.get(f"/en/meetings/{slug}").text
    closed = page.get(f"/en/meetings/{slug}/register")
    assert "There are no seats left at this meeting." in closed.text
    waiting = hybrid({"way": "form"}, waits=True)
    form = page.get(f"/en/meetings/{waiting}/register")
    assert "All seats are taken: whoever registers now waits for one." in form.text


def test_an_organization_is_told_which_mode_is_full(page: Site, stored: Stored) -> None:
    from meetings.accreditation import queries as accreditation

    with stored():
        meeting = make_open_meeting(mode="hybrid")
        make_participation(meeting, mode="virtual")
        operations.set_limit(meeting, Scope(mode="virtual"), seats=1, by=CLI, at=AT)
        token = accreditation.link_token(make_accreditation(meeting))
    form = page.get(f"/en/organizations/represent/{token}")
    assert "Virtually: full." in form.text
    assert [each.get("value") for each in form.tree.cssselect("[name=mode]")] == ["in_person"]
