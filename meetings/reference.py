"""Reference data: the CSV files under meetings/data and how they reach their tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from meetings.db import Base, db
from meetings.localized import LANGUAGES

DATA = Path(__file__).parent / "data"


@cache
def rows(filename: str) -> tuple[dict[str, str], ...]:
    """A data file's rows, every cell a text."""
    with (DATA / filename).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def names(row: dict[str, str], column: str = "name") -> dict[str, str]:
    """A row's text in each language it has, from columns `name_en`, `name_es` ..."""
    return {lang: row[f"{column}_{lang}"] for lang in LANGUAGES if row.get(f"{column}_{lang}")}


def merge(model: type[Base], key: str, wanted: Iterable[dict[str, Any]]) -> int:
    """Insert or update rows by their key column; what is not in the file stays as it is.

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
        different = {name: v for name, v in values.items() if getattr(row, name) != v}
        for name, value in different.items():
            setattr(row, name, value)
        touched += bool(different)
    db.session.flush()
    return touched
