"""What her own page says of correcting: until when she may, and what waits for an officer."""

from __future__ import annotations

from meetings import clock
from meetings.registration import queries
from meetings.registration.models import GONE, Participation
from meetings.registration.rules.corrections import compared, told


def of(found: Participation, lang: str) -> dict[str, object]:
    """Whether she may still correct, until when in the venue's clocks, and what waits."""
    if found.status in GONE:
        return {"may_correct": False, "correct_until": "", "waits": []}
    now, until = clock.now(), queries.correct_until(found)
    row = queries.waiting_correction(found.id)
    return {
        "may_correct": now < until,
        "correct_until": told(until, found.meeting, lang=lang, at=now),
        "waits": compared(row.asked, row.before, lang=lang) if row else [],
    }
