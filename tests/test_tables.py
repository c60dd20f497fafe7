"""Tables for spreadsheets: what is read, what is refused, what no spreadsheet may run."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile

import pytest
from flask import Flask
from flask_babel import Babel

from meetings.errors import FileRefused
from meetings.tables import read_csv, safe, write_csv, write_xlsx

LIMIT = 1024 * 1024


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
    with write_xlsx(
        [("People of the meeting, by sex and capacity", [("n",), (5,), ("=1+1",)])]
    ) as f:
        book = zipfile.ZipFile(f)
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<v>5</v>" in sheet
        assert "<f>" not in sheet
        assert "=1+1" in sheet
        assert 'name="People of the meeting, by sex a"' in book.read("xl/workbook.xml").decode()


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _piece in write_csv(("Ana", "Núñez", n) for n in range(count)):
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(50_000) < peak(5_000) * 1.5
