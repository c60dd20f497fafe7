"""Writing the directory."""

from __future__ import annotations

import uuid
from datetime import datetime

from meetings import reference
from meetings.db import db, one_at_a_time
from meetings.directory import queries, rules
from meetings.directory.models import (
    Body,
    Capacity,
    Function,
    Person,
    PersonnelKind,
    Position,
    State,
    StateFlag,
    Theme,
)


def find_or_create_person(
    given_names: str, surnames: str, *, email: str, at: datetime, beside: str | None = None
) -> Person:
    """The person with this address and this folded full name, else a new one.

    Holds, until the unit commits, everyone else who asks for the same person; `beside` is a
    further lock to share meanwhile (see `db.one_at_a_time`). Lengths are the caller's to check.
    """
    email = rules.clean_email(email)
    folded = rules.identity(given_names, surnames)
    one_at_a_time(f"person:{email}:{folded}", beside=beside)
    person = queries.person_called(given_names, surnames, email=email)
    if person is None:
        person = Person(
            public_id=str(uuid.uuid4()),
            given_names=given_names,
            surnames=surnames,
            folded_name=folded,
            email=email,
            created_at=at,
        )
        db.session.add(person)
    return person


def correct_person(person: Person, *, given_names: str, surnames: str, email: str) -> bool:
    """Write a person's name and address anew; says whether anything was different.

    The record stays hers, so that all her meetings follow the correction.
    """
    email = rules.clean_email(email)
    before = (person.given_names, person.surnames, person.email)
    person.given_names, person.surnames, person.email = given_names, surnames, email
    person.folded_name = rules.identity(given_names, surnames)
    db.session.flush()
    return before != (given_names, surnames, email)


def load_reference() -> str:
    """Bring States, bodies, capacities, functions, kinds of personnel and themes up to date."""
    touched = (
        reference.merge(State, "code", _states())
        + reference.merge(Body, "code", _bodies())
        + reference.merge(Capacity, "code", _capacities())
        + reference.merge(StateFlag, "code", map(_coded, reference.rows("state_flags.csv")))
        + reference.merge(Position, "code", _positions())
        + reference.merge(Function, "code", map(_coded, reference.rows("functions.csv")))
        + reference.merge(PersonnelKind, "code", _personnel_kinds())
        + reference.merge(Theme, "code", _themes())
    )
    return f"directory: {touched} entries written"


def _coded(row: dict[str, str]) -> dict[str, object]:
    return {"code": row["code"], "names": reference.names(row), "sort": int(row["sort"])}


def _states() -> list[dict[str, object]]:
    return [
        {
            "code": row["iso2"],
            "names": reference.names(row),
            "sort": number,
            "iso3": row["iso3"],
            "subregion": row["subregion"],
        }
        for number, row in enumerate(reference.rows("states.csv"))
    ]


def _bodies() -> list[dict[str, object]]:
    return [
        _coded(row) | {"mechanism": row["mechanism"], "is_organ": row["is_organ"] == "yes"}
        for row in reference.rows("bodies.csv")
    ]


def _capacities() -> list[dict[str, object]]:
    return [
        _coded(row)
        | {
            "represents": row["represents"].split(";"),
            "organ_code": row["organ"] or None,
            "counts": row["counts"] == "yes",
            "trained": row["trained"] == "yes",
            "approval": row["approval"],
            "is_public": row["public"] == "yes",
        }
        for row in reference.rows("capacities.csv")
    ]


def _positions() -> list[dict[str, object]]:
    return [
        _coded(row) | {"holder": row["holder"], "capacity_code": row["capacity"] or None}
        for row in reference.rows("positions.csv")
    ]


def _personnel_kinds() -> list[dict[str, object]]:
    return [_coded(row) | {"group": row["group"]} for row in reference.rows("personnel_kinds.csv")]


def _themes() -> list[dict[str, object]]:
    return [
        _coded(row) | {"is_article_9": row["is_article_9"] == "yes"}
        for row in reference.rows("themes.csv")
    ]
