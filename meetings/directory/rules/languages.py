"""In which of our languages somebody is written to who said none. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from babel.languages import get_official_languages

from meetings.localized import LANGUAGES


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
