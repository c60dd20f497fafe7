"""Organizers, cities and venues known by another name in each language: meetings/data/names.csv."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, Protocol

from flask_babel import gettext as _

from meetings import reference
from meetings.calendar.models import Mode
from meetings.directory import countries
from meetings.language import reading
from meetings.localized import fold

Sort = Literal["organizer", "city", "venue"]


class Placed(Protocol):
    """What has a place and a mode: a meeting, its facts, what was told of it."""

    @property
    def venue(self) -> str:
        """The house."""

    @property
    def city(self) -> str:
        """The city."""

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-2."""

    @property
    def mode(self) -> str:
        """How people take part."""


@lru_cache(4096)
def told(sort: Sort, written: str, lang: str) -> str:
    """A name for a reader of `lang`, in whichever language it was written.

    A name that nobody listed stays as it was written.
    """
    return names(sort, written).get(lang, written)


def place(meeting: Placed, lang: str) -> str:
    """House, city and country for a reader; empty where none is said."""
    parts = (
        told("venue", meeting.venue, lang),
        told("city", meeting.city, lang),
        countries.name(meeting.country, lang),
    )
    return ", ".join(part for part in parts if part)


def where(meeting: Placed, lang: str) -> str:
    """Where people go, for a reader: nobody goes to a virtual meeting's house, should one be kept
    for a day on which it is met in again."""
    if meeting.mode == Mode.VIRTUAL:
        with reading(lang):
            return _("Online")
    return place(meeting, lang)


def names(sort: Sort, written: str) -> dict[str, str]:
    """A listed name in every language; empty for one that isn't listed."""
    return _known().get((sort, fold(written)), {}) if written else {}


@cache
def _known() -> dict[tuple[str, str], dict[str, str]]:
    """Kind and folded name in any language -> the name in all of them."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in reference.rows("names.csv"):
        in_all = reference.names(row)
        for name in in_all.values():
            found[row["kind"], fold(name)] = in_all
    return found
