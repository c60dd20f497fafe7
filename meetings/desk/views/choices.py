"""What the officer's form offers, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from meetings import clock, zones
from meetings.calendar import queries as calendar
from meetings.desk.forms import Choices
from meetings.desk.rules import Plan
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.models import Coded
from meetings.indicators import queries as indicators

# The region's zones and those from which the Secretariat's partners work.
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
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Zurich",
    "UTC",
)


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


def _zones(lang: str, kept: str | None) -> list[tuple[str, str]]:
    today = clock.now().date()
    offered = [*ZONES, *([kept] if kept and kept not in ZONES else [])]
    return [(zone, f"{zones.name(zone, lang, on=today)} ({zone})") for zone in offered]
