"""What goes on by itself: focal points are told who waits for their agreement."""

from __future__ import annotations

from datetime import datetime

from meetings.db import transaction
from meetings.delegations.operations import asking
from meetings.delegations.queries.asking import due


def ask_focal_points(at: datetime) -> int:
    """Each focal point's mail about those who wait for her; how many."""
    if not due(at=at):
        return 0
    with transaction():
        return asking.ask_focal_points(at=at)


jobs = (ask_focal_points,)
