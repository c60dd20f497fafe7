"""What the officer's form offers, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from flask_babel import lazy_gettext as _l

from meetings import clock, zones
from meetings.calendar import queries as calendar
from meetings.desk.forms import Choices
from meetings.desk.rules import Plan
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.models import Coded
from meetings.indicators import queries as indicators
from meetings.localized import fold

# The zones of the region that are chosen most, which stand first.
ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Mexico_City",
    "America/Guatemala",
    "America/El_Salvador",
    "America/Tegucigalpa",
    "America/Managua",
    "America/Costa_Rica",
    "America/Panama",
    "America/Havana",
    "America/Jamaica",
    "America/Nassau",
    "America/Port-au-Prince",
    "America/Santo_Domingo",
    "America/Puerto_Rico",
    "America/Barbados",
    "America/Port_of_Spain",
    "America/Guyana",
    "America/Paramaribo",
    "America/Belize",
    "America/Bogota",
    "America/Caracas",
    "America/Guayaquil",
    "America/Lima",
    "America/La_Paz",
    "America/Asuncion",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "America/Montevideo",
    "America/Sao_Paulo",
    "America/Manaus",
)
_REGIONS = {
    "America": _l("The Americas"),
    "Europe": _l("Europe"),
    "Africa": _l("Africa"),
    "Asia": _l("Asia"),
    "Atlantic": _l("Atlantic Ocean"),
    "Indian": _l("Indian Ocean"),
    "Australia": _l("Australia"),
    "Pacific": _l("Pacific Ocean"),
    "Antarctica": _l("Antarctica"),
    "Arctic": _l("Arctic"),
}
_ELSEWHERE = _l("Elsewhere")


def choices(lang: str, plan: Plan | None) -> Choices:
    """The lists of the form; what the meeting already has is offered even when it is no longer."""
    facts = plan.facts if plan else None
    names = countries.names(lang)
    states = {*countries.state_codes(), *(facts.beneficiaries if facts else ())}
    return Choices(
        kinds=_named(calendar.kinds(), lang),
        bodies=_named(calendar.bodies(), lang),
        countries=list(names.items()),
        zones=_zones(lang, facts.time_zone if facts else None),
        capacities=_named(directory.capacities(public=True), lang),
        themes=_named(calendar.themes(), lang),
        states=[(code, name) for code, name in names.items() if code in states],
        actions=[
            (action.code, f"{action.code} {action.name(lang)}")
            for _plan, actions in indicators.actions()
            for action in actions
        ],
    )


def _named(entries: Iterable[Coded], lang: str) -> list[tuple[str, str]]:
    return [(entry.code, entry.name(lang)) for entry in entries]


def _zones(lang: str, kept: str | None) -> list[tuple[str, str, str]]:
    """(code, name, region) of every zone that is a place, the Americas first, and of UTC."""
    found = list(_places(lang, clock.now().date()))
    if kept and kept not in {code for code, _name, _region in found}:
        found.append((kept, kept, ""))
    return [(code, name, str(_REGIONS.get(region, _ELSEWHERE))) for code, name, region in found]


@lru_cache(8)
def _places(lang: str, today: date) -> tuple[tuple[str, str, str], ...]:
    """The same with the regions' codes: naming them all takes a third of a second."""
    regions = list(_REGIONS)
    named = {
        zone: (f"{zones.name(zone, lang, on=today)} ({zone.replace('_', ' ')})", region)
        for zone in zones.places()
        if (region := zone.partition("/")[0]) in _REGIONS
    }

    def place(zone: str) -> tuple[int, int, str]:
        usual = ZONES.index(zone) if zone in ZONES else len(ZONES)
        return regions.index(named[zone][1]), usual, fold(named[zone][0])

    return (*((zone, *named[zone]) for zone in sorted(named, key=place)), ("UTC", "UTC", ""))
