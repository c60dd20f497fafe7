"""Bringing the reference data of the directory to its tables."""

from __future__ import annotations

from meetings import reference
from meetings.directory.models import (
    Body,
    Capacity,
    Function,
    PersonnelKind,
    Position,
    State,
    StateFlag,
    Theme,
)


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
