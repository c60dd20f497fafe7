"""Reading the directory."""

from __future__ import annotations

from meetings.directory.queries.codes import capacities, personnel_kinds, states
from meetings.directory.queries.people import person_called, resolved

__all__ = ["capacities", "person_called", "personnel_kinds", "resolved", "states"]
