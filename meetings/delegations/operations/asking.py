"""A State's focal points are told who waits for their agreement."""

from __future__ import annotations

from datetime import datetime

from meetings.delegations import mails
from meetings.delegations.queries import asking as queries


def ask_focal_points(*, at: datetime) -> int:
    """Mail each focal point who waits for her and was not told to her before; how many mails."""
    found = queries.due(at=at)
    for focal_point, waiting in found:
        mails.asked(focal_point, waiting, at=at)
        focal_point.asked_at = at - queries.SETTLES
    return len(found)
