"""The mailbox of a registration: her address, or the one at which it is held for a few days."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import aliased

from meetings.directory.models import Person
from meetings.registration.models import Participation

# Of a participation that is joined with its person: as `Participation.mailbox` in Python.
MAILBOX: Final[ColumnElement[str]] = func.coalesce(Participation.held_email, Person.email)


def is_reached_at(emails: Collection[str] | Any) -> ColumnElement[bool]:
    """The condition on participations that are reached at one of these addresses. Read from the
    address, by an index either way: one has few registrations."""
    part, person = aliased(Participation), aliased(Person)
    hers = (
        select(part.id)
        .join(person, person.id == part.person_id)
        .where(person.email.in_(emails), part.held_email.is_(None))
    )
    held = aliased(Participation)
    there = select(held.id).where(held.held_email.in_(emails))
    return Participation.id.in_(union_all(hers, there))
