"""A row of a table: all that is wrong with it, and the language of its person's mails."""

from __future__ import annotations

from typing import Any

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


def read(text: str, **given: Any) -> Written:
    """The only row of a table."""
    sheet = table.read(text.encode(), limit=10_000_000)
    around = Around(CAPACITIES, {}, {}, "es", **given)
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


@pytest.mark.parametrize(
    ("modes", "cell", "is_sound"),
    [
        (("in_person",), "virtual", False),
        (("in_person",), "", True),
        (("virtual",), "en persona", False),
        (("in_person", "virtual"), "virtual", True),
    ],
)
def test_nobody_comes_in_a_way_that_the_meeting_has_not(
    modes: tuple[str, ...], cell: str, is_sound: bool
) -> None:
    found = read(f"given_names,capacity,mode\nAna,participant,{cell}\n", modes=modes)
    assert [one.column for one in found.problems] == ([] if is_sound else ["mode"])


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("Dominica", ("DM", "DO")),
        ("República Dominicana", ()),
        ("Dominican Republic", ()),
        ("DO", ()),
    ],
)
def test_only_who_writes_dominica_is_asked_which_state_is_meant(
    cell: str, asked: tuple[str, ...]
) -> None:
    found = read(f"given_names,capacity,represents\nAna,nca,{cell}\n")
    assert found.states == asked
