"""Reading people."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, or_, select

from meetings.db import db
from meetings.directory import rules
from meetings.directory.models import Person
from meetings.directory.queries.merged import resolved
from meetings.localized import fold
from meetings.lookup import every_word

_CALLED = (
    select(Person)
    .where(Person.email == bindparam("email"), Person.folded_name == bindparam("name"))
    .order_by(Person.id)
    .limit(1)
)


def person_called(given_names: str, surnames: str, *, email: str) -> Person | None:
    """The person with this address **and** this folded full name, a merged record resolved.

    Mailboxes are shared and names are common: neither alone makes it the same person.
    """
    asked = {"email": rules.clean_email(email), "name": rules.identity(given_names, surnames)}
    found = db.session.scalar(_CALLED, asked)
    return resolved(found) if found else None


def people_named(words: str, *, most: int = 20) -> list[Person]:
    """People in whose names all the words occur, merged records left out; none for no word."""
    if not fold(words):
        return []
    found = (
        select(Person)
        .where(Person.merged_into_id.is_(None), every_word(Person.folded_name, words))
        .order_by(Person.folded_name, Person.id)
        .limit(most)
    )
    return list(db.session.scalars(found))


def people_called(names: Collection[str], *, most: int = 200) -> dict[str, list[Person]]:
    """Each name with the people in whose names all of its words occur: one statement for all.

    Merged records and names that nobody has are left out.
    """
    wanted = {name: fold(name).split() for name in names}
    asked = [every_word(Person.folded_name, name) for name, words in wanted.items() if words]
    if not asked:
        return {}
    rows = db.session.scalars(
        select(Person)
        .where(Person.merged_into_id.is_(None), or_(*asked))
        .order_by(Person.folded_name, Person.id)
        .limit(most)
    ).all()
    found = {
        name: [each for each in rows if words and all(w in each.folded_name for w in words)]
        for name, words in wanted.items()
    }
    return {name: people for name, people in found.items() if people}


def people_by_id(
    *, ids: Collection[int] = (), public_ids: Collection[str] = ()
) -> dict[int, Person]:
    """People by their keys or public ids, in one statement; what nobody has is left out."""
    sound = [each for each in public_ids if "\x00" not in each]
    wanted = select(Person).where(or_(Person.id.in_(ids), Person.public_id.in_(sound)))
    return {each.id: each for each in db.session.scalars(wanted)} if ids or sound else {}


def person(public_id: str) -> Person | None:
    """The person with this public id, a merged record resolved."""
    found = db.session.scalar(select(Person).filter_by(public_id=public_id))
    return resolved(found) if found else None
