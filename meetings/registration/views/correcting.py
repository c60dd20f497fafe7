"""What an officer's page shows of somebody's corrections."""

from __future__ import annotations

from dataclasses import dataclass

from meetings import formats
from meetings.db import db
from meetings.registration import queries
from meetings.registration.models import Correction, Participation
from meetings.registration.rules.change_words import actor, who
from meetings.registration.rules.corrections import Compared, compared, is_on_a_list


@dataclass(frozen=True)
class Judged:
    """A correction that was judged, as it is read."""

    row: Correction
    facts: Compared
    at: str
    by: str
    is_instead: bool


@dataclass(frozen=True)
class Correcting:
    """What a page shows of somebody's corrections."""

    id: str
    waits: Compared
    asked_at: str
    is_another: bool
    asks_address: bool
    is_on_a_list: bool
    judged: list[Judged]


def correcting(found: Participation, lang: str) -> Correcting:
    """All corrections of a registration, in words."""
    zone, row = found.meeting.time_zone, queries.waiting_correction(found.id)
    successor = found.replaced_by_id and db.session.get(Participation, found.replaced_by_id)
    replaced_at = successor.created_at if successor else None
    return Correcting(
        row.public_id if row else "",
        compared(row.asked, row.before, lang=lang) if row else [],
        formats.instant(row.asked_at, zone, lang) if row else "",
        row is not None and queries.makes_another(found, row),
        row is not None and "email" in row.asked,
        is_on_a_list(found),
        [
            Judged(
                each,
                compared(each.asked, each.before, lang=lang),
                formats.instant(each.judged_at, zone, lang),
                actor(each.actor_kind, each.judged_by) if each.actor_kind else who(each.judged_by),
                bool(each.is_accepted) and each.judged_at == replaced_at,
            )
            for each in queries.judged_corrections(found.id)
            if each.judged_at
        ],
    )
