"""What officers write of people and organizations."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.operations.people import correct_person
from meetings.directory.rules import identity
from meetings.directory.rules.entries import OrganizationEntry, PersonEntry
from meetings.errors import Refused
from meetings.localized import fold


def add_person(entry: PersonEntry, *, by: Actor, at: datetime) -> Person:
    """Write down somebody who is in no record yet, with or without an address.

    Whom she may be already is asked before (`queries.duplicates.likely`). Raises Refused, naming
    the field, for a fault in what was written.
    """
    entry = entry.checked()
    person = Person(
        public_id=str(uuid.uuid4()),
        given_names=entry.given_names,
        surnames=entry.surnames,
        folded_name=identity(entry.given_names, entry.surnames),
        email=entry.email,
        honorific=entry.honorific,
        country=entry.country or None,
        created_at=at,
    )
    db.session.add(person)
    db.session.flush()
    audit.record("directory.add_person", ("person", person.public_id), by=by, at=at)
    return person


def add_organization(entry: OrganizationEntry, *, by: Actor, at: datetime) -> Organization:
    """Write down an organization that is in no record yet. Raises Refused as `add_person`."""
    values = vars(entry.checked())
    values["aliases"] = list(values["aliases"])
    organization = Organization(
        public_id=str(uuid.uuid4()),
        folded_name=fold(values["name"])[:260],
        created_at=at,
        **values,
    )
    db.session.add(organization)
    db.session.flush()
    subject = ("organization", organization.public_id)
    audit.record("directory.add_organization", subject, by=by, at=at)
    return organization


def edit_person(person: Person, entry: PersonEntry, *, by: Actor, at: datetime) -> bool:
    """Write a person's facts anew; says whether anything was different.

    Raises Refused, naming the field, for a fault in what was written, and for taking away an
    address.
    """
    entry = entry.checked()
    if person.email and not entry.email:
        sentence = _l("Mail about her meetings goes to this address: correct it, don’t empty it.")
        raise Refused(sentence, field="email", code="email")
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
