"""What a file is, by its content."""

from __future__ import annotations

import io

import pytest

from meetings import filetypes
from meetings.errors import Refused
from tests.factories import papers

RTF = b"{\\rtf1\\ansi Agenda}"
JPEG = b"\xff\xd8\xff\xe0" + bytes(60) + b"\xff\xd9"
EXE = b"MZ\x90\x00" + bytes(200)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LOCKED = OLD_WORD + "EncryptedPackage".encode("utf-16-le") + bytes(100)


def encrypted() -> bytes:
    content = bytearray(papers.office())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (papers.pdf(), "pdf"),
        *((papers.office(code), code) for code in papers.OFFICE),
        *((papers.opened(code), code) for code in papers.OPEN),
        (RTF, "rtf"),
        ("Orden del día\n".encode(), "txt"),
        ("Orden del día\n".encode("cp1252"), "txt"),
        ("Orden del día\n".encode("utf-16"), "txt"),
        (papers.png(), "png"),
        (JPEG, "jpg"),
        (papers.office(inside={"word/embeddings/table.xlsx": papers.office("xlsx")}), "docx"),
    ],
)
def test_what_is_accepted_is_known_by_its_content(content: bytes, code: str) -> None:
    found = filetypes.inspect(io.BytesIO(content), "Agenda.bin", most_mb=1)
    assert found.code == code
    assert found.filename == f"Agenda.{code}"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (papers.HTML, "html", "web page (HTML)"),
        (b"\xef\xbb\xbf \n<html>", "html", "web page (HTML)"),
        (b"<?xml version='1.0'?>\n<!-- a --><svg><script/></svg>", "svg", "drawing (SVG)"),
        ("<script>".encode("utf-16"), "html", "web page (HTML)"),
        (b"%PDF-1.4\n" + papers.HTML + b"%%EOF", "polyglot", "two kinds of file"),
        (EXE, "foreign", "a program"),
        (b"\x7fELF" + bytes(90), "foreign", "a program"),
        (b"#!/bin/sh\nrm -rf /\n", "foreign", "a script"),
        (b"GIF89a" + bytes(30), "foreign", "image of another kind"),
        (b"<?xml version='1.0'?><a/>", "foreign", "XML"),
        (OLD_WORD, "foreign", "older Office file"),
        (LOCKED, "encrypted", "password"),
        (encrypted(), "encrypted", "password"),
        (b"GIF89a %PDF-1.4 %%EOF", "foreign", "image"),
        (b"junk %PDF-1.4\n%%EOF", "polyglot", "two kinds of file"),
        (papers.pdf() + papers.office(), "polyglot", "two kinds of file"),
        (papers.png()[:-12] + papers.package({"a": b"b"}), "damaged", "damaged"),
        (JPEG + papers.package({"a": b"b"}), "polyglot", "two kinds of file"),
        (papers.package({"agenda.txt": b"x"}), "foreign", "compressed archive"),
        (papers.office(macros=True), "macros", "macros"),
        (papers.office(inside={"word/vbaProject.bin": b"x"}), "macros", "macros"),
        (papers.opened(inside={"Basic/script-lc.xml": b"<x/>"}), "macros", "macros"),
        (papers.office(inside={"word/run.exe": EXE}), "program", "a program inside"),
        (papers.office(inside={"a.zip": papers.package({"a": b""})}), "nested", "an archive"),
        (papers.office(inside={"inner.docx": papers.bomb()}), "bomb", "enormous"),
        (papers.bomb(), "bomb", "enormous"),
        (papers.office()[:-40], "damaged", "damaged"),
        (papers.pdf()[:200], "damaged", "damaged"),
        (bytes(500), "unknown", "something unknown"),
        (b"", "empty", "empty"),
        (b"x" * (1024 * 1024 + 1), "too_large", "larger than 1 MB"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named(content: bytes, code: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        filetypes.inspect(io.BytesIO(content), "Agenda.pdf", most_mb=1)
    assert refused.value.code == code
    assert words in str(refused.value)
    assert "“Agenda.pdf”" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (papers.office(), "The name ended in .pdf, but the content is .docx"),
        (papers.pdf(catalog=b"/OpenAction<</S/JavaScript>>"), "a script"),
        (papers.pdf().replace(b"/Root", b"/Encrypt 9 0 R/Root"), "without a password"),
    ],
)
def test_what_an_officer_should_know_is_remarked(content: bytes, words: str) -> None:
    found = filetypes.inspect(io.BytesIO(content), "Agenda.pdf", most_mb=1)
    assert words in str(found.remarks[0])


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Agenda.PDF", "Agenda.pdf"),
        ("..\\..\\etc/passwd", "passwd.pdf"),
        ("Ordre du jour été.docx", "Ordre du jour été.pdf"),
        ("a\u202efdp.exe", "a fdp.pdf"),
        ("x\r\nSet-Cookie: a.pdf", "x Set-Cookie a.pdf"),
        ("   .pdf", "document.pdf"),
        ("n" * 300 + ".pdf", "n" * 154 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(name: str, cleaned: str) -> None:
    assert filetypes.clean_name(name, "pdf") == cleaned
