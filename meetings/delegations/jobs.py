"""What goes on by itself: focal points are told who waits for their agreement, and official lists
follow what is corrected of their people, and decided about them."""

from __future__ import annotations

from datetime import datetime

from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.delegations.operations import asking, drafts, following
from meetings.delegations.queries import following as corrected
from meetings.delegations.queries import standing
from meetings.delegations.queries.asking import due
from meetings.delegations.queries.lists import Place


def ask_focal_points(at: datetime) -> int:
    """Each focal point's mail about those who wait for her; how many."""
    if not due(at=at):
        return 0
    with transaction():
        return asking.ask_focal_points(at=at)


def follow_corrections(at: datetime) -> int:
    """Official lists that follow what was corrected in their people's registrations, or decided
    about them; how many."""
    found = {(meeting.id, code) for meeting, code in (*corrected.due(at=at), *standing.due(at=at))}
    return sum(_follow(meeting_id, code, at=at) for meeting_id, code in sorted(found))


def _follow(meeting_id: int, state_code: str, *, at: datetime) -> bool:
    with transaction():
        place = Place(db.session.get_one(Meeting, meeting_id), state_code)
        return following.follow(place, drafts.hold(place), at=at) is not None


jobs = (ask_focal_points, follow_corrections)
