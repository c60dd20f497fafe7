"""Reading the directory."""

from __future__ import annotations

from meetings.directory.queries.codes import capacities, functions, personnel_kinds, states
from meetings.directory.queries.composition import (
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
from meetings.directory.queries.merged import kin, resolved, roots_of
from meetings.directory.queries.of_states import (
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
from meetings.directory.queries.people import (
    people_by_id,
    people_called,
    people_named,
    person,
    person_called,
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
    "kin",
    "member",
    "members",
    "observers",
    "people_by_id",
    "people_called",
    "people_named",
    "period",
    "periods",
    "person",
    "person_called",
    "personnel_kinds",
    "place",
    "places",
    "positions",
    "resolved",
    "roots_of",
    "state",
    "states",
    "term",
]
