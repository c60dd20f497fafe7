"""What officers write of people and organizations."""

from __future__ import annotations

from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.operations.people import correct_person
from meetings.directory.rules.entries import OrganizationEntry, PersonEntry
from meetings.localized import fold


def edit_person(person: Person, entry: PersonEntry, *, by: Actor, at: datetime) -> bool:
    """Write a person's facts anew; says whether anything was different.

    Raises Refused, naming the field, for a fault in what was written.
    """
    entry = entry.checked()
    before = (person.honorific, person.country or "")
    person.honorific, person.country = entry.honorific, entry.country or None
    changed = correct_person(
        person,
        given_names=entry.given_names,
        surnames=entry.surnames,
        email=entry.email,
        at=at,
    )
    if not changed and before == (entry.honorific, entry.country):
        return False
    person.changed_at = at
    db.session.flush()
    audit.record("directory.edit_person", ("person", person.public_id), by=by, at=at)
    return True


def edit_organization(
    organization: Organization, entry: OrganizationEntry, *, by: Actor, at: datetime
) -> bool:
    """Write an organization's facts anew; says whether anything was different.

    Raises Refused, naming the field, for a fault in what was written.
    """
    values = vars(entry.checked())
    values["aliases"] = list(values["aliases"])
    changed = [name for name, value in values.items() if getattr(organization, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(organization, name, values[name])
    organization.folded_name = fold(organization.name)[:260]
    organization.changed_at = at
    db.session.flush()
    subject = ("organization", organization.public_id)
    changes = {"fields": changed}
    audit.record("directory.edit_organization", subject, by=by, at=at, changes=changes)
    return True
