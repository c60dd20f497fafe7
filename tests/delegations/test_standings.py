"""What a State is to a meeting, by the dated facts of the directory that is delivered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from meetings.actor import CLI
from meetings.delegations.operations import naming
from meetings.delegations.queries import focal_points, lists
from meetings.delegations.queries.lists import Place
from meetings.errors import Refused
from tests.factories.accounts import make_user
from tests.factories.delegations import AT, make_focal_point, make_member, make_nominated_meeting
from tests.support.pages import Client, Page, Site


@pytest.fixture
def desk_of(stored, page: Site, frozen) -> Callable[[str], Page]:
    """Opens a State's desk at a Conference of June 2026."""

    def opened(state: str) -> Page:
        frozen.move_to(AT)
        with stored():
            slug = make_nominated_meeting().slug
            token = focal_points.link_token(make_focal_point(state))
        return page.get(f"/en/delegation/{token}/{slug}")

    return opened


@pytest.mark.parametrize(
    ("state", "said", "unsaid"),
    [
        ("CU", ["member State that does not take part", "has not been resumed"], "Name somebody"),
        ("VE", ["takes part in the OAS (contested)", "vacant in practice"], "no people are named"),
        ("NI", ["does not by itself end its status as a party"], "member State"),
        ("HN", ["party to the Convention", "member State that takes part"], "contested"),
    ],
)
def test_the_desk_says_what_a_state_is_by_the_dated_facts(desk_of, state, said, unsaid) -> None:
    shown = desk_of(state).text
    for words in said:
        assert words in shown
    assert unsaid not in shown


def test_an_officer_makes_no_delegate_of_a_state_that_is_no_party_there(
    page: Site, client: Client, stored, frozen
) -> None:
    frozen.move_to(AT)
    with stored():
        slug = make_nominated_meeting(capacities=("principal_delegate", "observer_state")).slug
        client.sign_in(make_user().get_id())
    address = f"/en/manage/meetings/{slug}/delegations"
    asked = page.get(f"{address}/US/members/new")
    offered = asked.all("#capacity option")
    assert "Principal Delegate" not in offered
    assert any("Observer" in each for each in offered)
    typed: dict[str, Any] = {"given_names": "Ana", "surnames": "Paz", "sex": "female", "email": ""}
    sent = asked.values() | typed | {"capacity": "principal_delegate"}
    assert client.post(f"{address}/US/members/new", data=sent).status_code == 422
    whose = page.get(f"{address}/HN/members/new")
    assert "Alternate Delegate" in whose.all("#capacity option")  # open or not, for an officer
    assert whose.submit(**typed | {"capacity": "alternate_delegate"}).status == 200


def test_no_step_of_the_secretariat_names_a_delegate_of_such_a_state(session) -> None:
    place = Place(make_nominated_meeting(), "US", None)
    named = make_member(capacity_code="principal_delegate")
    with pytest.raises(Refused, match="not represented in this capacity"):
        naming.add(place, named, seen=lists.shown(place).seen, by=CLI, at=AT)
