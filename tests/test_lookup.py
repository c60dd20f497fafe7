"""How a search of names finds: all words, in any order."""

from __future__ import annotations

import pytest
from sqlalchemy import func, literal, select

from meetings.db import db
from meetings.lookup import every_word

NAME = "winston garfield alleyne\nalleyne winston garfield"


@pytest.mark.parametrize(
    ("q", "is_found"),
    [
        ("Winston  ALLEYNE", True),
        ("alleyne gar", True),
        ("winston alleyn e", True),
        ("", True),
        ("winston allayne", False),
        ("winston%alleyne", False),
    ],
)
def test_every_word_is_found_wherever_it_stands(session: object, q: str, *, is_found: bool) -> None:
    named = select(literal(NAME).label("name")).subquery()
    asked = select(func.count()).select_from(named).where(every_word(named.c.name, q))
    assert bool(db.session.scalar(asked)) == is_found
