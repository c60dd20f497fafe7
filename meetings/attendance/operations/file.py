"""Headcounts out of a CSV file: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings.actor import Actor
from meetings.attendance import queries
from meetings.attendance.models import Covers, Qualifier
from meetings.attendance.operations.headcounts import report_headcount
from meetings.attendance.rules import headcounts
from meetings.attendance.rules.headcounts import MOST, Cell, Report
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import Sex
from meetings.errors import FileRefused, Refused, RowProblem
from meetings.tables import Row, read_csv

COLUMNS = (
    "meeting",
    "session",
    "report",
    "covers",
    "total",
    "qualifier",
    "count",
    "sex",
    "personnel_kind",
)
LONGEST_REPORT = 80
LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Done:
    """What an import did; `unknown` are the columns it left out.

    `idle` are the meetings (slugs) whose headcount of those not on the list does not count, as
    one of everyone is in force beside it.
    """

    recorded: int
    superseding: int
    unchanged: int
    idle: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    """One good row: its headcount, and a cell of it or none."""

    row: Row
    meeting: str
    report: Report
    cell: Cell | None

    @property
    def facts(self) -> dict[str, object]:
        """What all rows of one report must agree on, by column."""
        said = self.report
        return {
            "meeting": self.meeting,
            "covers": said.covers,
            "total": said.total,
            "qualifier": said.qualifier,
        }


class _Bad(Exception):
    """A cell of the file that cannot stand: its column and the reason."""

    def __init__(self, column: str, reason: object) -> None:
        super().__init__(column)
        self.column = column
        self.reason = reason


def import_headcounts(data: bytes, *, source: str, limit: int, by: Actor, at: datetime) -> Done:
    """Read headcounts (see the contract's columns); rows of one `report` are one headcount.

    A report already in force as it stands changes nothing; otherwise it supersedes the one in
    force for the same meeting and covers. `source` names the file, `limit` is in bytes.
    Raises FileRefused, naming line, column and reason, and then nothing is written.
    """
    table = read_csv(data, required=COLUMNS, limit=limit)
    lines, problems = _read(table.rows, source)
    reports, contradictions = _gather(lines)
    problems += contradictions
    _refuse(problems)
    recorded = superseding = unchanged = 0
    ids: dict[int, str] = {}
    for line, report in reports:
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == line.meeting)).one()
        ids[meeting.id] = meeting.slug
        before = queries.current_headcount(meeting.id, report.covers)
        try:
            after = report_headcount(meeting, report, by=by, at=at)
        except Refused as refusal:
            problems.append(_problem(line, refusal))
            continue
        is_new = before is None or before.id != after.id
        recorded += is_new
        superseding += is_new and before is not None
        unchanged += not is_new
    _refuse(problems)
    idle = tuple(ids[key] for key in sorted(queries.idle_headcounts(ids)))
    return Done(recorded, superseding, unchanged, idle, table.unknown)


def _refuse(problems: Sequence[RowProblem]) -> None:
    if problems:
        ordered = sorted(problems, key=lambda problem: problem.line)
        raise FileRefused(_l("The file is refused; nothing was changed."), tuple(ordered))


def _problem(line: _Line, refusal: Refused) -> RowProblem:
    """What a report's refusal says, at its first row."""
    column = {"cells": "count"}.get(str(refusal.field), str(refusal.field))
    return RowProblem(line.row.line, column, refusal.sentence)


def _read(rows: Sequence[Row], source: str) -> tuple[list[_Line], list[RowProblem]]:
    slugs = {row.get("meeting") for row in rows if "\x00" not in row.get("meeting")}
    known = set(db.session.scalars(select(Meeting.slug).where(Meeting.slug.in_(slugs))))
    kinds = {kind.code for kind in directory.personnel_kinds()}
    lines, problems = [], []
    for row in rows:
        try:
            lines.append(_line(row, source, known=known, kinds=kinds))
        except _Bad as bad:
            problems.append(RowProblem(row.line, bad.column, bad.reason))
    return lines, problems


def _line(row: Row, source: str, *, known: set[str], kinds: set[str]) -> _Line:
    slug = row.get("meeting")
    if slug not in known:
        raise _Bad("meeting", _l("There is no meeting with the address %(slug)s.", slug=slug))
    if row.get("session"):
        raise _Bad("session", _l("Sessions are not recorded yet: leave this column empty."))
    name = row.get("report")
    if not 1 <= len(name) <= LONGEST_REPORT:
        raise _Bad(
            "report", _l("A report has a name of 1 to %(most)d characters.", most=LONGEST_REPORT)
        )
    report = Report(
        report=name,
        covers=_one_of(row, "covers", [each.value for each in Covers]),
        total=_number(row, "total"),
        qualifier=_one_of(row, "qualifier", [each.value for each in Qualifier]),
        source=source[:LONGEST_SOURCE],
    )
    return _Line(row, slug, report, _cell(row, kinds=kinds))


def _cell(row: Row, *, kinds: set[str]) -> Cell | None:
    sex = _one_of(row, "sex", [each.value for each in Sex]) if row.get("sex") else None
    kind = row.get("personnel_kind") or None
    if kind is not None and kind not in kinds:
        raise _Bad("personnel_kind", _l("There is no kind of personnel %(code)s.", code=kind))
    if sex is None and kind is None:
        if row.get("count"):
            raise _Bad("count", _l("A number needs a sex or a kind of personnel."))
        return None
    return Cell(sex, kind, _number(row, "count"))


def _one_of(row: Row, column: str, values: list[str]) -> str:
    given = row.get(column)
    if given not in values:
        raise _Bad(column, _l("It must be one of: %(values)s.", values=", ".join(values)))
    return given


def _number(row: Row, column: str) -> int:
    given = row.get(column)
    if not (given.isascii() and given.isdigit() and len(given) <= 7 and int(given) <= MOST):
        raise _Bad(column, _l("It must be a whole number from 0 to %(most)d.", most=MOST))
    return int(given)


def _gather(lines: Iterable[_Line]) -> tuple[list[tuple[_Line, Report]], list[RowProblem]]:
    """The rows put together as reports, each with its first row, and what contradicts itself."""
    first: dict[str, _Line] = {}
    cells: dict[str, list[Cell]] = {}
    problems = []
    for line in lines:
        name = line.report.report
        opening = first.setdefault(name, line)
        problems += _disagreements(opening, line)
        if line.cell is not None:
            problems += _repeated(cells.setdefault(name, []), line)
    reports, seen = [], set()
    for name, line in first.items():
        report = replace(line.report, cells=tuple(cells.get(name, ())))
        place = (line.meeting, report.covers)
        try:
            if place in seen:
                raise Refused(
                    _l("The file already has another report of this meeting for the same people."),
                    field="report",
                )
            headcounts.check(report)
        except Refused as refusal:
            problems.append(_problem(line, refusal))
        seen.add(place)
        reports.append((line, report))
    return reports, problems


def _repeated(cells: list[Cell], line: _Line) -> list[RowProblem]:
    """Add the line's cell to its report's, unless that one has it already."""
    cell = line.cell
    if cell is None:
        return []
    if any((c.sex, c.personnel_kind_code) == (cell.sex, cell.personnel_kind_code) for c in cells):
        return [RowProblem(line.row.line, "count", _l("The same cell is filled twice."))]
    cells.append(cell)
    return []


def _disagreements(opening: _Line, line: _Line) -> list[RowProblem]:
    return [
        RowProblem(
            line.row.line,
            column,
            _l(
                "The same report says otherwise on line %(line)d.",
                line=opening.row.line,
            ),
        )
        for column, value in line.facts.items()
        if value != opening.facts[column]
    ]
