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

    Who was named by others was never asked for the list: she stands in it until she says no.
    """

    purpose: Purpose
    is_given: bool
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
        return Agreed(purpose, purpose == Purpose.LIST and not participation.is_unlisted)
    is_given = row.withdrawn_at is None
    return Agreed(purpose, is_given, row.version, row.given_at, row.withdrawn_at)
