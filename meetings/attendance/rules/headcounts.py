"""What a headcount may say: its total stands once, its tables only split it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from flask_babel import lazy_gettext as _l

from meetings.attendance.models import Covers, Headcount, Qualifier
from meetings.errors import Refused

MOST = 1_000_000
QUALIFIERS: Final[dict[Qualifier, Any]] = {
    Qualifier.EXACT: _l("Exactly"),
    Qualifier.ABOUT: _l("About"),
    Qualifier.MORE_THAN: _l("More than"),
}
RANGE: Final = _l("Write a whole number from 0 to %(max)d.")


@dataclass(frozen=True)
class Cell:
    """A number of people by sex, by kind of personnel (its code), or by both."""

    sex: str | None
    personnel_kind_code: str | None
    count: int


class _CellLike(Protocol):
    @property
    def sex(self) -> str | None: ...
    @property
    def personnel_kind_code(self) -> str | None: ...
    @property
    def count(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Report:
    """One headcount of a meeting. `report` names it, so that a file can bring it again."""

    report: str
    covers: str
    total: int
    qualifier: str
    source: str
    cells: tuple[Cell, ...] = ()


def check(report: Report) -> None:
    """Raise Refused (field `total`, `covers`, `qualifier`, `source` or `cells`) for a report
    that contradicts itself: no table may hold more people than the total."""
    if not 0 <= report.total <= MOST:
        raise Refused(
            _l("The total is a whole number from 0 to %(most)d.", most=MOST), field="total"
        )
    if report.covers not in set(Covers):
        raise Refused(_l("Say whom the headcount covers."), field="covers")
    if report.qualifier not in set(Qualifier):
        raise Refused(_l("Say how exact the total is."), field="qualifier")
    if not report.source.strip():
        raise Refused(_l("Say where the numbers come from."), field="source")
    _check_cells(report)


def check_named(report: Report, *, named: int) -> None:
    """Raise Refused (field `total`, code `below_named`) where everyone would be fewer than the
    `named` persons who are recorded as present, however exact the total is."""
    if report.covers == Covers.EVERYONE and report.total < named:
        raise Refused(
            _l(
                "People recorded as present by name: %(named)d."
                " A headcount of everyone cannot have a smaller total: %(total)d.",
                named=named,
                total=report.total,
            ),
            field="total",
            code="below_named",
        )


def _check_cells(report: Report) -> None:
    places = Counter((cell.sex, cell.personnel_kind_code) for cell in report.cells)
    if any(sex is None and kind is None for sex, kind in places):
        raise Refused(_l("A number needs a sex or a kind of personnel."), field="cells")
    if any(times > 1 for times in places.values()):
        raise Refused(_l("The same cell is filled twice."), field="cells")
    if any(cell.count < 0 for cell in report.cells):
        raise Refused(_l("A number of people cannot be negative."), field="cells")
    for table in tables(report.cells):
        held = sum(cell.count for cell in table)
        if held > report.total:
            raise Refused(
                _l(
                    "The cells of one table hold %(held)d people,"
                    " more than the total of %(total)d.",
                    held=held,
                    total=report.total,
                ),
                field="cells",
                code="over_total",
            )
    _check_margins(report.cells)


def _check_margins(cells: Sequence[Cell]) -> None:
    """A crossed table cannot hold more of a sex or of a kind than that one's own number."""
    sexes, kinds, crossed = tables(cells)
    by_sex, by_kind = _sums(crossed, "sex"), _sums(crossed, "personnel_kind_code")
    contradicts = [c for c in sexes if by_sex[str(c.sex)] > c.count] + [
        c for c in kinds if by_kind[str(c.personnel_kind_code)] > c.count
    ]
    if contradicts:
        raise Refused(
            _l("The crossed table holds more people than the table of one dimension says."),
            field="cells",
            code="margins",
        )


def tables(cells: Iterable[Cell]) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """The cells as three tables: by sex, by kind of personnel, by both."""
    sexes: list[Cell] = []
    kinds: list[Cell] = []
    crossed: list[Cell] = []
    for cell in cells:
        if cell.sex and cell.personnel_kind_code:
            crossed.append(cell)
        else:
            (sexes if cell.sex else kinds).append(cell)
    return sexes, kinds, crossed


def by_sex(headcount: Headcount) -> dict[str, int]:
    """Sex -> people, from the table by sex, else from the crossed one; the remainder of the
    total is `not_stated`, so that the values add up to it. Tables are never added to each other."""
    return _split(headcount, "sex", "personnel_kind_code")


def by_kind(headcount: Headcount) -> dict[str, int]:
    """Kind of personnel -> people, likewise."""
    return _split(headcount, "personnel_kind_code", "sex")


def _split(headcount: Headcount, dimension: str, other: str) -> dict[str, int]:
    own = [c for c in headcount.cells if getattr(c, dimension) and not getattr(c, other)]
    crossed = [c for c in headcount.cells if getattr(c, dimension) and getattr(c, other)]
    found = _sums(own or crossed, dimension)
    rest = headcount.total - sum(found.values())
    if rest:
        found["not_stated"] += rest
    return dict(found)


def _sums(cells: Iterable[_CellLike], dimension: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for cell in cells:
        found[getattr(cell, dimension)] += cell.count
    return found
