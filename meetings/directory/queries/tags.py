"""Tags, and the lists for invitations that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, union_all

from meetings.db import db
from meetings.directory.models import Organization, Person, Tag, Tagging
from meetings.directory.queries.merged import kin, mailboxes, roots_of


@dataclass(frozen=True)
class Invitee:
    """A line of an invitation list: a person or an organization, whom a merge counts once; with a
    merged record's address where the one that stands for both has none."""

    record: str
    public_id: str
    name: str
    honorific: str
    given_names: str
    surnames: str
    email: str
    country: str


def tags() -> Sequence[Tag]:
    """Every tag: those that come with the product in their order, then the secretariat's own."""
    return sorted(db.session.scalars(select(Tag)), key=lambda tag: (tag.is_own, tag.sort, tag.code))


def tag(code: str) -> Tag | None:
    """One tag by its code."""
    return db.session.get(Tag, code)


def codes_of(record: Person | Organization) -> list[str]:
    """The codes of the tags on a record itself."""
    is_person = isinstance(record, Person)
    column = Tagging.person_id if is_person else Tagging.organization_id
    return list(db.session.scalars(select(Tagging.tag_code).where(column == record.id)))


def tags_of(record: Person | Organization) -> Sequence[Tag]:
    """The tags on a record and on all that were merged into it."""
    is_person = isinstance(record, Person)
    column = Tagging.person_id if is_person else Tagging.organization_id
    ids = kin(type(record), record.id)
    codes = select(Tagging.tag_code).where(column.in_(ids))
    return db.session.scalars(select(Tag).where(Tag.code.in_(codes)).order_by(Tag.sort)).all()


def counts() -> dict[str, int]:
    """Tag -> how many people and organizations bear it, merged ones once."""
    people = _roots(Person).subquery()
    organizations = _roots(Organization).subquery()
    every = union_all(
        select(people.c.tag_code, people.c.id), select(organizations.c.tag_code, organizations.c.id)
    ).subquery()
    rows = db.session.execute(select(every.c.tag_code, func.count()).group_by(every.c.tag_code))
    return {row[0]: row[1] for row in rows}


def invitees(code: str, *, country: str = "") -> Iterator[Invitee]:
    """Who bears a tag: organizations by name, then people by surname; of a country, or of all."""
    yield from organizations(code, country=country)
    boxes = mailboxes(Person)
    for person in db.session.scalars(_bearing(Person, code, country)):
        yield _person(person, boxes.get(person.id, person).email)


def organizations(code: str, *, country: str = "") -> Iterator[Invitee]:
    """The organizations among them."""
    boxes = mailboxes(Organization)
    for each in db.session.scalars(_bearing(Organization, code, country)):
        email = boxes.get(each.id, each).email
        yield Invitee("organization", each.public_id, each.name, "", "", "", email, each.country)


def countries_of(code: str) -> Sequence[str]:
    """The countries of those who bear a tag."""
    found = {
        each
        for model in (Person, Organization)
        for each in db.session.scalars(
            _bearing(model, code, "").with_only_columns(model.country).order_by(None).distinct()
        )
    }
    return sorted(filter(None, found))


def bearing(model: type[Person] | type[Organization], code: str) -> Select[int]:
    """The ids of the records that stand for all who bear a tag."""
    found = _roots(model).where(Tagging.tag_code == code).subquery()
    return select(found.c.id)


def _roots(model: type[Person] | type[Organization]) -> Select[str, int]:
    roots = roots_of(model)
    column = Tagging.person_id if model is Person else Tagging.organization_id
    standing = func.coalesce(roots.c.root, column).label("id")
    return (
        select(Tagging.tag_code, standing)
        .outerjoin(roots, roots.c.id == column)
        .where(column.is_not(None))
        .distinct()
    )


def _bearing(model: type[Person] | type[Organization], code: str, country: str) -> Select[Any]:
    wanted: Select[Any] = select(model).where(model.id.in_(bearing(model, code)))
    if country:
        wanted = wanted.where(model.country == country)
    order = (Person.surnames, Person.given_names) if model is Person else (model.folded_name,)
    return wanted.order_by(*order, model.id)


def _person(each: Person, email: str) -> Invitee:
    return Invitee(
        "person",
        each.public_id,
        each.full_name,
        each.honorific,
        each.given_names,
        each.surnames,
        email,
        each.country or "",
    )
