"""Organizations that apply, and those that are accredited."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from meetings.accreditation import operations
from meetings.accreditation.models import Accreditation, Application
from meetings.accreditation.rules import CONSENT_VERSION, Facts
from meetings.actor import CLI, PUBLIC
from meetings.calendar.models import Meeting

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def make_application(meeting: Meeting, name: str = "Red de Mujeres", **facts: Any) -> Application:
    """An application in Spanish of a women's organization of Honduras."""
    sound: dict[str, Any] = {
        "name": name,
        "acronym": "",
        "country": "HN",
        "is_womens": True,
        "in_oas_register": False,
        "contact_name": "Berta Núñez",
        "contact_email": "berta@red.example",
        "reason": "Acompañamos a mujeres sobrevivientes de violencia.",
        "language": "es",
        "consent_version": CONSENT_VERSION,
    }
    nonce = str(facts.pop("nonce", uuid.uuid4()))
    return operations.apply(meeting, Facts(**(sound | facts)), nonce=nonce, by=PUBLIC, at=AT)


def make_accreditation(
    meeting: Meeting, name: str = "Red de Mujeres", *, places: int = 2, **facts: Any
) -> Accreditation:
    """An organization accredited to a meeting for a number of representatives."""
    application = make_application(meeting, name, **facts)
    return operations.accredit(application, places, by=CLI, at=AT)
