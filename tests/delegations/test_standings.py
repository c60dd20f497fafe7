"""What a State is to a meeting, by the dated facts of the directory that is delivered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meetings.delegations.queries import focal_points
from tests.factories.delegations import AT, make_focal_point, make_nominated_meeting
from tests.support.pages import Page, Site


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
