"""A meeting's statistics as named tables in order: the same for the page, the CSV and the XLSX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from meetings import formats, zones
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.directory.models import Coded
from meetings.localized import fold
from meetings.statistics import queries
from meetings.statistics.rules import Figures, Split, public_women, total, whole_percent
from meetings.statistics.rules.words import (
    ALL,
    COVERAGE,
    MARKS,
    MEASURES,
    SEXES,
    WOMEN_SHARE,
    definitions,
    suppression,
)
from meetings.tables import Cell


@dataclass(frozen=True)
class Row:
    """A named split."""

    name: str
    split: Split
    mark: str = ""


@dataclass(frozen=True)
class Cross:
    """A table of splits with its total."""

    title: str
    head: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> Split:
        """All rows together."""
        return total(row.split for row in self.rows)

    @property
    def bars(self) -> list[tuple[str, dict[str, int]]]:
        """The rows as a chart draws them, without what is unknown."""
        return [(row.name, row.split.known) for row in self.rows]


@dataclass(frozen=True)
class About:
    """What every export says of itself: of which meeting, when it was read, by which rule."""

    title: str
    dates: str
    at: datetime
    zone: str
    threshold: int
    shows_cells: bool


def about(meeting: Meeting, *, at: datetime, threshold: int, shows_cells: bool, lang: str) -> About:
    """What an export of a meeting's figures says of itself."""
    text = calendar.text_of(meeting.id, lang)
    return About(text.title, text.dates, at, meeting.time_zone, threshold, shows_cells)


def summary(figures: Figures) -> tuple[Row, ...]:
    """Each count of those who count; attendances too where a headcount changes them."""
    rows = [Row(str(word), figures.of(measure)) for measure, word in MEASURES.items()]
    return (*rows, *_attendances(figures))


def _attendances(figures: Figures) -> Iterator[Row]:
    if figures.reports:
        there = figures.attendances
        yield Row(_("Attendances"), there.by_sex, MARKS[there.qualifier])


def by_capacity(figures: Figures, measure: str, *, lang: str) -> Cross:
    """Sex x capacity, of those who count."""
    rows = _named(figures.by_capacity(measure), queries.capacities(), lang)
    return Cross(_("By capacity"), _("Capacity"), rows)


def by_state(figures: Figures, measure: str, *, lang: str) -> Cross:
    """Sex x represented State; experts, organizations and others represent none."""
    found = figures.by_state(measure)
    rows = sorted(_named(found, queries.states(), lang), key=lambda row: fold(row.name))
    if None in found:
        rows.append(Row(_("No State represented"), found[None]))
    return Cross(_("By State"), _("State"), tuple(rows))


def apart(figures: Figures, measure: str, *, lang: str) -> Cross:
    """Sex x capacity, of those who do not count."""
    rows = _named(figures.apart_by_capacity(measure), queries.capacities(), lang)
    return Cross(_("Shown apart: these do not count"), _("Capacity"), rows)


def export(figures: Figures, about: About, *, lang: str) -> Iterator[Sequence[Cell]]:
    """The rows of an export; the cells only for whoever may see them, totals for everyone."""
    if about.shows_cells:
        yield from _cells(figures, lang)
    else:
        yield (_("Figure"), str(ALL))
        for measure in ("registered", "confirmed", "attended"):
            yield (str(MEASURES[measure]), figures.of(measure).total)
        yield from ((row.name, _all(row)) for row in _attendances(figures))
        women = public_women(figures.of("attended"), threshold=about.threshold)
        if women is not None:
            yield (str(WOMEN_SHARE), formats.percent(women / 100, lang))


def notes(about: About, lang: str) -> Iterator[Sequence[Cell]]:
    """What stands below every export: meeting, period, definitions, extraction, suppression."""
    yield (_("Meeting"), about.title)
    yield (_("Period"), about.dates)
    zone = zones.name(about.zone, lang, on=about.at.date())
    yield (_("Extracted"), f"{formats.instant(about.at, about.zone, lang)} ({zone})")
    yield from definitions()
    yield (_("Suppression of small numbers"), suppression(about.threshold))


def _named(
    found: Mapping[str | None, Split], names: Mapping[str, Coded], lang: str
) -> tuple[Row, ...]:
    return tuple(Row(each.name(lang), found[code]) for code, each in names.items() if code in found)


def _cells(figures: Figures, lang: str) -> Iterator[Sequence[Cell]]:
    columns = [str(word) for word in SEXES.values()]
    heading = [_("Table"), _("Group"), _("Figure"), *columns]
    yield [*heading, str(ALL), str(COVERAGE), str(WOMEN_SHARE)]
    for row in summary(figures):
        yield [_("Whole meeting"), "", row.name, *_numbers(row, lang)]
    for measure, word in MEASURES.items():
        for make in (by_capacity, by_state, apart):
            table = make(figures, measure, lang=lang)
            for row in table.rows:
                yield [table.title, row.name, str(word), *_numbers(row, lang)]


def _numbers(row: Row, lang: str) -> list[Cell]:
    split = row.split
    shares = ((split.declared, split.total), (split.female, split.sharing))
    return [
        *(split.known.get(sex, "") for sex in SEXES),
        _all(row),
        *(formats.percent(whole_percent(*of) / 100, lang) if of[1] else "" for of in shares),
    ]


def _all(row: Row) -> Cell:
    return f"{row.mark}{row.split.total}" if row.mark else row.split.total
