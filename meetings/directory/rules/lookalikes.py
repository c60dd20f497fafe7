"""States whose names are taken for one another: whoever chooses one is asked back once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from flask_babel import lazy_gettext as _l

from meetings import reference
from meetings.directory import countries
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold

SHARED: Final = 7  # as many letters at the beginning of a telling word make two names look alike
_PLAIN: Final = frozenset({"republic", "republica", "republique", "united", "estados", "islands"})


@cache
def lookalike(code: str) -> str | None:
    """The State for which this one is easily taken, None where there is none.

    Two names look alike when, in any of the four languages, a word of one begins as a word of the
    other does: Dominica, and the Dominican Republic.
    """
    mine = _words(code)
    for other in countries.state_codes():
        if other != code and any(_begin_alike(a, b) for a in mine for b in _words(other)):
            return other
    return None


def ask_back(code: str | None, *, confirmed: str, field: str, lang: str) -> None:
    """Raise Refused (code lookalike, naming the field) for a State that is easily taken for
    another one, unless this very State was confirmed already."""
    other = lookalike(code) if code else None
    if code is None or other is None or confirmed == code:
        return
    words = {
        "state": _told(code, lang),
        "other": _told(other, lang),
    }
    sentence = _l(
        "Chosen: %(state)s, not %(other)s. If that is right, send the form once more; else "
        "correct it.",
        **words,
    )
    raise Refused(sentence, field=field, code="lookalike")


def _told(code: str, lang: str) -> str:
    """A State with its capital, where the list has it."""
    name = countries.name(code, lang)
    city = _capitals(lang).get(code)
    return f"{name} ({city})" if city else name


def _capitals(lang: str) -> Mapping[str, str]:
    return {row["code"]: row[f"name_{lang}"] for row in reference.rows("lookalike_states.csv")}


@cache
def _words(code: str) -> frozenset[str]:
    names = (fold(countries.name(code, lang)) for lang in LANGUAGES)
    words = {word for name in names for word in re.findall(r"[a-z]+", name)}
    return frozenset(word for word in words if len(word) >= SHARED) - _PLAIN


def _begin_alike(one: str, other: str) -> bool:
    return one[:SHARED] == other[:SHARED]
