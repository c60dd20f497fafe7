"""Reading people."""

from __future__ import annotations

from sqlalchemy import select

from meetings.db import db
from meetings.directory import rules
from meetings.directory.models import Person


def person_called(given_names: str, surnames: str, *, email: str) -> Person | None:
    """The person with this address **and** this folded full name, a merged record resolved.

    Mailboxes are shared and names are common: neither alone makes it the same person.
    """
    found = db.session.scalar(
        select(Person)
        .where(
            Person.email == rules.clean_email(email),
            Person.folded_name == rules.identity(given_names, surnames),
        )
        .order_by(Person.id)
        .limit(1)
    )
    return resolved(found) if found else None


def resolved(person: Person) -> Person:
    """The record that stands for a person after merges."""
    seen = {person.id}
    while person.merged_into_id is not None and person.merged_into_id not in seen:
        seen.add(person.merged_into_id)
        person = db.session.get_one(Person, person.merged_into_id)
    return person
