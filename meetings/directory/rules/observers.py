"""What a permanent observer is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from flask_babel import lazy_gettext as _l

from meetings.directory.rules.bodies import check_names
from meetings.errors import Refused
from meetings.localized import fold

FIRST_YEAR = 1889
"""That of the first conference of the American States."""


def is_observing(since: int | None, on: date) -> bool:
    """Whether somebody that observes since a year (None: since long ago) does so on a day."""
    return since is None or since <= on.year


class Known(Protocol):
    """An observer as it is stored."""

    code: str
    names: dict[str, str]


def check_observer(
    names: Mapping[str, str],
    *,
    country: str,
    since: int | None,
    year: int,
    others: Iterable[Known],
) -> None:
    """Refuse one without a name, of a year that cannot be, or that is on the list already.

    `country` is the State's code, empty for an organization; `year` is the present one.
    """
    check_names(names)
    if since is not None and not FIRST_YEAR <= since <= year:
        sentence = _l("Write a year between %(first)d and %(last)d.", first=FIRST_YEAR, last=year)
        raise Refused(sentence, field="since", code="year")
    wanted = {fold(each) for each in names.values() if each}
    for other in others:
        if other.code == country or wanted & set(map(fold, other.names.values())):
            sentence = _l("This observer is on the list already: correct it there.")
            field = "country" if other.code == country else "name_en"
            raise Refused(sentence, field=field, code="known")
