"""Countries' names: the States of the directory first, the library's names only for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from babel import Locale
from babel.core import get_global

from meetings import reference
from meetings.localized import LANGUAGES, fold

_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})

# Parts of other countries, and places where nobody lives.
_NO_SEATS = frozenset(
    ("AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "GS", "HM", "IC", "IO", "TA", "TF", "UM")
)


@cache
def names(lang: str) -> dict[str, str]:
    """Code (ISO 3166 alpha-2) -> name, former countries included, in a language's order."""
    found = {
        code: name
        for code, name in Locale(lang).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    for filename, key in (("former_countries.csv", "code"), ("states.csv", "iso2")):
        for row in reference.rows(filename):
            found[row[key]] = row[f"name_{lang}"]
    return dict(sorted(found.items(), key=lambda item: fold(item[1])))


@cache
def seats(lang: str) -> dict[str, str]:
    """The same without former countries and without places where no organization is seated."""
    former = {row["code"] for row in reference.rows("former_countries.csv")}
    gone = former | set(get_global("territory_aliases")) | _NO_SEATS
    return {code: name for code, name in names(lang).items() if code not in gone}


@cache
def state_codes() -> tuple[str, ...]:
    """The codes of the directory's States."""
    return tuple(row["iso2"] for row in reference.rows("states.csv"))


@cache
def observer_codes() -> tuple[str, ...]:
    """The codes of the permanent observers, the European Union among them."""
    return tuple(row["code"] for row in reference.rows("observers.csv"))


def represented_codes() -> tuple[str, ...]:
    """Whom people may represent as a State: the directory's States, then permanent observers."""
    return state_codes() + observer_codes()


@cache
def _observers(lang: str) -> dict[str, str]:
    return {row["code"]: row[f"name_{lang}"] for row in reference.rows("observers.csv")}


Namer = Callable[[str, str], str]
_further: list[Namer] = []


def named_by(namer: Namer) -> Namer:
    """Let a function (code, language) -> name, or nothing, name the organizations that the
    secretariat made permanent observers: no file knows them."""
    _further.append(namer)
    return namer


def is_organization(code: str) -> bool:
    """Whether a code is that of such an organization; countries have capital letters."""
    return code.islower()


def is_country(code: str) -> bool:
    """Whether a code is a country's, which has a Government; the European Union is none."""
    return code in names("en")


def name(code: str | None, lang: str) -> str:
    """A country's name, a permanent observer's; the bare code where nobody knows one, empty for
    none."""
    if not code:
        return ""
    known = names(lang).get(code) or _observers(lang).get(code)
    if known is None and is_organization(code):
        known = next((found for namer in _further if (found := namer(code, lang))), None)
    return known or code


# "of" before a country's article (state_articles.csv), as each language writes both.
_OF = {
    "en": {"": "of ", "the": "of the "},
    "es": {"": "de ", "el": "del ", "la": "de la ", "los": "de los ", "las": "de las "},
    "fr": {"": "de ", "le": "du ", "la": "de la ", "l'": "de l’", "les": "des "},
    "pt": {"": "de ", "o": "do ", "a": "da ", "os": "dos ", "as": "das "},
}


def of(code: str, lang: str) -> str:
    """A State's or observer's name as it follows "the Government": of the Bahamas, de la Argentina,
    du Brésil, do Chile. Where no article is known it has none; an organization of whose name nobody
    knows how it is joined stands in brackets."""
    title = name(code, lang)
    if is_organization(code):
        return f"({title})"
    found = _OF[lang][_articles(lang).get(code, "")]
    if lang == "fr" and found == "de " and fold(title)[:1] in "aeiouh":
        return f"d’{title}"
    return found + title


@cache
def _articles(lang: str) -> dict[str, str]:
    return {row["code"]: row[lang] for row in reference.rows("state_articles.csv")}


@cache
def _codes() -> dict[str, str]:
    others = {_plain(row["name"]): row["code"] for row in reference.rows("state_names.csv")}
    known = {_plain(title): code for lang in LANGUAGES for code, title in names(lang).items()}
    return others | known | {code.casefold(): code for code in names("en")}


def _plain(text: str) -> str:
    """A name without accents, points and brackets: EE.UU. is EEUU."""
    return " ".join(re.sub(r"[,()\-']", " ", fold(text).replace(".", "")).split())


def read(text: str) -> str | None:
    """The code of a country written as code or as a name in any of the four languages; a State's
    official names and usual short ones too."""
    return _codes().get(_plain(text))


def read_represented(text: str) -> str | None:
    """The same, permanent observers that are no country among them."""
    return read(text) or _observers_called().get(_plain(text))


@cache
def _observers_called() -> dict[str, str]:
    known = {_plain(title): code for lang in LANGUAGES for code, title in _observers(lang).items()}
    return known | {code.casefold(): code for code in observer_codes()}
