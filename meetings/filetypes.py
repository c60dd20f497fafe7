"""What a file is, read from its content: its name proves nothing."""

from __future__ import annotations

import codecs
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.packages import inside_package

HEAD: Final = 4096
TAIL: Final = 64 * 1024
LONGEST_NAME: Final = 160
PDF, TEXT = "pdf", "txt"
CONTENT_TYPES: Final = {
    PDF: "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    TEXT: "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
}
ACCEPTED: Final = ",".join(f".{name}" for name in (*CONTENT_TYPES, "jpeg"))
_SAME: Final = {"jpeg": "jpg", "text": TEXT}

_MARKUP = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|meta|form|object|embed)\b",
    re.IGNORECASE,
)
_OLDER_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What begins so is none of ours; the longer beginnings first.
_FOREIGN: Final = (
    (_OLDER_OFFICE, _l("an older Office file (.doc, .xls, .ppt)")),
    (b"7z\xbc\xaf\x27\x1c", _l("a compressed archive")),
    (b"Rar!\x1a\x07", _l("a compressed archive")),
    (b"\x1f\x8b", _l("a compressed archive")),
    (b"BZh", _l("a compressed archive")),
    (b"MZ", _l("a program")),
    (b"\x7fELF", _l("a program")),
    (b"\xcf\xfa\xed\xfe", _l("a program")),
    (b"\xca\xfe\xba\xbe", _l("a program")),
    (b"#!", _l("a script")),
    (b"<?php", _l("a script")),
    (b"GIF8", _l("an image of another kind")),
    (b"II*\x00", _l("an image of another kind")),
    (b"MM\x00*", _l("an image of another kind")),
    (b"RIFF", _l("an image, sound or film of another kind")),
)
_HTML = _l("a web page (HTML)")


@dataclass(frozen=True)
class Inspected:
    """What a file is: the code of its type, its clean name, what its officer should know."""

    code: str
    filename: str
    remarks: tuple[object, ...] = ()

    @property
    def content_type(self) -> str:
        """Its media type."""
        return CONTENT_TYPES[self.code]


def inspect(stream: IO[bytes], name: str, *, most_mb: int) -> Inspected:
    """What a file is, by its content.

    Raises Refused with a sentence that names what was found: another type, a file that is two
    things at once, a bomb, macros, a password, nothing at all, more than `most_mb` megabytes.
    """
    size = stream.seek(0, 2)
    if size == 0:
        raise _refused(name, _l("nothing, the file is empty"), "empty")
    if size > most_mb * 1024 * 1024:
        sentence = _l("“%(name)s” is larger than %(count)d MB.", name=_shown(name), count=most_mb)
        raise Refused(sentence, code="too_large")
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(max(0, size - TAIL))
    tail = stream.read()
    code = _code(stream, head, tail, name)
    remarks = [*_pdf_remarks(stream, tail)] if code == PDF else []
    given = _extension(name)
    if given and _SAME.get(given, given) != code:
        sentence = _l(
            "The name ended in .%(given)s, but the content is .%(code)s: it is kept so.",
            given=given,
            code=code,
        )
        remarks.append(sentence)
    stream.seek(0)
    return Inspected(code, clean_name(name, code), tuple(remarks))


