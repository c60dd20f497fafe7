"""Who is who, in pages: people and organizations, merged records once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select

from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.queries.merged import roots_of
from meetings.directory.queries.tags import bearing
from meetings.directory.rules import clean_email
from meetings.localized import fold
from meetings.lookup import every_word
from meetings.pagination import Page, offset

Entry = TypeVar("Entry", Person, Organization)


@dataclass(frozen=True)
class Filters:
    """What an officer narrows the list by; empty means all. `q` never stands in an address."""

    q: str = ""
    tag: str = ""
    country: str = ""


def person(public_id: str) -> Person | None:
    """One person's record, merged or not."""
    return db.session.scalar(select(Person).where(Person.public_id == public_id))


def organization(public_id: str) -> Organization | None:
    """One organization's record, merged or not."""
    return db.session.scalar(select(Organization).where(Organization.public_id == public_id))


def people(filters: Filters, *, page: int = 1, size: int = 50) -> Page[Person]:
    """People by name. A search finds every word without accents, or a whole address; also by a
    name that only a merged record bears."""
    words = every_word(Person.folded_name, filters.q)
    wanted = _narrowed(Person, filters, or_(words, Person.email == clean_email(filters.q)))
    return _page(wanted, (Person.folded_name, Person.id), page=page, size=size)


def organizations(filters: Filters, *, page: int = 1, size: int = 50) -> Page[Organization]:
    """Organizations by name; a search finds every word of a name, an acronym or a whole address."""
    words = every_word(Organization.folded_name, filters.q)
    acronym = func.lower(Organization.acronym) == fold(filters.q)
    email = Organization.email == clean_email(filters.q)
    wanted = _narrowed(Organization, filters, or_(words, acronym, email))
    return _page(wanted, (Organization.folded_name, Organization.id), page=page, size=size)


def countries_of_people() -> list[str]:
    """The countries that people's records tell."""
    found = select(Person.country).where(Person.country.is_not(None)).distinct()
    return sorted(filter(None, db.session.scalars(found)))


def countries_of_organizations() -> list[str]:
    """The countries of organizations' seats."""
    return sorted(db.session.scalars(select(Organization.country).distinct()))


def _narrowed(model: type[Entry], filters: Filters, found: ColumnElement[bool]) -> Select[Entry]:
    wanted = select(model).where(model.merged_into_id.is_(None))
    if issubclass(model, Person):
        wanted = wanted.where(Person.erased_at.is_(None))
    if filters.q.strip():
        roots = roots_of(model)
        standing = func.coalesce(roots.c.root, model.id)
        ids = select(standing).select_from(model).outerjoin(roots, roots.c.id == model.id)
        wanted = wanted.where(model.id.in_(ids.where(found)))
    if filters.tag:
        wanted = wanted.where(model.id.in_(bearing(model, filters.tag)))
    if filters.country:
        wanted = wanted.where(model.country == filters.country)
    return wanted


def _page(wanted: Select[Entry], order: tuple[object, ...], *, page: int, size: int) -> Page[Entry]:
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = wanted.order_by(*order).offset(offset(page, size)).limit(size)  # type: ignore[arg-type]  # columns
    return Page(db.session.scalars(rows).all(), page, size, total)
