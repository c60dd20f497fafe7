"""Reading the directory."""

from __future__ import annotations

from meetings.directory.queries.bodies import (
    BodyPage,
    Holding,
    Sitting,
    bodies,
    body,
    body_page,
    holdings,
    period,
    periods,
    place,
    places,
    positions,
    term,
)
from meetings.directory.queries.codes import capacities, functions, personnel_kinds, states
from meetings.directory.queries.people import person_called, resolved
from meetings.directory.queries.states import (
    fact,
    facts,
    facts_of,
    flags,
    group,
    groups,
    member,
    members,
    observers,
    state,
)

__all__ = [
    "BodyPage",
    "Holding",
    "Sitting",
    "bodies",
    "body",
    "body_page",
    "capacities",
    "fact",
    "facts",
    "facts_of",
    "flags",
    "functions",
    "group",
    "groups",
    "holdings",
    "member",
    "members",
    "observers",
    "period",
    "periods",
    "person_called",
    "personnel_kinds",
    "place",
    "places",
    "positions",
    "resolved",
    "state",
    "states",
    "term",
]
