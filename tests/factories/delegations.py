"""Focal points, and meetings to which States name people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from meetings import actor
from meetings.calendar.models import Meeting
from meetings.delegations.operations import focal_points
from meetings.delegations.operations.focal_points import Facts
from meetings.delegations.rules.members import Member
from meetings.directory.models import FocalPoint
from meetings.registration import operations as registration
from tests.factories.registration import make_open_meeting

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
CAPACITIES = ("principal_delegate", "alternate_delegate", "adviser", "observer_state")


def make_nominated_meeting(
    *, capacities: tuple[str, ...] = CAPACITIES, closes_at: datetime | None = None, **facts: Any
) -> Meeting:
    """A session of the Conference of States Parties, from 2 to 4 June 2026 in Lima, to which
    States name people until `closes_at`."""
    given: dict[str, Any] = {
        "kind_code": "conference_states_parties",
        "body_code": "conference_of_states_parties",
        "seats": None,
    }
    meeting = make_open_meeting(capacities=(), **given | facts)
    for code in capacities:
        way = registration.WayIn(capacity_code=code, way="state", closes_at=closes_at)
        registration.set_way(meeting, way, by=actor.CLI, at=AT)
    return meeting


def make_focal_point(state: str = "HN", **values: Any) -> FocalPoint:
    """A ministry's mailbox, written to in English."""
    given: dict[str, Any] = {
        "name": "Secretaría de la Mujer",
        "office": "ministry",
        "email": f"{state.lower()}@ministry.example",
        "language": "en",
    }
    return focal_points.add(state, Facts(**given | values), by=actor.CLI, at=AT)


def make_member(name: str = "Ana", **values: Any) -> Member:
    """A delegate with a surname of her own."""
    given: dict[str, Any] = {
        "key": f"key-{name}",
        "given_names": name,
        "surnames": f"De {name}",
        "email": f"{name.lower()}@mre.example",
        "sex": "female",
        "capacity_code": "adviser",
        "language": "es",
    }
    return Member(**given | values)
