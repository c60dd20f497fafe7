"""What somebody agreed to, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from meetings.db import db
from meetings.registration.models import Consent, Participation
from meetings.registration.rules.consents import Purpose


@dataclass(frozen=True)
class Agreed:
    """A purpose, whether it is agreed to now, and to which text since when; or until when it was.

    `is_unasked`: who was named by others, or accepted an invitation, was never asked for the list.
    She stands in it until she says no, and has agreed to nothing.
    """

    purpose: Purpose
    is_given: bool
    is_unasked: bool = False
    version: str = ""
    since: datetime | None = None
    until: datetime | None = None


def consents(participation: Participation) -> list[Agreed]:
    """What she agrees to at this moment, one line for each purpose."""
    latest = {each.purpose: each for each in all_consents(participation.id)}
    return [_agreed(purpose, latest.get(purpose), participation) for purpose in Purpose]


def all_consents(participation_id: int) -> Sequence[Consent]:
    """Every consent of a registration, given or withdrawn, the first first."""
    query = select(Consent).where(Consent.participation_id == participation_id)
    return db.session.scalars(query.order_by(Consent.id)).all()


def _agreed(purpose: Purpose, row: Consent | None, participation: Participation) -> Agreed:
    if row is None:
        is_unasked = purpose == Purpose.LIST and not participation.is_unlisted
        return Agreed(purpose, is_given=False, is_unasked=is_unasked)
    is_given = row.withdrawn_at is None
    return Agreed(
        purpose, is_given, version=row.version, since=row.given_at, until=row.withdrawn_at
    )
