"""What an officer's page shows of somebody's corrections."""

from __future__ import annotations

from dataclasses import dataclass

from meetings import formats
from meetings.registration import queries
from meetings.registration.models import Correction, Participation
from meetings.registration.rules.change_words import actor
from meetings.registration.rules.corrections import Compared, compared


@dataclass(frozen=True)
class Judged:
    """A correction that was judged, as it is read."""

    row: Correction
    facts: Compared
    at: str
    by: str


@dataclass(frozen=True)
class Correcting:
    """What a page shows of somebody's corrections."""

    id: str
    waits: Compared
    asked_at: str
    judged: list[Judged]


def correcting(found: Participation, lang: str) -> Correcting:
    """All corrections of a registration, in words."""
    zone, row = found.meeting.time_zone, queries.waiting_correction(found.id)
    return Correcting(
        row.public_id if row else "",
        compared(row.asked, row.before, lang=lang) if row else [],
        formats.instant(row.asked_at, zone, lang) if row else "",
        [
            Judged(
                each,
                compared(each.asked, each.before, lang=lang),
                formats.instant(each.judged_at, zone, lang),
                actor(each.actor_kind, each.judged_by) if each.actor_kind else each.judged_by,
            )
            for each in queries.judged_corrections(found.id)
            if each.judged_at
        ],
    )
