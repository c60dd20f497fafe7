"""Reading people."""

from __future__ import annotations

from sqlalchemy import select

from meetings.db import db
from meetings.directory import rules
from meetings.directory.models import Person
from meetings.directory.queries.merged import resolved
from meetings.localized import fold, like


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


def people_named(words: str, *, most: int = 20) -> list[Person]:
    """People in whose names all the words occur, merged records left out; none for no word."""
    wanted = fold(words).split()
    if not wanted:
        return []
    found = (
        select(Person)
        .where(
            Person.merged_into_id.is_(None),
            *(Person.folded_name.like(like(word), escape="\\") for word in wanted),
        )
        .order_by(Person.folded_name, Person.id)
        .limit(most)
    )
    return list(db.session.scalars(found))


def person(public_id: str) -> Person | None:
    """The person with this public id, a merged record resolved."""
    found = db.session.scalar(select(Person).filter_by(public_id=public_id))
    return resolved(found) if found else None
