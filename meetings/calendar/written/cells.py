"""A table as a word processor's copy gives it, or as a .docx holds it, as rows of cells. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import docx
from docx.table import Table
from flask_babel import lazy_gettext as _l

from meetings.calendar.written.dates import is_date
from meetings.errors import FileRefused

LONGEST_TEXT = 400_000
MOST_ROWS = 400
LONGEST_CELL = 2_000
LARGEST_INSIDE = 60 * 1024 * 1024
_NOTE = re.compile(r"\*+ ?\w")  # "* tentative date", below the table
_BROKEN = (ValueError, KeyError, OSError, zipfile.BadZipFile, AttributeError, TypeError)


@dataclass
class Cells:
    """One row: the number of its first line, its cells (a cell may have several lines)."""

    line: int
    cells: list[str] = field(default_factory=list)


def read_text(text: str) -> list[Cells]:
    """The rows of pasted text: cells set apart by tabs, or each on a line of its own.

    A line alone continues the row above; one that is a date begins a row, and so does one that
    begins with an empty cell (of a date that stands for several meetings). Raises FileRefused for
    a text that is too long or has too many rows.
    """
    if len(text) > LONGEST_TEXT:
        raise FileRefused(_l("The text is too long: paste a part of it."))
    rows: list[Cells] = []
    has_tabs = False
    for number, line in enumerate(text.replace("\x00", " ").splitlines(), 1):
        cells = [_one_line(cell) for cell in line.split("\t")]
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 or _is_below(cells, filled):
            has_tabs = True
            rows.append(Cells(number, [cell[:LONGEST_CELL] for cell in cells]))
        elif filled:
            _alone(rows, number, filled[0], has_tabs=has_tabs)
    return _counted(rows)


def _is_below(cells: Sequence[str], filled: Sequence[str]) -> bool:
    """Whether a line is a row whose first cell was merged with the one above it."""
    if len(filled) != 1 or cells[0]:
        return False
    return not (is_date(filled[0]) or _NOTE.match(filled[0]))


def _alone(rows: list[Cells], number: int, text: str, *, has_tabs: bool) -> None:
    """A line with one cell: a date or a heading begins a row, anything else goes on with it."""
    if not rows or is_date(text) or _NOTE.match(text):
        rows.append(Cells(number, [text[:LONGEST_CELL]]))
    elif len(rows[-1].cells) == 1 and is_date(rows[-1].cells[0]):
        rows[-1].cells.append(text[:LONGEST_CELL])
    elif has_tabs or (len(rows[-1].cells) == 2 and is_date(rows[-1].cells[0])):
        last = rows[-1].cells
        last[-1] = f"{last[-1]}\n{text}"[:LONGEST_CELL]
    else:
        rows.append(Cells(number, [text[:LONGEST_CELL]]))


def read_docx(data: bytes) -> list[Cells]:
    """The rows of all tables of a .docx, in their order, a merged cell once.

    Raises FileRefused for what is no such file, is far larger inside, or has no table.
    """
    broken = FileRefused(_l("The file is not a Word document (.docx) that can be read."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST_INSIDE:
                raise FileRefused(_l("The file is far larger inside than it seems: it is refused."))
        tables = docx.Document(io.BytesIO(data)).tables
        rows = [row for table in tables for row in _rows(table)]
    except _BROKEN as error:
        raise broken from error
    if not rows:
        raise FileRefused(_l("The document has no table."))
    return _counted([Cells(number, cells) for number, cells in enumerate(rows, 1)])


def _rows(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        cells, seen = [], None
        for cell in row.cells:
            if cell._tc is not seen:
                lines = [_one_line(paragraph.text) for paragraph in cell.paragraphs]
                cells.append("\n".join(filter(None, lines))[:LONGEST_CELL])
            seen = cell._tc
        if any(cells):
            yield cells


def _one_line(text: str) -> str:
    """Single blanks; a lone quotation mark is a spreadsheet's, around a cell of several lines."""
    return " ".join((text.replace('"', "") if text.count('"') == 1 else text).split())


def _counted(rows: Sequence[Cells]) -> list[Cells]:
    if len(rows) > MOST_ROWS:
        raise FileRefused(
            _l("The table has more than %(most)d rows: take a part of it.", most=MOST_ROWS)
        )
    return list(rows)
