"""In which order States follow each other at a meeting. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from meetings.directory import countries
from meetings.errors import Refused


class Precedence(StrEnum):
    """How the order was settled."""

    ALPHABETICAL = "alphabetical"
    LOT = "lot"
    OWN = "own"


PRECEDENCE: Final[Mapping[str, Any]] = {
    Precedence.ALPHABETICAL: _l("In alphabetical order of a language"),
    Precedence.LOT: _l("By lot"),
    Precedence.OWN: _l("In an order of our own"),
}


def ordered(
    codes: Iterable[str], *, precedence: str, lang: str, places: Mapping[str, int]
) -> tuple[str, ...]:
    """The States in their order; who has no place in one by lot or of our own follows those that
    have, in alphabetical order of `lang`."""
    order = {code: number for number, code in enumerate(countries.names(lang))}
    last = max(places.values(), default=0) + 1
    by_place = places if precedence != Precedence.ALPHABETICAL else {}
    return tuple(
        sorted(codes, key=lambda code: (by_place.get(code, last), order.get(code, len(order))))
    )


def check_places(places: Mapping[str, int]) -> None:
    """Raise Refused (naming the State's field) where two States have one place, or for a place
    below 1."""
    seen: dict[int, str] = {}
    for code, place in places.items():
        if place < 1:
            raise Refused(_l("A place is a number from 1."), field=f"place_{code}")
        if place in seen:
            raise Refused(_l("Two States have the same place."), field=f"place_{code}")
        seen[place] = code
