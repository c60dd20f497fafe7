"""A workbook for spreadsheets (XLSX), handed out while its rows are still being read.

The parts that every workbook has come first, so that the first bytes leave at once; the rows follow
as they come, and nothing of them is kept. An entry of the archive tells its size after its content,
and never in the 64 bits of ZIP64, in which Excel takes a stream for damage: so a sheet holds at
most 2 GB. (ISO/IEC 29500, the least of it.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import IO, Final, cast
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

Cell = str | int | float | None
MOST_TEXT: Final = 32_767  # characters that a cell may hold
MOST_NAME: Final = 31
BOLD: Final = 1  # the place of the look among those of _STYLES
_PIECE: Final = 32_768
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS: Final = "application/vnd.openxmlformats-package.relationships+xml"
_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
# What XML can't hold or would change is written as its code, and what looks like such a code too.
_CODED: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class _Outlet:
    """What a ZIP archive is written to: it keeps the bytes until they are taken."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Keep some bytes."""
        self.pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def take(self) -> bytes:
        """All that is kept, once."""
        taken, self.pieces, self.size = b"".join(self.pieces), [], 0
        return taken


def write(sheets: Sequence[tuple[str, Iterable[Sequence[Cell]]]]) -> Iterator[bytes]:
    """A workbook in pieces; each sheet is (name, rows), its first row in bold.

    Numbers stay numbers; text is never taken for a formula or a link.
    """
    outlet = _Outlet()
    with ZipFile(cast("IO[bytes]", outlet), "w", ZIP_DEFLATED) as package:
        for name, content in _frame([name for name, _rows in sheets]):
            package.writestr(name, _HEAD + content)
        yield outlet.take()
        for number, (_name, rows) in enumerate(sheets, 1):
            with package.open(_sheet(number), "w") as part:
                part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                for line, row in enumerate(rows, 1):
                    part.write(_row(line, row).encode())
                    if outlet.size > _PIECE:
                        yield outlet.take()
                part.write(b"</sheetData></worksheet>")
    yield outlet.take()


def _sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts that tell which sheets there are, and how they look."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<Override PartName="/{_sheet(each)}" ContentType="{_KIND}.worksheet+xml"/>'
        for each in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{sheets}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name={quoteattr(name[:MOST_NAME])} sheetId="{each}" r:id="rId{each}"/>'
        for each, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    parts = [("worksheet", _sheet(each).removeprefix("xl/")) for each in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*parts, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _row(line: int, cells: Sequence[Cell]) -> str:
    look = f' s="{BOLD}"' if line == 1 else ""
    written = [
        _cell(f"{_letters(place)}{line}", cell, look)
        for place, cell in enumerate(cells)
        if cell is not None and cell != ""
    ]
    return f'<row r="{line}">{"".join(written)}</row>'


def _cell(where: str, cell: str | float, look: str) -> str:
    if not isinstance(cell, str):
        return f'<c r="{where}"{look}><v>{cell}</v></c>'
    text = escape(_CODED.sub(lambda found: f"_x{ord(found[0]):04X}_", cell[:MOST_TEXT]))
    return f'<c r="{where}"{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


@cache
def _letters(place: int) -> str:
    """The letters of a column: A, ..., Z, AA, ..."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
