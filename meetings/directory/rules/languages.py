"""In which of our languages somebody is written to: as it is written in a table, or usual. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from babel import Locale
from babel.languages import get_official_languages

from meetings.localized import LANGUAGES, NATIVE_NAMES, fold


def read_language(cell: str) -> str | None:
    """The language of ours that a cell names: by its code, whatever country follows it (pt-BR,
    es-419, en_US), or by its name in one of the four, whatever stands beside it (Português
    (Brasil)); None for another one."""
    word = re.split(r"[-_ (,;/]", fold(cell))[0]
    return _called().get(word)


# What Spanish is called besides, in the four languages.
_BESIDES = dict.fromkeys(("castellano", "castilian", "castillan", "castelhano"), "es")


@cache
def _called() -> Mapping[str, str]:
    known = {fold(name): code for code, name in NATIVE_NAMES.items()}
    for reader in LANGUAGES:
        known |= {fold(str(Locale(reader).languages[code])): code for code in LANGUAGES}
    return known | _BESIDES | {code: code for code in LANGUAGES}


@cache
def usual_language(country: str | None) -> str | None:
    """The language of ours that a country uses officially, its first; None for none."""
    if not country:
        return None
    spoken = get_official_languages(country, regional=False, de_facto=True)
    return next((each for each in spoken if each in LANGUAGES), None)


def first_language(title: Mapping[str, Any], order: Sequence[str]) -> str:
    """The language in which a meeting is first told."""
    return next((lang for lang in order if title.get(lang)), order[0] if order else "en")
