"""How every search of names finds: all of its words, in any order, wherever they stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, true

from meetings.localized import fold, like


def every_word(column: Any, q: str) -> ColumnElement[bool]:
    """Whether each word of `q` occurs in a folded column: who searches for a first name and a
    surname finds her who has others between them. No word finds all."""
    return and_(true(), *(column.like(like(word), escape="\\") for word in fold(q).split()))
