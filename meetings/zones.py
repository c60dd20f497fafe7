"""Time zones as people name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from meetings import formats

# Where the library's words are not those of the region.
_SAID = {("es", "America_Eastern"): "hora del Este"}
_NOWHERE = frozenset({"001", "ZZ"})
_UTC = frozenset({"Etc/UTC", "Etc/GMT"})
_LOCAL = {
    "en": "{place} time",
    "es": "hora de {place}",
    "fr": "heure locale ({place})",
    "pt": "Horário local ({place})",
}
_LOCAL_OFFSET = {
    "en": "{place} time ({offset})",
    "es": "hora de {place} ({offset})",
    "fr": "heure locale ({place}, {offset})",
    "pt": "Horário local ({place}, {offset})",
}


def places() -> list[str]:
    """Every zone that is a place people live or work in, by its code."""
    known = get_global("zone_territories").keys() & available_timezones()
    return sorted(zone for zone in known if canonical(zone) == zone)


def canonical(zone: str) -> str:
    """The present name of a zone that the zone database has renamed, else the name as it is.

    `America/Buenos_Aires` is `America/Argentina/Buenos_Aires`; a country's own zone stays its own
    although its clocks go like a neighbour's.
    """
    return _renamed().get(zone, zone)


def release() -> str:
    """Which zone database the clocks go by, as its files say: `# version 2026b`."""
    for folder in (*map(Path, TZPATH), resources.files("tzdata") / "zoneinfo"):
        file = folder / "tzdata.zi"
        if file.is_file():
            return file.read_text("utf-8").partition("\n")[0]
    return ""


@cache
def _renamed() -> Mapping[str, str]:
    """Earlier name -> present name: the database's links but for the zones that it lists."""
    folder = resources.files("tzdata") / "zoneinfo"
    listed = {
        line.split("\t")[2].strip()
        for line in (folder / "zone.tab").read_text("utf-8").splitlines()
        if not line.startswith("#")
    }
    links = [
        line.split()[1:]
        for line in (folder / "tzdata.zi").read_text("utf-8").splitlines()
        if line.startswith("L ")
    ]
    links += [["UTC", zone] for zone in _UTC]
    return {
        former: "UTC" if zone in _UTC else zone
        for zone, former in links
        if former not in {"UTC", *listed}
    }


@lru_cache(4096)
def name(zone: str, lang: str, *, on: date) -> str:
    """A time zone in words on a day: `Eastern Time`, `Bolivia Time (UTC−4)`.

    Where the clocks change in that year, the name for both seasons. Where they don't, the offset
    is told, and a name shared by several countries, of which some change their clocks, gives way
    to the place: `Costa Rica time (UTC−6)`.
    """
    zone = canonical(zone)
    territory = get_global("zone_territories").get(zone)
    if territory is None or territory in _NOWHERE:
        return _offset(zone, on)
    key, group = _known(zone)
    names = formats.locale(lang).meta_zones.get(group or "", {}).get("long", {})
    changes = _changes(zone, on.year)
    if changes and "generic" in names:
        return _SAID.get((lang, group or "")) or str(names["generic"])
    own = names.get("generic") or names.get("standard")
    if own and not changes and _countries()[group or ""] == {territory}:
        return f"{own} ({_offset(zone, on)})"
    place = get_timezone_location(key, locale=formats.locale(lang), return_city=True)
    words = _LOCAL if changes else _LOCAL_OFFSET
    return words[lang].format(place=place, offset=_offset(zone, on))


def _changes(zone: str, year: int) -> bool:
    """Whether the clocks of a zone change between the seasons of a year."""
    return _at(zone, date(year, 1, 15)) != _at(zone, date(year, 7, 15))


def _at(zone: str, on: date) -> timedelta:
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone))
    return noon.utcoffset() or timedelta()


def _offset(zone: str, on: date) -> str:
    """`UTC−4`, `UTC+5:30`, `UTC`."""
    minutes = int(_at(zone, on) / timedelta(minutes=1))
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


@cache
def _former() -> Mapping[str, str]:
    """Present key -> the earlier key under which the library still files some zones."""
    groups = get_global("meta_zones")
    return {new: old for old, new in get_global("zone_aliases").items() if old in groups}


def _known(zone: str) -> tuple[str, str | None]:
    """The key under which the library has a zone's words, and the group of zones it is in."""
    groups = get_global("meta_zones")
    key = zone if zone in groups else _former().get(zone, zone)
    return key, groups.get(key)


@cache
def _countries() -> Mapping[str, set[str]]:
    """Group of zones -> the countries whose clocks go by it."""
    found: dict[str, set[str]] = defaultdict(set)
    for zone, territory in get_global("zone_territories").items():
        group = _known(zone)[1]
        if group:
            found[group].add(territory)
    return found
