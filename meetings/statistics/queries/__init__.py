"""Figures out of participations and presence: few queries, grouped by the database.

Merged records count once: a person by the record that stands for her, an organization likewise.
Of a merged person's participations in one meeting the furthest one counts (present before
confirmed before registered), then the latest.
"""

from __future__ import annotations

from meetings.statistics.queries.by_state import StatePeople, people_of_state, states_present
from meetings.statistics.queries.codes import bodies, capacities, personnel_kinds, states
from meetings.statistics.queries.courses import TrainedLine, trained
from meetings.statistics.queries.meeting import figures, lines, reports
from meetings.statistics.queries.organizations import (
    OrganizationPresence,
    organization_records,
    organizations,
)
from meetings.statistics.queries.people import (
    AttendedLine,
    HolderPresence,
    PersonLine,
    appointed,
    attended,
    holders,
    persons,
)

__all__ = [
    "AttendedLine",
    "HolderPresence",
    "OrganizationPresence",
    "PersonLine",
    "StatePeople",
    "TrainedLine",
    "appointed",
    "attended",
    "bodies",
    "capacities",
    "figures",
    "holders",
    "lines",
    "organization_records",
    "organizations",
    "people_of_state",
    "personnel_kinds",
    "persons",
    "reports",
    "states",
    "states_present",
    "trained",
]
