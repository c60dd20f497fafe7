"""Tables for spreadsheets: CSV read and written, XLSX written, both piece by piece."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _n

from meetings import workbook
from meetings.errors import FileRefused

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None
TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Row:
    """One line of a file: its number (the heading is line 1) and its cells by column.

    `surplus` are the cells beyond the heading that hold something.
    """

    line: int
    cells: dict[str, str]
    surplus: tuple[str, ...] = ()

    def get(self, column: str) -> str:
        """A cell without its outer blanks; empty when the column is not there."""
        return (self.cells.get(column) or "").strip()


@dataclass(frozen=True)
class Table:
    """A file as read: its rows and the columns nobody asked for."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]


def read_csv(
    data: bytes,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    limit: int,
    delimiter: str = ",",
) -> Table:
    """Read a CSV with a heading, UTF-8 with or without a byte order mark.

    `limit` is in bytes. Raises FileRefused for a file that is too large, not UTF-8 text,
    not a CSV, or that lacks or doubles a column; unknown columns are reported, not refused.
    """
    if len(data) > limit:
        raise FileRefused(_l("The file is larger than %(limit)d MB.", limit=limit // (1024 * 1024)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(_l("The file is not a CSV in UTF-8.")) from error
    if "\x00" in text:
        raise FileRefused(_l("The file is not a CSV in UTF-8."))
    try:
        lines = list(_numbered(text, delimiter))
    except csv.Error as error:
        raise FileRefused(_l("The file is not a CSV in UTF-8.")) from error
    if not lines:
        raise FileRefused(_l("The file is empty."))
    heading = [name.strip() for name in lines[0][1]]
    _check_heading(heading, required)
    known = {*required, *optional}
    rows = tuple(
        Row(
            number,
            dict(zip(heading, cells, strict=False)),
            tuple(cell for cell in cells[len(heading) :] if cell.strip()),
        )
        for number, cells in lines[1:]
        if any(cell.strip() for cell in cells)
    )
    return Table(rows, tuple(heading), tuple(name for name in heading if name not in known))


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


def _check_heading(heading: Sequence[str], required: Sequence[str]) -> None:
    doubled = sorted({name for name in heading if heading.count(name) > 1})
    if doubled:
        raise FileRefused(
            _l("The column %(column)s appears twice in the heading.", column=", ".join(doubled))
        )
    absent = [name for name in required if name not in heading]
    if len(absent) == len(required):
        raise FileRefused(
            _l(
                "The file is not a table with the expected heading: "
                "it needs the columns %(columns)s.",
                columns=", ".join(required),
            )
        )
    if absent:
        raise FileRefused(
            _n(
                "The column %(columns)s is missing.",
                "These columns are missing: %(columns)s.",
                len(absent),
                columns=", ".join(absent),
            )
        )


def safe(value: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, written as text instead."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def write_csv(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A CSV in pieces, UTF-8 with a byte order mark so that spreadsheets keep the accents."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM)
    for row in rows:
        writer.writerow(["" if cell is None else safe(cell) for cell in row])
        if buffer.tell() > 32_768:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_xlsx(sheets: Sequence[tuple[str, Iterable[Sequence[Cell]]]]) -> Iterator[bytes]:
    """An XLSX in pieces; each sheet is (name, rows), its first row in bold.

    The first piece comes before the first row is asked for, and memory does not grow with their
    number. Numbers stay numbers; text is never taken for a formula or a link.
    """
    return workbook.write(sheets)
