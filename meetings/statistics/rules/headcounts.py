"""Attendances (person x meeting), and what a headcount makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from meetings.attendance.models import Covers, Qualifier
from meetings.directory.models import Sex
from meetings.statistics.rules.splits import NOT_STATED, Split, total

# What somebody may have declared.
SEXED: Final = frozenset({Sex.FEMALE.value, Sex.MALE.value, Sex.ANOTHER.value})
K = TypeVar("K", bound=str | None)


@dataclass(frozen=True)
class ReportCell:
    """A cell of a headcount: by sex, by kind of personnel, or both crossed."""

    sex: str | None
    personnel_kind: str | None
    number: int


@dataclass(frozen=True)
class Report:
    """A headcount in force: its total stands once, its tables of cells only split it."""

    covers: str
    total: int
    qualifier: str = Qualifier.EXACT
    cells: tuple[ReportCell, ...] = ()

    @property
    def by_sex(self) -> Split:
        """The total by sex: by the crossed table where there is one; the rest is not stated.

        A half-filled table gives way to one that is whole.
        """
        crossed = self.crossed
        own = [cell for cell in self.cells if cell.sex and not cell.personnel_kind]
        used = own if own and (not crossed or (_blank(crossed) and not _blank(own))) else crossed
        known = sum((Split.of(str(cell.sex), cell.number) for cell in used), Split())
        return self._completed(known + Split(unknown=_blank(used)))

    @property
    def crossed(self) -> list[ReportCell]:
        """The cells by sex and kind of personnel."""
        return [cell for cell in self.cells if cell.sex and cell.personnel_kind]

    @property
    def by_personnel(self) -> dict[str, Split]:
        """The total by kind of personnel, crossed with sex where the report crosses them."""
        crossed = self.crossed
        used = crossed or [cell for cell in self.cells if cell.personnel_kind]
        if not used:
            return {NOT_STATED: self.by_sex}
        rows: dict[str, Split] = {}
        for cell in used:
            kind = str(cell.personnel_kind)
            rows[kind] = rows.get(kind, Split()) + Split.of(cell.sex or NOT_STATED, cell.number)
        for kind in rows if crossed else ():
            blank = _blank(cell for cell in crossed if cell.personnel_kind == kind)
            rows[kind] += Split(unknown=blank)
        rest = self.total - total(rows.values()).total
        if rest > 0:
            rows[NOT_STATED] = rows.get(NOT_STATED, Split()) + Split(not_stated=rest)
        return rows

    def _completed(self, known: Split) -> Split:
        return known + Split(not_stated=max(self.total - known.total, 0))


@dataclass(frozen=True)
class Attendances:
    """Person x meeting, by sex, by capacity and by kind of personnel, and how exact it is.

    What a headcount says has no capacity: it stands under None.
    """

    by_sex: Split = field(default_factory=Split)
    qualifier: str = Qualifier.EXACT
    by_capacity: Mapping[str | None, Split] = field(default_factory=dict)
    by_personnel: Mapping[str, Split] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many, whatever their sex."""
        return self.by_sex.total

    @property
    def has_headcount(self) -> bool:
        """Whether a headcount is in it."""
        return None in self.by_capacity

    def __add__(self, other: Attendances) -> Attendances:
        """Of two different meetings together."""
        return Attendances(
            self.by_sex + other.by_sex,
            weakest((self.qualifier, other.qualifier)),
            _merged(self.by_capacity, other.by_capacity),
            _merged(self.by_personnel, other.by_personnel),
        )


def _blank(cells: Iterable[ReportCell]) -> frozenset[str]:
    """The sexes that a table left blank although it tells of one: of those nothing is known.

    A table in which women and men are filled is whole, and one that names neither tells nothing.
    In a crossed table each kind of personnel is a table of its own.
    """
    filled: dict[str | None, set[str]] = {}
    for cell in cells:
        filled.setdefault(cell.personnel_kind, set()).add(str(cell.sex))
    return frozenset[str]().union(*(SEXED - sexes for sexes in filled.values() if _is_half(sexes)))


def _is_half(sexes: set[str]) -> bool:
    return bool(sexes & SEXED) and not sexes >= {Sex.FEMALE.value, Sex.MALE.value}


def weakest(qualifiers: Iterable[str]) -> str:
    """How exact a sum is: one "about" makes it about, else one "more than" makes it more than."""
    found = set(qualifiers)
    for qualifier in (Qualifier.ABOUT, Qualifier.MORE_THAN):
        if qualifier in found:
            return qualifier
    return Qualifier.EXACT


def attendances(named: Attendances, reports: Iterable[Report]) -> Attendances:
    """A meeting's attendances: a headcount of everyone stands in place of the named ones,
    one of those not on the list adds to them. Neither ever adds to persons.
    """
    by_cover = {report.covers: report for report in reports}
    report = by_cover.get(Covers.EVERYONE) or by_cover.get(Covers.UNLISTED)
    if report is None:
        return named
    counted = Attendances(
        report.by_sex, report.qualifier, {None: report.by_sex}, report.by_personnel
    )
    return counted if report.covers == Covers.EVERYONE else named + counted


def _merged(mine: Mapping[K, Split], theirs: Mapping[K, Split]) -> dict[K, Split]:
    rows = dict(mine)
    for key, split in theirs.items():
        rows[key] = rows.get(key, Split()) + split
    return rows
