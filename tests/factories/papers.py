"""Small files of many kinds, real and feigned, as bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

HTML = b"<!DOCTYPE html>\n<html><body><script>alert(1)</script></body></html>"
OFFICE = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
}
OPEN = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def pdf(words: str = "Provisional agenda", *, more: bytes = b"") -> bytes:
    """A PDF of one page with one line."""
    text = words.encode("cp1252", "replace").replace(b"(", b"[").replace(b")", b"]")
    content = b"BT /F1 18 Tf 72 720 Td (" + text + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>" + more,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    )
    return made + end % (table, len(made))


def package(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these entries."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return kept.getvalue()


def office(code: str = "docx", *, macros: bool = False, **more: bytes) -> bytes:
    """A Word, Excel or PowerPoint file in outline; more entries by name (dots as __)."""
    kind = f"application/vnd.openxmlformats-officedocument.{OFFICE[code]}.main+xml"
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml" if macros else kind
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>'.encode()
    extra = {name.replace("__", "."): content for name, content in more.items()}
    return package({"[Content_Types].xml": types, "main.xml": b"<x/>", **extra})


def opened(code: str = "odt", **more: bytes) -> bytes:
    """An OpenDocument file in outline."""
    kind = f"application/vnd.oasis.opendocument.{OPEN[code]}".encode()
    return package({"mimetype": kind, "content.xml": b"<x/>", **more})


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
    return office(word=b"\0" * (30 * 1024 * 1024))
