"""Bodies, people and terms of the directory; flushed, never committed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from meetings.actor import CLI
from meetings.db import db
from meetings.directory import operations
from meetings.directory.models import Body, Person, Position, Term
from meetings.directory.rules.bodies import BodyFacts

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def make_body(name: str = "Working group on care", **facts: Any) -> Body:
    """A working group that the secretariat added; its code is made of its name."""
    given: dict[str, Any] = {"names": {"en": name}} | facts
    return operations.add_body(BodyFacts(**given), by=CLI, at=AT)


def make_person(given_names: str = "Ana", surnames: str = "Lima", email: str = "") -> Person:
    """Somebody of the directory."""
    address = email or f"{given_names}.{surnames}@example.org"
    made = operations.find_or_create_person(given_names, surnames, email=address, at=AT)
    db.session.flush()
    return made


def make_seat(
    state_code: str | None = None,
    position: str = "member",
    *,
    body: str = "executive_committee",
    person: Person | None = None,
    from_on: date = date(2016, 1, 1),
    to_on: date | None = date(2019, 12, 31),
) -> Term:
    """A State's, or a person's, term in a body: 2016 to 2019 unless told otherwise."""
    return operations.appoint(
        db.session.get_one(Body, body),
        db.session.get_one(Position, position),
        from_on=from_on,
        to_on=to_on,
        state_code=state_code,
        person=person,
        by=CLI,
        at=AT,
    )
