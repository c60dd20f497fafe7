"""Whom somebody may represent as a State, as a list offers it."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from meetings.directory import countries
from meetings.localized import fold


def offered(lang: str, *, added: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The directory's States by name, then the permanent observers by name, marked as such; `added`
    are codes of observers that the secretariat added itself."""
    known = set(countries.state_codes())
    own = [pair for pair in countries.names(lang).items() if pair[0] in known]
    others = observers(lang, added=added)
    mark = [(code, _("%(state)s (permanent observer)", state=name)) for code, name in others]
    return [*own, *mark]


def observers(lang: str, *, added: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The permanent observers by name."""
    codes = dict.fromkeys((*countries.observer_codes(), *added))
    named = ((code, countries.name(code, lang)) for code in codes)
    return sorted(named, key=lambda pair: fold(pair[1]))
