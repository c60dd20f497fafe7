"""A meeting to which States name people, and the desk of a ministry."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from meetings.delegations.queries import focal_points
from meetings.delegations.queries.lists import Place
from tests.factories.accounts import make_user
from tests.factories.delegations import AT, make_focal_point, make_nominated_meeting
from tests.support.desks import At
from tests.support.pages import Client

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def place(session) -> Place:
    """The ministry's desk of Honduras at a Conference of States Parties."""
    return Place(make_nominated_meeting(), "HN", make_focal_point())


@pytest.fixture
def at(stored: Stored, frozen) -> At:
    """The desk of Honduras, and the officer's address of the same delegation."""
    frozen.move_to(AT)
    with stored():
        slug = make_nominated_meeting().slug
        token = focal_points.link_token(make_focal_point())
    entrance = f"/en/delegation/{token}"
    desk = f"{entrance}/{slug}"
    return At(entrance, desk, f"/en/manage/meetings/{slug}/delegations/HN", slug)


@pytest.fixture
def officer(stored: Stored, client: Client) -> str:
    """The secretariat, signed in."""
    with stored():
        who = make_user().get_id()
    client.sign_in(who)
    return who
