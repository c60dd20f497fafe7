"""The demo's civil society organizations, and where they are accredited."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from meetings.accreditation.models import Accreditation
from meetings.accreditation.rules import CONSENT_VERSION, Facts
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.demo.programme import ORGANIZATIONS, Group, InventedOrganization
from meetings.directory.models import Organization
from meetings.localized import fold


def founded(*, at: datetime) -> list[Organization]:
    """The three records, in the order of the programme's numbers."""
    made = [
        Organization(
            public_id=str(uuid.uuid4()),
            name=each.name,
            acronym=each.acronym,
            folded_name=fold(each.name),
            country=each.country,
            is_womens=each.is_womens,
            in_oas_register=each.in_oas_register,
            created_at=at,
        )
        for each in ORGANIZATIONS
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def accredited(
    meeting: Meeting,
    organizations: Sequence[Organization],
    groups: Iterable[Group],
    *,
    at: datetime,
) -> dict[int, Accreditation]:
    """Accreditations for the organizations of a past meeting's groups, by number."""
    numbers = {number for group in groups for number in group.organizations}
    granted = {
        number: Accreditation(
            public_id=str(uuid.uuid4()),
            meeting=meeting,
            organization=organizations[number],
            places=3,
            taken=0,
            accredited_at=min(at, meeting.starts_at) - timedelta(days=60),
        )
        for number in sorted(numbers)
    }
    db.session.add_all(granted.values())
    db.session.flush()
    return granted


def facts(each: InventedOrganization, contact: str) -> Facts:
    """What an organization submits on the form."""
    return Facts(
        name=each.name,
        acronym=each.acronym,
        country=each.country,
        is_womens=each.is_womens,
        in_oas_register=each.in_oas_register,
        contact_name=contact,
        contact_email=f"{each.acronym.casefold()}@demo.invalid",
        reason=each.reason,
        language=each.language,
        consent_version=CONSENT_VERSION,
    )
