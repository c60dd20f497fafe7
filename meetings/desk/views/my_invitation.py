"""A personal invitation on one's own page: until when to answer it, and what is still missing."""

from __future__ import annotations

from meetings import clock, language
from meetings.registration import queries, rules
from meetings.registration.models import Participation, Status
from meetings.registration.rules import way_words


def waiting_of(found: Participation) -> dict[str, object]:
    """What her page says of an invitation that she has not answered; empty for anybody else."""
    if found.status != Status.INVITED:
        return {}
    now = clock.now()
    openings = queries.openings(found.meeting_id)
    window = rules.invitation_window(openings, capacity_code=found.capacity_code)
    until = window.closes_at
    words = ""
    if until is not None:
        words = way_words.deadline(until, found.meeting, lang=language.current(), at=now)
    return {"answer_by": words, "is_closed": until is not None and now >= until}
