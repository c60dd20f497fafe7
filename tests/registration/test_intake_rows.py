"""A row of a table: all that is wrong with it, and the language of its person's mails."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel

from meetings.registration.intake import table
from meetings.registration.intake.people import Around, Reader, Written

CAPACITIES = {
    "participant": ("self", "state", "organization"),
    "nca": ("state",),
    "cso_representative": ("organization",),
}


@pytest.fixture(autouse=True)
def _words():
    """Sentences need an application to be translated in."""
    app = Flask("words")
    Babel(app)
    with app.app_context():
        yield


def read(text: str, first: str = "") -> Written:
    """The only row of a table."""
    sheet = table.read(text.encode(), limit=10_000_000)
    around = Around(CAPACITIES, {}, {}, "es", first=first)
    return Reader(sheet, around, {}).read(sheet.lines[0])


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("Ana,not-a-mail,nca,Atlantis,", ["represents", "email"]),
        (",not-a-mail,queen,Perú,Hofnarr", ["capacity", "functions", "given_names", "email"]),
        ("Ana,not-a-mail,cso_representative,Nobody's Union,", ["represents", "email"]),
    ],
)
def test_all_that_is_wrong_with_a_row_is_told_at_once(row: str, columns: list[str]) -> None:
    found = read(f"given_names,email,capacity,represents,functions\n{row}\n")
    assert [one.column for one in found.problems] == columns


@pytest.mark.parametrize(
    ("row", "lang"),
    [
        ("nca,Brasil,", "pt"),
        ("nca,Haiti,", "fr"),
        ("nca,Brasil,en", "en"),
        ("nca,Suriname,", "fr"),  # none of ours: the meeting's
        ("participant,,", "fr"),
    ],
)
def test_who_names_no_language_is_written_to_in_her_states_or_the_meetings(
    row: str, lang: str
) -> None:
    found = read(f"given_names,capacity,represents,language\nAna,{row}\n", first="fr")
    assert found.entry is not None
    assert found.entry.language == lang
