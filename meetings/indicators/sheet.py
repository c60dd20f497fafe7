"""A plan's year as rows of an export: numbers for everyone, cells for those with the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from meetings import formats, language, zones
from meetings.indicators.models import Framework
from meetings.indicators.queries import Measured
from meetings.indicators.rules import Value
from meetings.indicators.words import CELLS_OF, STATUSES, stated
from meetings.statistics.rules.words import ALL, COVERAGE, MARKS, SEXES, definitions, suppression
from meetings.tables import Cell


def export(
    measured: Sequence[Measured], *, lang: str, shows_cells: bool
) -> Iterator[Sequence[Cell]]:
    """A heading in the page's language, then one row for each indicator."""
    heading = [
        _("Code"),
        _("Goal"),
        _("Objective"),
        _("Indicator"),
        _("Unit"),
        _("Number"),
        _("Qualifier"),
        _("Status"),
        _("Baseline"),
        _("Target"),
        _("Progress"),
    ]
    if shows_cells:
        heading += [_("Cells count"), *map(str, SEXES.values()), str(ALL), str(COVERAGE)]
        heading += [_("Meetings looked at"), _("Of them without presence or headcount")]
    yield heading
    for each in measured:
        yield _row(each, lang) + (_cells(each.value, lang) if shows_cells else [])


def notes(
    plan: Framework, year: int, *, at: datetime, zone: str, threshold: int, lang: str
) -> Iterator[Sequence[Cell]]:
    """What stands below every export: plan, period, definitions, extraction, suppression."""
    yield (_("Plan"), plan.name(lang))
    yield (_("Period"), period_words(plan, year))
    yield (
        _("Extracted"),
        f"{formats.instant(at, zone, lang)} ({zones.name(zone, lang, on=at.date())})",
    )
    yield (
        _("What counts"),
        _(
            "Held meetings only, by the year of their first day; people who completed a course, "
            "by the year of completion. An indicator that is cumulative counts from the start of "
            "the plan."
        ),
    )
    yield (_("Translations"), _("The plan is in English; translations are unofficial."))
    yield from definitions()
    yield (_("Suppression of small numbers"), suppression(threshold))


def period_words(plan: Framework, year: int) -> str:
    """The year, and whether it lies outside of the plan's period."""
    if plan.starts_on.year <= year <= plan.ends_on.year:
        return str(year)
    return _("%(year)d (outside the plan’s period)", year=year)


def _row(each: Measured, lang: str) -> list[Cell]:
    indicator, value = each.indicator, each.value
    reached = value.progress
    return [
        indicator.code,
        *(
            language.content(text, lang).text
            for text in (indicator.goal, indicator.objective, indicator.text, indicator.unit)
        ),
        value.number,
        MARKS[value.qualifier],
        str(STATUSES[value.status]),
        stated(value.baseline),
        stated(value.target),
        f"{reached.reached}/{reached.target}" if reached else "",
    ]


def _cells(value: Value, lang: str) -> list[Cell]:
    if value.by_sex is None:
        return []
    split = value.by_sex
    coverage = formats.percent(split.coverage, lang) if split.coverage is not None else ""
    return [
        str(CELLS_OF[value.cells_of]),
        *(split.known.get(sex, "") for sex in SEXES),
        split.total,
        coverage,
        len(value.evidence),
        len(value.missing),
    ]
