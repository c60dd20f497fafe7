"""What a comparison answers: how likely, from 50 to 100, and for which reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LEAST: Final = 50


class Reason(StrEnum):
    """Why two records may be one; codes that are stored, words are given where they are shown."""

    SAME_NAME = "same_name"
    SPELLING = "spelling"
    INITIAL = "initial"
    GIVEN_DROPPED = "given_dropped"
    SURNAME_DROPPED = "surname_dropped"
    MARRIED = "married"
    SWAPPED = "swapped"
    SAME_EMAIL = "same_email"
    SAME_DOMAIN = "same_domain"
    SAME_COUNTRY = "same_country"
    SAME_NUMBER = "same_number"
    SAME_ACRONYM = "same_acronym"
    SAME_WEBSITE = "same_website"
    SIMILAR_NAME = "similar_name"
    ALIAS = "alias"
    ORDER = "order"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Likeness:
    """`score` from 50 (worth a look) to 100; `reasons` in the order in which they are told."""

    score: int
    reasons: tuple[Reason, ...]


def in_order(reasons: set[Reason]) -> tuple[Reason, ...]:
    """Reasons as they are listed everywhere."""
    return tuple(each for each in Reason if each in reasons)
