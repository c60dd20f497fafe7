"""Reference data: the CSV files under meetings/data and how they reach their tables."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from meetings import installation
from meetings.db import Base, db
from meetings.localized import LANGUAGES

DATA = Path(__file__).parent / "data"
SEEDED = "seeded."


@cache
def rows(filename: str) -> tuple[dict[str, str], ...]:
    """A data file's rows, every cell a text."""
    with (DATA / filename).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def names(row: dict[str, str], column: str = "name") -> dict[str, str]:
    """A row's text in each language it has, from columns `name_en`, `name_es` ..."""
    return {lang: row[f"{column}_{lang}"] for lang in LANGUAGES if row.get(f"{column}_{lang}")}


def merge(
    model: type[Base], key: str, wanted: Iterable[dict[str, Any]], *, once: Collection[str] = ()
) -> int:
    """Insert or update rows by their key column; what is not in the file stays as it is.

    The columns of `once` are written with a new row only: from then on they are the officers'.
    So is a whole row that the secretariat added itself (`is_own`).
    Returns how many rows were new or changed, so that a second run returns 0.
    """
    known = {getattr(row, key): row for row in db.session.scalars(select(model))}
    touched = 0
    for values in wanted:
        row = known.get(values[key])
        if row is None:
            db.session.add(model(**values))
            touched += 1
            continue
        if getattr(row, "is_own", False):
            continue
        kept = {name: value for name, value in values.items() if name not in once}
        different = {name: v for name, v in kept.items() if getattr(row, name) != v}
        for name, value in different.items():
            setattr(row, name, value)
        touched += bool(different)
    db.session.flush()
    return touched


def seed(mark: str, wanted: Callable[[], Iterable[Base]]) -> int:
    """Add rows once in the life of a database: what officers do to them afterwards stays.

    `mark` names the batch (a later release that knows more seeds another one). Returns how many.
    """
    if installation.read(SEEDED + mark) is not None:
        return 0
    made = list(wanted())
    db.session.add_all(made)
    installation.note(SEEDED + mark, str(len(made)))
    return len(made)
