"""The language that a cell of a table names."""

from __future__ import annotations

import pytest

from meetings.directory.rules.languages import read_language


@pytest.mark.parametrize(
    ("cell", "lang"),
    [
        ("pt", "pt"),
        ("pt-BR", "pt"),
        ("pt_br", "pt"),
        ("PT", "pt"),
        ("es-419", "es"),
        ("en-US", "en"),
        ("fr-CA", "fr"),
        ("Português", "pt"),
        ("Português (Brasil)", "pt"),
        ("portugués", "pt"),
        ("Portugiesisch", None),
        ("Español", "es"),
        ("espagnol", "es"),
        ("Castellano", "es"),
        ("Spanish, Latin America", "es"),
        ("français", "fr"),
        ("inglês", "en"),
        ("anglais", "en"),
        ("de-CH", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_language_is_read_by_code_and_by_name(cell: str, lang: str | None) -> None:
    assert read_language(cell) == lang
