"""Bringing the reference data of the directory to its tables."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Final

from meetings import reference
from meetings.directory import countries, queries
from meetings.directory.models import (
    Body,
    BodyPlaces,
    Capacity,
    Function,
    Observer,
    PersonnelKind,
    Position,
    State,
    StateFact,
    StateFlag,
    StateGroup,
    StateGroupMember,
    Tag,
    Theme,
)

AFTER: Final = 1000  # observers follow the directory's States


def load_reference() -> str:
    """Bring the code lists up to date; add what is known of States, groups and bodies once."""
    touched = (
        reference.merge(State, "code", _states())
        + reference.merge(Body, "code", _bodies(), once=("numbering", "numbering_within"))
        + reference.merge(Capacity, "code", _capacities())
        + reference.merge(StateFlag, "code", map(_coded, reference.rows("state_flags.csv")))
        + reference.merge(StateGroup, "code", map(_coded, reference.rows("state_groups.csv")))
        + reference.merge(Observer, "code", _observers())
        + stand_for_observers()
        + reference.merge(Position, "code", _positions())
        + reference.merge(Function, "code", map(_coded, reference.rows("functions.csv")))
        + reference.merge(PersonnelKind, "code", _personnel_kinds())
        + reference.merge(Theme, "code", _themes())
        + reference.merge(Tag, "code", map(_coded, reference.rows("tags.csv")))
    )
    seeded = (
        reference.seed("state_facts", _facts)
        + reference.seed("state_group_members", _members)
        + reference.seed("body_places", _places)
    )
    return f"directory: {touched} entries written, {seeded} facts added"


def _coded(row: dict[str, str]) -> dict[str, object]:
    return {"code": row["code"], "names": reference.names(row), "sort": int(row["sort"])}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _states() -> list[dict[str, object]]:
    return [
        {
            "code": row["iso2"],
            "names": reference.names(row),
            "sort": number,
            "iso3": row["iso3"],
        }
        for number, row in enumerate(reference.rows("states.csv"))
    ]


def stand_for_observers() -> int:
    """Let every permanent observer be represented: a State of its own code and names stands for it.
    Gives how many were new or changed."""
    own = set(countries.state_codes())
    wanted = [
        {"code": each.code, "names": dict(each.names), "sort": AFTER + each.sort, "iso3": ""}
        for each in queries.observers()
        if each.code not in own
    ]
    return reference.merge(State, "code", wanted)


def _facts() -> Iterator[StateFact]:
    for row in reference.rows("state_facts.csv"):
        yield StateFact(
            public_id=str(uuid.uuid4()),
            state_code=row["state"],
            flag_code=row["flag"],
            from_on=_day(row["from"]),
            to_on=_day(row["to"]),
            from_precision=row["from_precision"],
            to_precision=row["to_precision"],
            is_contested=row["contested"] == "yes",
            note=reference.names(row, "note"),
        )


def _members() -> Iterator[StateGroupMember]:
    for row in reference.rows("state_group_members.csv"):
        yield StateGroupMember(
            public_id=str(uuid.uuid4()),
            group_code=row["group"],
            state_code=row["state"],
            from_on=_day(row["from"]),
            to_on=_day(row["to"]),
        )


def _observers() -> list[dict[str, object]]:
    return [
        {
            "code": row["code"],
            "names": reference.names(row),
            "sort": number,
            "since": int(row["since"]) if row["since"] else None,
        }
        for number, row in enumerate(reference.rows("observers.csv"))
    ]


def _bodies() -> list[dict[str, object]]:
    return [
        _coded(row)
        | {
            "mechanism": row["mechanism"],
            "is_organ": row["is_organ"] == "yes",
            "type": row["type"],
            "parent_code": row["parent"] or None,
            "numbering": row["numbering"],
            "numbering_within": row["numbering_within"],
        }
        for row in reference.rows("bodies.csv")
    ]


def _places() -> Iterator[BodyPlaces]:
    for row in reference.rows("body_places.csv"):
        yield BodyPlaces(
            public_id=str(uuid.uuid4()),
            body_code=row["body"],
            position_code=row["position"],
            places=int(row["places"]) if row["places"] else None,
            flag_code=row["flag"] or None,
            from_on=date.fromisoformat(row["from"]),
            to_on=_day(row["to"]),
        )


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
            "audience": row["audience"] or None,
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
