"""What the secretariat enters by hand."""

from __future__ import annotations

from datetime import datetime

from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.registration import queries, rules
from meetings.registration.models import Participation, Status, Way
from meetings.registration.operations.register import enter
from meetings.registration.rules import Entry


def enter_by_hand(
    meeting: Meeting, entry: Entry, *, status: Status, nonce: str, by: Actor, at: datetime
) -> Participation:
    """Enter somebody as the secretariat knows her; the windows of other ways do not matter, one
    that was set for entry by the secretariat does.

    Raises Refused as `enter` does, and (field capacity) outside of that window.
    """
    ways = queries.openings(meeting.id, way=Way.OFFICER)
    window = rules.way_in(ways, capacity_code=entry.capacity_code, way=Way.OFFICER)
    rules.in_hand_window(window, at=at)
    return enter(meeting, entry, way=Way.OFFICER, status=status, nonce=nonce, by=by, at=at)
