"""Records that are hers too, as it seems, though nobody merged them: under another name."""

from __future__ import annotations

from sqlalchemy import select

from meetings.db import db
from meetings.directory.models import EarlierIdentity, Person
from meetings.directory.queries import kin, resolved
from meetings.directory.rules import identity


def records_beside(person: Person) -> list[Person]:
    """The other records with her address that bear a name that was hers before, or under which she
    was known before by the name that is hers now: where she changed her name and was entered again
    by the former one. Others who share her mailbox are not among them."""
    root = resolved(person)
    if not root.email:
        return []
    own = set(db.session.scalars(kin(Person, root.id)))
    others = db.session.scalars(
        select(Person)
        .where(
            Person.email == root.email,
            Person.id.not_in(own),
            Person.merged_into_id.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(Person.id)
    ).all()
    before = _names_before([*own, *(each.id for each in others)])
    hers = set().union(*(before.get(each, set()) for each in own))
    return [
        each
        for each in others
        if each.folded_name in hers or root.folded_name in before.get(each.id, set())
    ]


def _names_before(ids: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    wanted = select(EarlierIdentity).where(EarlierIdentity.person_id.in_(ids))
    for row in db.session.scalars(wanted):
        name = identity(row.given_names, row.surnames)
        found.setdefault(row.person_id, set()).add(name)
    return found
