"""Where a meeting is, out of one text: `Lima, Peru`, `Santiago de Chile`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from meetings.directory import countries
from meetings.localized import fold

ALIASES = {
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "united states of america": "US",
    "ee.uu.": "US",
    "ee. uu.": "US",
    "eeuu": "US",
    "estados unidos de america": "US",
    "etats-unis d'amerique": "US",
    "eua": "US",
    "uk": "GB",
    "republica dominicana": "DO",
    "holland": "NL",
}
VIRTUAL = re.compile(r"^\(?(virtual\w*|online|en linea|en ligne|on-?line|a distancia|webinar)\b")
# A city that people call by half of its name.
CALLED = {"washington": ("Washington, D.C.", "US")}
_OF = re.compile(r"^(?P<city>.+?)\s+(?:de|of|du|do|da)\s+(?P<country>[^,]+)$", re.IGNORECASE)
_BRACKET = re.compile(r"^(?P<city>[^()]+)\((?P<country>[^()]+)\)$")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){0,3}"
_LIKE = re.compile(rf"^{_NAME}, ?{_NAME}\.?$")


@dataclass(frozen=True)
class Place:
    """A city and a country, each as written; the code is None where no country is recognised.

    `is_guessed` where the country is that of the known city, and nothing said it.
    """

    city: str = ""
    country: str = ""
    code: str | None = None
    is_virtual: bool = False
    is_guessed: bool = False


def is_virtual(text: str) -> bool:
    """Whether what stands for a place says that there is none: `Virtual`, `en línea`."""
    return bool(VIRTUAL.match(fold(text)))


def country(text: str) -> str | None:
    """The code of a country written as code, as a name in four languages, or as it is called."""
    return countries.read(text.strip()) or ALIASES.get(fold(text).strip())


def read(text: str, cities: Mapping[str, str]) -> Place:
    """City and country; `cities` (as `key`) tells the country of a city that stands alone."""
    text = " ".join(text.split()).strip(" ,;")
    if not text:
        return Place()
    if is_virtual(text):
        return Place(is_virtual=True)
    if code := country(text):
        return Place("", text, code)
    if key(text) in CALLED:
        city, code = CALLED[key(text)]
        return Place(city, countries.name(code, "en"), code)
    for city, name in _parts(text):
        if code := country(name):
            return Place(city.strip(" ,"), name.strip(), code)
    first = text.split(",")[0]
    code = cities.get(key(text)) or cities.get(key(first))
    return Place(text, countries.name(code, "en"), code, is_guessed=code is not None)


def _parts(text: str) -> list[tuple[str, str]]:
    city, comma, name = text.rpartition(",")
    found = [(city, name)] if comma else []
    return found + [
        (match["city"], match["country"]) for each in (_BRACKET, _OF) if (match := each.match(text))
    ]


def key(city: str) -> str:
    """A city's name as it is compared: `Washington DC` is `Washington, D.C.`."""
    return re.sub(r"[^a-z ]", "", fold(city))


def is_place(text: str, cities: Mapping[str, str]) -> bool:
    """Whether a line below a title tells where: a country, a known city, or `Boston, Somewhere`."""
    if len(text) > 60:
        return False
    found = read(text, cities)
    return bool(found.code or found.is_virtual or _LIKE.match(text))
