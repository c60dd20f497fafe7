"""A meeting to which States name people, and the desk of a ministry."""

from __future__ import annotations

import pytest

from meetings.delegations.queries.lists import Place
from tests.factories.delegations import make_focal_point, make_nominated_meeting


@pytest.fixture
def place(session) -> Place:
    """The ministry's desk of Honduras at a Conference of States Parties."""
    return Place(make_nominated_meeting(), "HN", make_focal_point())
