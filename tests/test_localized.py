"""Content in several languages, and text as it is searched."""

from __future__ import annotations

from meetings.localized import fold, folded, like, missing, pick

TITLE = {"en": "Forum", "es": "Foro", "pt": ""}


def test_the_readers_language_comes_first() -> None:
    found = pick(TITLE, "es")
    assert (str(found), found.lang, found.is_fallback) == ("Foro", "es", False)


def test_a_missing_text_falls_back_in_the_order_of_the_installation() -> None:
    assert (pick(TITLE, "fr").lang, pick(TITLE, "fr").is_fallback) == ("en", True)
    assert pick(TITLE, "pt", ("es", "en")).text == "Foro"
    assert pick({}, "fr").text == ""


def test_what_is_missing_is_known() -> None:
    assert missing(TITLE) == ("fr", "pt")


def test_search_knows_neither_accents_nor_case_nor_blanks() -> None:
    assert fold("  Reunião  DE São\tTomé ") == "reuniao de sao tome"
    assert fold("Ñandú") == fold("nandu")


def test_each_variant_is_searched_once() -> None:
    assert folded(TITLE, "forum", None, "Peña") == "forum\nforo\npena"


def test_a_query_is_never_a_pattern() -> None:
    assert like("50%_\\") == "%50\\%\\_\\\\%"
