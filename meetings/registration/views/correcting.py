"""What an officer's page shows of somebody's corrections."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import ngettext

from meetings import formats
from meetings.db import db
from meetings.registration import queries
from meetings.registration.models import Correction, Hand, Participation
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
    address_told: str
    is_on_a_list: bool
    judged: list[Judged]


def _address_told(found: Participation, row: Correction) -> str:
    """What becomes of her other registrations when the address asked for is accepted; empty where
    there are none that it touches."""
    count, hand = queries.count_others(found, row.asked["email"]), queries.hand_of(row, found)
    if not count:
        return ""
    if hand == Hand.LIMITED:
        return ngettext(
            "The new address was asked for by the link of this registration: %(num)d other "
            "registration of this person stays with its present address for seven days. Within "
            "them, whoever reads the former address can take the change back.",
            "The new address was asked for by the link of this registration: %(num)d other "
            "registrations of this person stay with their present address for seven days. Within "
            "them, whoever reads the former address can take the change back.",
            count,
        )
    if hand == Hand.READER:
        return ngettext(
            "Whoever asked for the new address reads the former one: %(num)d other registration of "
            "this person goes to it at once, if it was reached there.",
            "Whoever asked for the new address reads the former one: %(num)d other registrations "
            "of this person go to it at once, where they were reached there.",
            count,
        )
    return ngettext(
        "An address that was this person’s before is asked for again: %(num)d other registration "
        "goes to it at once.",
        "An address that was this person’s before is asked for again: %(num)d other registrations "
        "go to it at once.",
        count,
    )


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
        _address_told(found, row) if row and "email" in row.asked else "",
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
