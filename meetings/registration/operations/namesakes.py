"""Who may be meant by somebody whom others enter: asked before she is entered twice."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.calendar.models import Meeting
from meetings.registration import queries
from meetings.registration.models import Participation
from meetings.registration.operations.register import came_by
from meetings.registration.rules import Entry


def to_ask_about(meeting: Meeting, entry: Entry, *, nonce: str) -> Sequence[Participation]:
    """Who of the same name is at the meeting, to be asked about; nobody where this very form (its
    nonce) has entered one of them: it was only sent again."""
    found = queries.namesakes(meeting.id, entry)
    is_again = any(came_by(each, entry, nonce=nonce) for each in found)
    return [] if is_again else found
