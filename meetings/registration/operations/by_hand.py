"""What the secretariat enters by hand."""

from __future__ import annotations

from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.registration import queries, rules
from meetings.registration.models import Participation, Status, Way
from meetings.registration.operations.register import enter
from meetings.registration.queries.of_states import doubts_of
from meetings.registration.rules import Entry


def enter_by_hand(
    meeting: Meeting, entry: Entry, *, status: Status, nonce: str, by: Actor, at: datetime
) -> Participation:
    """Enter somebody as the secretariat knows her; the windows of other ways do not matter, one
    that was set for entry by the secretariat does. A State that is not what the capacity takes is
    let in by it; the audit says so.

    Raises Refused as `enter` does, and (field capacity) outside of that window.
    """
    ways = queries.openings(meeting.id, way=Way.OFFICER)
    window = rules.way_in(ways, capacity_code=entry.capacity_code, way=Way.OFFICER)
    rules.in_hand_window(window, at=at)
    made = enter(meeting, entry, way=Way.OFFICER, status=status, nonce=nonce, by=by, at=at)
    note_overruled(made, entry, by=by, at=at)
    return made


def note_overruled(participation: Participation, entry: Entry, *, by: Actor, at: datetime) -> None:
    """Keep in the audit that somebody stands in for a State that is not what her capacity takes."""
    if doubts_of(participation.meeting)(entry) is not None:
        changes = {"capacity": entry.capacity_code, "state": entry.state_code}
        subject = ("participation", participation.public_id)
        audit.record("registration.overrule_standing", subject, by=by, at=at, changes=changes)
