"""The folded text by which officers and the door find somebody."""

from __future__ import annotations

from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.db import db
from meetings.directory import countries
from meetings.directory.models import Organization, Person
from meetings.localized import LANGUAGES, fold, folded
from meetings.registration.models import Affiliation, Participation


def search_text(person: Person, participation: Participation, *further: Organization | None) -> str:
    """Names as on the badge and both ways round, then whom she represents in all languages.

    `further` are organizations whose affiliation isn't stored yet. The address is left out: three
    letters of a name must not find everyone at one provider.
    """
    organizations = {each.organization for each in participation.affiliations} | set(further)
    states = {each.state_code for each in participation.affiliations if each.state_code}
    return folded(
        person.full_name,
        f"{person.surnames} {person.given_names}",
        participation.badge_name,
        *(name for code in sorted(states) for name in _names_of(code)),
        *(text for each in organizations if each for text in (each.name, each.acronym)),
    )


def _names_of(code: str) -> tuple[str, ...]:
    """A country's names; those of an organization that observes may be corrected at any time."""
    is_kept = not countries.is_organization(code)
    return _country_names(code) if is_kept else _country_names.__wrapped__(code)


@cache
def _country_names(code: str) -> tuple[str, ...]:
    """A country's names, folded once."""
    return tuple(fold(countries.name(code, lang)) for lang in LANGUAGES)


def renew_search(record: Person | Organization) -> None:
    """Write the search texts of all participations anew in which a corrected name stands."""
    mine = Participation.person_id == record.id
    if isinstance(record, Organization):
        of_it = select(Affiliation.participation_id).where(Affiliation.organization_id == record.id)
        mine = Participation.id.in_(of_it)
    found = db.session.scalars(
        select(Participation)
        .where(mine)
        .options(
            joinedload(Participation.person),
            selectinload(Participation.affiliations).joinedload(Affiliation.organization),
        )
    )
    for each in found:
        each.search = search_text(each.person, each)
    db.session.flush()
