"""Tables for spreadsheets: what is read, what is refused, what no spreadsheet may run."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import python_calamine
from flask import Flask
from flask_babel import Babel

from meetings.errors import FileRefused
from meetings.tables import read_csv, safe, write_csv, write_xlsx

LIMIT = 1024 * 1024


def xlsx(*sheets: tuple[str, list[Any]]) -> bytes:
    """A whole workbook."""
    return b"".join(write_xlsx(sheets))


@pytest.fixture(autouse=True)
def _words():
    """Sentences need an application to be translated in."""
    app = Flask("words")
    Babel(app)
    with app.app_context():
        yield


def read(text: str | bytes, *required: str, optional: tuple[str, ...] = ()):
    """Read a small file."""
    data = text.encode() if isinstance(text, str) else text
    return read_csv(data, required=required, optional=optional, limit=LIMIT)


def test_rows_know_their_line_and_cells_lose_their_outer_blanks() -> None:
    table = read(
        '\ufefftitle,city\r\n" Forum ",Lima\r\n\r\n"two\nlines",Quito\r\nlast,\r\n', "title"
    )
    assert [(row.line, row.get("title"), row.get("city")) for row in table.rows] == [
        (2, "Forum", "Lima"),
        (4, "two\nlines", "Quito"),
        (6, "last", ""),
    ]
    assert table.unknown == ("city",)
    assert table.rows[0].get("country") == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty."),
        ("title,title,city\n", "The column title appears twice in the heading."),
        ("title\n", "The column city is missing."),
        ("a,b\n1,2\n", "needs the columns title, city"),
        (b"\xff\xfe\x00", "not a CSV in UTF-8"),
        (b"title,city\nS\xe3o Paulo,x\n", "not a CSV in UTF-8"),
        (b"PK\x03\x04\x00\x00", "not a CSV in UTF-8"),
        ('title,city\n"open,x\n', "not a CSV in UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(content: str | bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read(content, "title", "city")


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        read(b"\xff" * (LIMIT + 1), "title")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_is_written_as_text(start: str) -> None:
    assert safe(f"{start}1+1") == f"'{start}1+1"
    written = b"".join(write_csv([("surnames",), (f"{start}1+1",)])).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows == [["surnames"], [f"'{start}1+1"]]


@pytest.mark.parametrize("cell", ["Núñez", "a=b", "", 5, -5, 0.5, None])
def test_other_cells_stay_what_they_are(cell: str | float | None) -> None:
    assert safe(cell) == cell


def test_a_csv_comes_in_pieces_with_accents_for_spreadsheets() -> None:
    pieces = list(write_csv([("Peña", 1, None)] * 20_000))
    assert len(pieces) > 5
    assert pieces[0].startswith(b"\xef\xbb\xbfPe\xc3\xb1a,1,\r\n")
    assert sum(piece.count(b"\r\n") for piece in pieces) == 20_000


def test_an_xlsx_holds_numbers_as_numbers_and_formulas_as_text() -> None:
    name = "People of the meeting, by sex and capacity"
    book = zipfile.ZipFile(io.BytesIO(xlsx((name, [("n",), (5,), ("=1+1",)]))))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>5</v>" in sheet
    assert "<f>" not in sheet
    assert "=1+1" in sheet
    assert 'name="People of the meeting, by sex a"' in book.read("xl/workbook.xml").decode()


def test_an_xlsx_is_read_by_others_as_it_was_written() -> None:
    rows: list[list[Any]] = [
        ["Apellidos", "", "n"],
        ["Núñez & <Hijos>", None, -5],
        ["'=1+1", "  two\nlines ", 0.5],
        ["_x0041_", "a bell\x07 and a return\r", 10**9],
    ]
    wide = [[f"column {number}" for number in range(60)]]
    book = python_calamine.load_workbook(io.BytesIO(xlsx(("Lista", rows), ("A & B", wide))))
    assert book.sheet_names == ["Lista", "A & B"]
    read = book.get_sheet_by_name("Lista").to_python()
    assert read == [[cell or "" for cell in row] for row in rows]
    assert book.get_sheet_by_name("A & B").to_python() == wide


def test_an_xlsx_is_a_stream_that_excel_takes() -> None:
    asked = []

    def rows():
        for number in range(50_000):
            asked.append(number)
            yield (f"Ana {number * 7919 % 50_000}", number)

    pieces = write_xlsx([("People", rows())])
    first = next(pieces)
    assert (first[:4], asked) == (b"PK\x03\x04", [])
    second = next(pieces)
    assert len(asked) < 20_000
    data = first + second + b"".join(pieces)
    book = zipfile.ZipFile(io.BytesIO(data))
    assert book.testzip() is None
    assert all(each.extract_version == 20 and not each.extra for each in book.infolist())
    sheets = python_calamine.load_workbook(io.BytesIO(data))
    assert len(sheets.get_sheet_by_index(0).to_python()) == 50_000


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(write: Callable[..., Iterator[bytes]], count: int) -> int:
        tracemalloc.start()
        for _piece in write(("Ana", "Núñez", n) for n in range(count)):
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    for write in (write_csv, lambda rows: write_xlsx([("People", rows)])):
        assert peak(write, 30_000) < peak(write, 5_000) * 1.5
