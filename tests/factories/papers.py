"""Small files of many kinds, real and feigned, as bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from meetings.demo import papers

HTML = b"<!DOCTYPE html>\n<html><body><script>alert(1)</script></body></html>"
OFFICE = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
}
OPEN = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def pdf(words: str = "Provisional agenda", *, catalog: bytes = b"") -> bytes:
    """A PDF of one page with one line."""
    return papers.pdf([words], catalog=catalog)


def package(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these entries."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return kept.getvalue()


def office(
    code: str = "docx", inside: Mapping[str, bytes] | None = None, *, macros: bool = False
) -> bytes:
    """A Word, Excel or PowerPoint file in outline, with more entries inside."""
    kind = f"application/vnd.openxmlformats-officedocument.{OFFICE[code]}.main+xml"
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml" if macros else kind
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>'.encode()
    return package({"[Content_Types].xml": types, "main.xml": b"<x/>", **(inside or {})})


def opened(code: str = "odt", inside: Mapping[str, bytes] | None = None) -> bytes:
    """An OpenDocument file in outline."""
    kind = f"application/vnd.oasis.opendocument.{OPEN[code]}".encode()
    return package({"mimetype": kind, "content.xml": b"<x/>", **(inside or {})})


def png() -> bytes:
    """One white pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">II5B", 1, 1, 8, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def bomb() -> bytes:
    """A Word file of some 30 KB that unfolds to 30 MB."""
    return office(inside={"word/document.xml": b"\0" * (30 * 1024 * 1024)})
