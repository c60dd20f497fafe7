"""A personal invitation on one's own page: until when to answer it, whether there is a seat, and
what is still missing."""

from __future__ import annotations

from meetings import clock, language
from meetings.registration import queries, rules
from meetings.registration.models import Participation, Status
from meetings.registration.queries import fullness
from meetings.registration.rules import way_words


def must_declare(found: Participation) -> bool:
    """Whether she said yes in her calendar, and what only she can say is missing."""
    return rules.must_declare(found.status, way=found.way, consent_version=found.consent_version)


def waiting_of(found: Participation) -> dict[str, object]:
    """What her page says of an invitation that she has not answered, or answered in her calendar
    only; empty for anybody else."""
    if found.status != Status.INVITED:
        return {}
    now = clock.now()
    openings = queries.openings(found.meeting_id)
    window = rules.invitation_window(openings, capacity_code=found.capacity_code)
    until = window.closes_at
    words = ""
    if until is not None:
        words = way_words.deadline(until, found.meeting, lang=language.current(), at=now)
    chance, lang = fullness.chance_of(found), language.current()
    return {
        "answer_by": words,
        "is_closed": until is not None and now >= until,
        "chance": chance,
        "full_lines": chance.full.sentences(lang, {found.capacity_code: found.capacity.name(lang)}),
    }
