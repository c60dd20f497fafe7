"""People on a meeting's list, as a door finds them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from meetings import tokens
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.rules import identity
from meetings.registration.models import Affiliation, Participation, Status
from meetings.registration.operations.search import search_text

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def make_listed(
    meeting: Meeting,
    given_names: str = "Lucía",
    surnames: str = "Ñáñez Díaz",
    *,
    status: str = Status.CONFIRMED,
    capacity: str = "participant",
    state: str | None = None,
    organization: Organization | None = None,
    badge_name: str = "",
    sex: str = "female",
    personnel_kind: str = "justice",
) -> Participation:
    """Somebody with a participation of that status, without the mails of a registration."""
    email = f"{uuid.uuid4()}@example.org"
    person = Person(
        public_id=str(uuid.uuid4()),
        given_names=given_names,
        surnames=surnames,
        folded_name=identity(given_names, surnames),
        email=email,
        created_at=AT,
    )
    kind = "state" if state else "organization" if organization else "self"
    made = Participation(
        public_id=str(uuid.uuid4()),
        nonce=str(uuid.uuid4()),
        pass_code=tokens.new_pass(),
        meeting_id=meeting.id,
        person=person,
        capacity_code=capacity,
        functions=[],
        mode="in_person",
        badge_name=badge_name or f"{given_names} {surnames}",
        personnel_kind_code=personnel_kind,
        sex=sex,
        sex_source="self",
        language="es",
        status=status,
        consent_version="1",
        created_at=AT,
        changed_at=AT,
        affiliations=[
            Affiliation(type=kind, state_code=state, organization=organization, is_principal=True)
        ],
    )
    made.search = search_text(person, made, organization)
    db.session.add(made)
    db.session.flush()
    return made
