"""A table of people as offices save it: XLSX, or text with commas, semicolons or tabs. Pure."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import python_calamine
from flask_babel import lazy_gettext as _l

from meetings.directory.rules import clean
from meetings.errors import FileRefused, Refused
from meetings.localized import fold
from meetings.packages import inside_package
from meetings.registration.intake import headings

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
_PACKAGE: Final = b"PK\x03\x04"
_PACKED: Final = (".xlsx", ".xlsm", ".ods")
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FORMULA: Final = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True)
class Line:
    """A row: its number in the file (the heading is the first), its cells by column, and all of
    them as they were written, those of unknown columns too."""

    number: int
    cells: Mapping[str, str]
    surplus: int = 0
    written: tuple[str, ...] = ()

    def get(self, column: str) -> str:
        """A cell; empty where the column is not there."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """A table as read: its columns, its rows, what its reader should be told, and its heading as
    it was written."""

    columns: frozenset[str]
    lines: tuple[Line, ...]
    notes: tuple[object, ...] = ()
    heading: tuple[str, ...] = ()


def read(
    data: bytes,
    *,
    limit: int,
    questions: Mapping[str, str] | None = None,
    sensitive: Collection[str] = (),
    filename: str = "",
) -> Sheet:
    """Read a table with a heading; `questions` is the folded label of a question -> its column,
    `sensitive` are those of questions that are never imported.

    `limit` is in bytes. Raises FileRefused for a file that is too large, no table, without rows,
    with more than 100,000, or with a column doubled or missing.
    """
    if len(data) > limit:
        raise FileRefused(_l("The file is larger than %(limit)d MB.", limit=limit // (1024 * 1024)))
    notes: list[object] = []
    if filename.casefold().endswith(_PACKED) and not data.startswith(_PACKAGE):
        raise _no_table()
    rows = _rows(data, notes)
    first = next((row for row in rows if any(cell.strip() for cell in row[1])), None)
    if first is None:
        raise FileRefused(_l("The file is empty."))
    heading = first[1]
    places, unknown = headings.read([clean(each) for each in heading], questions or {})
    notes += [_left_out(name, sensitive) for name in unknown]
    lines = _lines(rows, places, len(heading))
    return Sheet(frozenset(places.values()), lines, tuple(notes), tuple(heading))


def _left_out(name: str, sensitive: Collection[str]) -> object:
    """Why a column is not read."""
    if fold(name) in sensitive:
        return _l(
            "The column %(column)s is a sensitive question, which is not answered by import: it was"
            " left out.",
            column=name,
        )
    if headings.is_status(name):
        return _l(
            "The column %(column)s is not read: what the new registrations are, you choose when "
            "you send the table.",
            column=name,
        )
    if headings.is_listed(name):
        return _l(
            "The column %(column)s cannot be changed by a table: it was left out.", column=name
        )
    return _l("The column %(column)s is unknown and was left out.", column=name)


def _lines(
    rows: Iterator[tuple[int, list[str]]], places: Mapping[int, str], width: int
) -> tuple[Line, ...]:
    lines: list[Line] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(lines) == MOST_ROWS:
            raise FileRefused(
                _l("The file has more than %(most)d rows: split it, please.", most=MOST_ROWS)
            )
        said = {
            column: _unquoted(clean(cells[place]))
            for place, column in places.items()
            if place < len(cells)
        }
        surplus = sum(bool(cell.strip()) for cell in cells[width:])
        lines.append(Line(number, said, surplus, tuple(_unquoted(cell) for cell in cells)))
    if not lines:
        raise FileRefused(_l("The file has a heading and no rows."))
    return tuple(lines)


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it as a formula."""
    return cell[1:] if cell.startswith(_FORMULA) else cell


def _rows(data: bytes, notes: list[object]) -> Iterator[tuple[int, list[str]]]:
    if data.startswith(_PACKAGE):
        return iter(_of_xlsx(data))
    text = _decoded(data, notes)
    try:
        return iter(list(_of_text(text)))
    except csv.Error as error:
        raise _no_table() from error


def _no_table() -> FileRefused:
    return FileRefused(_l("The file is no table: save it as XLSX or as CSV."))


def _of_xlsx(data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that holds anything."""
    try:
        kind = inside_package(io.BytesIO(data))
    except Refused as refusal:
        raise FileRefused(
            _l("The file cannot be read: it is %(what)s.", what=refusal.sentence)
        ) from refusal
    if kind not in {"xlsx", "ods"}:
        raise _no_table()
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for number in range(len(book.sheet_names)):
            rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
            if rows:
                return [
                    (line, [_written(cell) for cell in row[:MOST_COLUMNS]])
                    for line, row in enumerate(rows, 1)
                ]
    except (python_calamine.CalamineError, ValueError) as error:
        raise _no_table() from error
    return []


def _written(cell: Any) -> str:
    """A cell of a spreadsheet as text: days as 2026-05-03, whole numbers without a point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _decoded(data: bytes, notes: list[object]) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
            notes.append(
                _l("The file is not in UTF-8 and was read as Windows-1252: check the accents.")
            )
    if data.startswith(b"%PDF-") or _BINARY.search(text):
        raise _no_table()
    return text


def _of_text(text: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    start = 1
    for cells in reader:
        yield start, cells[:MOST_COLUMNS]
        start = reader.line_num + 1


def _delimiter(text: str) -> str:
    """What parts the cells of the heading: the sign by which most of the columns are known."""
    heading = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")

    def count(sign: str) -> tuple[int, int]:
        cells: Sequence[str] = [cell.strip(' "') for cell in heading.split(sign)]
        return headings.known_in(cells), len(cells)

    return max(",;\t|", key=count)