def clean_name(name: str, code: str) -> str:
    """A file's name without folders, control and direction marks, short, ending in its type."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in base)
    base = re.sub(r'[:*?"<>|]', " ", base)
    base = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", " ".join(base.split())).strip(" .")
    return f"{base[: LONGEST_NAME - 6].strip() or 'document'}.{code}"


def _code(stream: IO[bytes], head: bytes, tail: bytes, name: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        if b"%PDF-" in head[:1024]:
            raise _twofold(name)
        try:
            return inside_package(stream)
        except Refused as refusal:
            raise _refused(name, refusal.sentence, refusal.code) from refusal
    code = _by_beginning(head, tail, name) or _text(stream, head, name)
    if zipfile.is_zipfile(stream):
        raise _twofold(name)
    return code


def _by_beginning(head: bytes, tail: bytes, name: str) -> str | None:
    """The code of what begins as one of ours; Refused for what begins as something else."""
    found = None
    if head.startswith(b"%PDF-"):
        found, is_whole = PDF, b"%%EOF" in tail[-2048:]
    elif head.startswith(b"\x89PNG\r\n\x1a\n"):
        found, is_whole = "png", tail.endswith(b"IEND\xaeB`\x82")
    elif head.startswith(b"\xff\xd8\xff"):
        found, is_whole = "jpg", b"\xff\xd9" in tail[-TAIL:]
    elif head.startswith(b"{\\rtf"):
        found, is_whole = "rtf", tail.rstrip(b"\0\r\n \t").endswith(b"}")
    if found is None:
        _refuse_foreign(head, tail, name)
        return None
    if _MARKUP.search(head[:1024]) or b"<?php" in head:
        raise _twofold(name)
    if not is_whole:
        raise _refused(name, _l("a file that is damaged or not complete"), "damaged")
    return found


def _refuse_foreign(head: bytes, tail: bytes, name: str) -> None:
    for beginning, what in _FOREIGN:
        if head.startswith(beginning):
            if "EncryptedPackage".encode("utf-16-le") in head + tail:
                raise _refused(name, _l("a file that only opens with a password"), "encrypted")
            if beginning == _OLDER_OFFICE:
                raise _older_office(name)
            raise _refused(name, what, "foreign")
    if b"%PDF-" in head[:1024]:
        raise _twofold(name)


def _text(stream: IO[bytes], head: bytes, name: str) -> str:
    """Plain text of any usual encoding; Refused for pages, scripts, and what is no text."""
    plain = head.decode("utf-16", "ignore") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else ""
    start = (plain.encode() if plain else head).removeprefix(codecs.BOM_UTF8).lstrip()
    if found := _MARKUP.search(start):
        is_drawing = found[1].lower() == b"svg"
        what = _l("a drawing (SVG)") if is_drawing else _HTML
        raise _refused(name, what, "svg" if is_drawing else "html")
    if start.startswith(b"<?xml"):
        raise _refused(name, _l("an XML file"), "foreign")
    _refuse_foreign(start, b"", name)
    stream.seek(0)
    if not plain and any(
        re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", it) for it in _pieces(stream)
    ):
        raise _refused(name, _l("something unknown"), "unknown")
    return TEXT


def _pdf_remarks(stream: IO[bytes], tail: bytes) -> Iterator[object]:
    if b"/Encrypt" in tail:
        yield _l("This PDF is protected: check that it opens without a password.")
    stream.seek(0)
    before = b""
    for piece in _pieces(stream):
        if re.search(rb"/(JavaScript|JS|Launch)\b", before + piece):
            yield _l("This PDF holds a script or starts a program: readers may be warned.")
            return
        before = piece[-16:]


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(1024 * 1024):
        yield piece


def _extension(name: str) -> str:
    found = re.search(r"\.([A-Za-z0-9]{1,5})$", name.strip())
    return found[1].lower() if found else ""


def _shown(name: str) -> str:
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(each for each in base if unicodedata.category(each)[0] != "C")
    return base if len(base) <= 60 else f"{base[:40]}…{base[-15:]}"


def _twofold(name: str) -> Refused:
    return _refused(name, _l("two kinds of file at once"), "polyglot")


def _older_office(name: str) -> Refused:
    sentence = _l(
        "“%(name)s” is an older Office file (.doc, .xls, .ppt), which is not accepted: save it as "
        ".docx, .xlsx or .pptx, or as PDF, and try again.",
        name=_shown(name),
    )
    return Refused(sentence, code="foreign")


def _refused(name: str, what: object, code: str) -> Refused:
    sentence = _l(
        "“%(name)s” is not accepted. What was found in it: %(what)s. Accepted are PDF, Word, "
        "Excel, PowerPoint, OpenDocument, RTF, plain text, PNG and JPEG.",
        name=_shown(name),
        what=what,
    )
    return Refused(sentence, code=code)
