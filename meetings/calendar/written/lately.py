"""Dates within a doubt's sentence: written as late as the sentence, in its reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import get_locale

from meetings import formats
from meetings.localized import LANGUAGES


@dataclass(frozen=True)
class Day:
    """A day: `May 12, 2003`."""

    value: date

    def __str__(self) -> str:
        """In the language in which the sentence around it is written."""
        return formats.day(self.value, _lang())


@dataclass(frozen=True)
class Month:
    """A month: `May 2003`."""

    value: date

    def __str__(self) -> str:
        """In the language in which the sentence around it is written."""
        return formats.month(self.value, _lang())


def _lang() -> str:
    said = get_locale()
    return said.language if said and said.language in LANGUAGES else "en"
