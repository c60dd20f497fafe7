"""Office files that are ZIP packages: which kind, and nothing harmful inside."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Final

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused

MOST_ENTRIES: Final = 10_000
MOST_BYTES: Final = 200 * 1024 * 1024
MOST_TIMES: Final = 150  # how often its own size a package may hold, above the next line
FREE_BYTES: Final = 20 * 1024 * 1024
MOST_DEPTH: Final = 2
_PIECE: Final = 256 * 1024
_OFFICE: Final = {
    b"wordprocessingml.document.main": "docx",
    b"spreadsheetml.sheet.main": "xlsx",
    b"presentationml.presentation.main": "pptx",
    b"presentationml.slideshow.main": "pptx",
}
_OPEN: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_PROGRAMS: Final = (b"MZ", b"\x7fELF")
_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")


@dataclass
class Budget:
    """How many bytes a package and all inside of it may still unfold to."""

    left: int

    def take(self, count: int) -> None:
        """Use some up. Raises Refused when there are not so many."""
        self.left -= count
        if self.left < 0:
            what = _l("a file that would unfold to an enormous size")
            raise Refused(what, code="bomb")


def inside_package(stream: IO[bytes]) -> str:
    """The code of the type of an Office package: docx, xlsx, pptx, odt, ods, odp.

    Everything is unfolded once, within bounds, and forgotten. Raises Refused, with the words for
    what was found, for another archive, a bomb, macros, a password, a program inside, damage.
    """
    size = stream.seek(0, 2)
    budget = Budget(min(MOST_BYTES, max(FREE_BYTES, size * MOST_TIMES)))
    return _inspected(stream, budget, depth=0)


def _inspected(stream: IO[bytes], budget: Budget, *, depth: int) -> str:
    try:
        with zipfile.ZipFile(stream) as package:
            entries = package.infolist()
            _check_list(entries, budget)
            code = _code(package)
            for entry in entries:
                _unfold(package, entry, budget, depth=depth)
            return code
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        what = _l("a file that is damaged or not complete")
        raise Refused(what, code="damaged") from error


def _check_list(entries: list[zipfile.ZipInfo], budget: Budget) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(_l("a file that only opens with a password"), code="encrypted")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > budget.left:
        raise Refused(_l("a file that would unfold to an enormous size"), code="bomb")
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise Refused(_l("two kinds of file at once"), code="polyglot")
    for entry in entries:
        name = entry.filename.casefold()
        if name.endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith(
            ("basic/", "scripts/")
        ):
            raise _macros()


def _code(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "[Content_Types].xml" in names:
        with package.open("[Content_Types].xml") as listed:
            kinds = listed.read(1024 * 1024)
        if b"macroEnabled" in kinds:
            raise _macros()
        for kind, code in _OFFICE.items():
            if kind in kinds:
                return code
    if "mimetype" in names:
        with package.open("mimetype") as said:
            code = _OPEN.get(said.read(200).strip(), "")
        if code:
            return code
    raise Refused(_l("a compressed archive"), code="foreign")


def _unfold(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget, *, depth: int
) -> None:
    """Read an entry to its end: proves its size and checksum, looks at how it begins."""
    with package.open(entry) as content:
        piece = content.read(_PIECE)
        if piece.startswith(_PROGRAMS):
            raise Refused(_l("a document with a program inside"), code="program")
        if piece.startswith(_ARCHIVES):
            raise Refused(_l("a document with an archive inside"), code="nested")
        is_package = piece.startswith(b"PK\x03\x04")
        with tempfile.SpooledTemporaryFile(max_size=4 * _PIECE) as inner:
            while piece:
                budget.take(len(piece))
                if is_package:
                    inner.write(piece)
                piece = content.read(_PIECE)
            if is_package:
                _look_inside(inner, budget, depth=depth + 1)


def _look_inside(inner: IO[bytes], budget: Budget, *, depth: int) -> None:
    """A document may hold another (the table behind a chart), not a chain of archives."""
    if depth > MOST_DEPTH:
        raise Refused(_l("a document with an archive inside"), code="nested")
    inner.seek(0)
    try:
        _inspected(inner, budget, depth=depth)
    except Refused as refusal:
        if refusal.code == "foreign":
            raise Refused(_l("a document with an archive inside"), code="nested") from refusal
        raise


def _macros() -> Refused:
    return Refused(_l("a document with macros (small programs)"), code="macros")
