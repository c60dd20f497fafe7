"""Meetings that are open, and people who register for them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from meetings import actor
from meetings.accreditation.models import Accreditation
from meetings.calendar.models import Meeting
from meetings.calendar.operations import create_meeting
from meetings.calendar.rules import MeetingFacts
from meetings.directory.models import Organization
from meetings.localized import fold
from meetings.registration import operations
from meetings.registration.models import Participation
from meetings.registration.rules import CONSENT_VERSION, Entry

AT = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
OPEN = ("participant", "nca", "expert_titular", "cso_representative")
TITLE = {
    "en": "Forum on justice",
    "es": "Foro sobre justicia",
    "fr": "Forum sur la justice",
    "pt": "Fórum sobre justiça",
}


def make_open_meeting(
    *,
    capacities: tuple[str, ...] = OPEN,
    seats: int | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    published: bool = True,
    **facts: Any,
) -> Meeting:
    """A meeting from 2 to 4 June 2026 in Lima, open to some capacities."""
    given: dict[str, Any] = {
        "title": TITLE,
        "starts_on": date(2026, 6, 2),
        "ends_on": date(2026, 6, 4),
        "kind_code": "workshop",
        "time_zone": "America/Lima",
        "city": "Lima",
        "country": "PE",
    }
    meeting = create_meeting(
        MeetingFacts(**given | facts), by=actor.CLI, at=AT, published=published
    )
    operations.set_openings(
        meeting, capacities, opens_at=opens_at, closes_at=closes_at, by=actor.CLI, at=AT
    )
    if seats is not None:
        operations.set_seats(meeting, seats, by=actor.CLI, at=AT)
    return meeting


def make_entry(**values: Any) -> Entry:
    """A participant in her own name, unless told otherwise."""
    given: dict[str, Any] = {
        "given_names": "María José",
        "surnames": "Ñáñez Güell",
        "email": "mj@example.org",
        "sex": "female",
        "capacity_code": "participant",
        "language": "es",
        "consent_version": CONSENT_VERSION,
    }
    return Entry(**given | values)


def make_participation(
    meeting: Meeting, *, at: datetime = AT, nonce: str | None = None, **values: Any
) -> Participation:
    """Somebody registered by the public form."""
    return operations.register(
        meeting, make_entry(**values), nonce=nonce or str(uuid.uuid4()), by=actor.PUBLIC, at=at
    )


def make_accreditation(
    meeting: Meeting, *, places: int = 2, name: str = "Red de Mujeres"
) -> Accreditation:
    """An organization accredited to a meeting."""
    from meetings.db import db

    organization = Organization(
        public_id=str(uuid.uuid4()),
        name=name,
        folded_name=fold(name),
        country="HN",
        is_womens=True,
        in_oas_register=False,
        created_at=AT,
    )
    db.session.add(organization)
    db.session.flush()
    granted = Accreditation(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        organization_id=organization.id,
        places=places,
        accredited_at=AT,
    )
    db.session.add(granted)
    db.session.flush()
    return granted
