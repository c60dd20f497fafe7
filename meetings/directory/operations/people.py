"""Writing people."""

from __future__ import annotations

import uuid
from datetime import datetime

from meetings.db import db, one_at_a_time
from meetings.directory import queries, rules
from meetings.directory.models import EarlierIdentity, Person


def find_or_create_person(
    given_names: str,
    surnames: str,
    *,
    email: str,
    at: datetime,
    country: str | None = None,
    beside: str | None = None,
) -> Person:
    """The person with this address and this folded full name, else a new one; without an address
    always a new one, for a name alone is not enough to be the same.

    Holds, until the unit commits, everyone else who asks for the same person; `beside` is a
    further lock to share meanwhile (see `db.one_at_a_time`). Lengths are the caller's to check.
    `country` (ISO 3166 alpha-2) is written where the record tells none yet.
    """
    person = find_or_make_person(
        given_names, surnames, email=email, at=at, country=country, beside=beside
    )
    db.session.add(person)
    return person


def find_or_make_person(
    given_names: str,
    surnames: str,
    *,
    email: str,
    at: datetime,
    country: str | None = None,
    beside: str | None = None,
) -> Person:
    """The same; a new one is not stored yet and has no id."""
    email = rules.clean_email(email)
    folded = rules.identity(given_names, surnames)
    one_at_a_time(f"person:{email}:{folded}", beside=beside)
    person = queries.person_called(given_names, surnames, email=email) if email else None
    if person is None:
        return Person(
            public_id=str(uuid.uuid4()),
            given_names=given_names,
            surnames=surnames,
            folded_name=folded,
            email=email,
            country=country,
            created_at=at,
        )
    if country and not person.country:
        person.country = country
    return person


def correct_person(
    person: Person, *, given_names: str, surnames: str, email: str, at: datetime
) -> bool:
    """Write a person's name and address anew; says whether anything was different.

    The record stays hers, so that all her meetings follow the correction; what she was called and
    written to by is kept beside it, for the day when she is erased.
    """
    email = rules.clean_email(email)
    if (person.given_names, person.surnames, person.email) == (given_names, surnames, email):
        return False
    earlier = EarlierIdentity(
        person_id=person.id,
        given_names=person.given_names,
        surnames=person.surnames,
        email=person.email,
        until=at,
    )
    db.session.add(earlier)
    person.given_names, person.surnames, person.email = given_names, surnames, email
    person.folded_name = rules.identity(given_names, surnames)
    person.changed_at = at
    db.session.flush()
    return True
