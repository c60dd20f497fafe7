"""The demo's duplicates that wait for an officer, and its first invitation lists."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from meetings.actor import Actor
from meetings.db import db
from meetings.demo.cast import Cast
from meetings.directory import operations
from meetings.directory.models import Organization, Person, Record
from meetings.directory.rules import identity
from meetings.localized import fold

PRESS: Final = (
    ("Xiadani", "Ocaranza Bettini", "MX"),
    ("Rudecinda", "Falcón Ayala", "PY"),
    ("Maurille", "Toussaint-Bellot", "HT"),
)


def recorded_twice(
    cast: Cast, organizations: list[Organization], *, by: Actor, at: datetime
) -> None:
    """Two people and an organization were recorded once more, each in another spelling."""
    for one, drops_accents in zip(cast.circle("experts")[:2], (True, False), strict=False):
        _again(one.person, drops_accents=drops_accents, at=at)
    first = organizations[0]
    db.session.add(
        Organization(
            public_id=str(uuid.uuid4()),
            name=f"{first.name} ({first.acronym})",
            folded_name=fold(f"{first.name} ({first.acronym})"),
            country=first.country,
            is_womens=first.is_womens,
            in_oas_register=False,
            created_at=at,
        )
    )
    db.session.flush()
    for record in Record:
        operations.find_duplicates(record, at=at)
    _tagged(organizations, by=by, at=at)


def _again(person: Person, *, drops_accents: bool, at: datetime) -> None:
    """The same name without accents, or with its last surname gone and a title before it."""
    given, surnames = person.given_names, person.surnames
    if drops_accents:
        given, surnames = fold(given).title(), fold(surnames).title()
    else:
        surnames = surnames.split()[0]
    db.session.add(
        Person(
            public_id=str(uuid.uuid4()),
            given_names=given,
            surnames=surnames,
            folded_name=identity(given, surnames),
            email=f"{fold(surnames).replace(' ', '.')}@despacho.invalid",
            honorific="" if drops_accents else "Dra.",
            country=person.country,
            created_at=at,
        )
    )


def _tagged(organizations: list[Organization], *, by: Actor, at: datetime) -> None:
    for given, surnames, country in PRESS:
        person = operations.find_or_create_person(
            given,
            surnames,
            email=f"{fold(given)}@prensa.invalid",
            country=country,
            at=at,
        )
        db.session.flush()
        operations.set_tags(person, ["media"], by=by, at=at)
    for organization in organizations:
        operations.set_tags(organization, ["civil_society"], by=by, at=at)
    operations.set_tags(organizations[0], ["civil_society", "partner"], by=by, at=at)
