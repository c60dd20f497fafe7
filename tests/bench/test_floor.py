"""The floor of registering does what the product does: the same fields, the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, func, select

from meetings.db import Base, db
from tests.bench import floor, units
from tests.factories.registration import TITLE, make_open_meeting
from tests.support.pages import Site

LONG = "Forum on justice of the mechanism to follow up on a convention of thirty States"
Row = dict[str, Any]


@pytest.fixture
def slug(stored: Callable[[], AbstractContextManager[None]]) -> str:
    with stored():
        return make_open_meeting(title=TITLE | {"es": LONG}).slug


@pytest.fixture
def inserted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Row]]:
    """What the floor writes for one registration."""
    rows: list[tuple[str, Row]] = []

    def keep(table: str, **values: object) -> int:
        rows.append((table, values))
        return len(rows)

    monkeypatch.setattr(floor, "insert", keep)
    floor.insert_all(units.somebody(), 1, at="2026-11-21 12:00:00")
    return rows


def test_the_floor_writes_the_rows_of_a_registration_and_no_others(
    app: Flask, page: Site, slug: str, inserted: list[tuple[str, Row]]
) -> None:
    before = _sizes(app)
    page.get(f"/en/meetings/{slug}/register").submit("main form", **_typed())
    written = _rows_since(app, before)
    assert _columns(written) == _columns(inserted)
    assert _length(inserted) == pytest.approx(_length(written), rel=0.15)


def test_the_floor_asks_for_the_same_fields(page: Site, slug: str) -> None:
    asked = page.get(f"/en/meetings/{slug}/register")
    names = {each.get("name") for each in asked.tree.cssselect("main form [name]")}
    selects = {"sex", "capacity", "represents", "personnel_kind", "language"}
    assert names - {"csrf_token", "nonce"} == {*floor.FIELDS} | selects


def _typed() -> dict[str, Any]:
    return {name: typed for name, typed in units.somebody().items() if name != "mode"}


def _sizes(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {table.name: _size(table) for table in Base.metadata.sorted_tables}


def _size(table: Table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _rows_since(app: Flask, before: dict[str, int]) -> list[tuple[str, Row]]:
    rows: list[tuple[str, Row]] = []
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            new = _size(table) - before[table.name]
            if new:
                latest = select(table).order_by(*(key.desc() for key in table.primary_key))
                found = db.session.execute(latest.limit(new)).mappings()
                rows.extend((table.name, dict(each)) for each in found)
    return rows


def _columns(rows: list[tuple[str, Row]]) -> Counter[tuple[str, frozenset[str]]]:
    return Counter(
        (table, frozenset(name for name, value in row.items() if value is not None) - {"id"})
        for table, row in rows
    )


def _length(rows: list[tuple[str, Row]]) -> int:
    values = [value for _table, row in rows for value in row.values()]
    return sum(len(value) for value in values if isinstance(value, (str, bytes)))
