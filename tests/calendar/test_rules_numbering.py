"""How the meetings of a body number themselves, and how numbers are printed and read."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from meetings.calendar import rules
from meetings.calendar.rules import MeetingFacts, Numbered, Series
from meetings.calendar.rules.numbering import type_in
from meetings.calendar.rules.numerals import leading, read
from tests.factories.calendar import make_facts

YEAR = Series("roman", date(2003, 1, 1), date(2003, 12, 31), frozenset({"executive_committee"}))


def session(**facts: Any) -> MeetingFacts:
    return make_facts(
        **{"kind_code": "executive_committee", "body_code": "executive_committee"} | facts
    )


@pytest.mark.parametrize(
    ("style", "number", "words"),
    [
        ("roman", 1, ("I", "I", "Ire", "I")),
        ("roman", 28, ("XXVIII", "XXVIII", "XXVIIIe", "XXVIII")),
        ("roman", 49, ("XLIX", "XLIX", "XLIXe", "XLIX")),
        ("ordinal", 1, ("1st", "1.ª", "1re", "1ª")),
        ("ordinal", 2, ("2nd", "2.ª", "2e", "2ª")),
        ("ordinal", 11, ("11th", "11.ª", "11e", "11ª")),
        ("ordinal", 28, ("28th", "28.ª", "28e", "28ª")),
        ("ordinal", 103, ("103rd", "103.ª", "103e", "103ª")),
        ("cardinal", 47, ("47", "47", "47", "47")),
    ],
)
def test_a_number_is_printed_as_each_language_does(
    style: str, number: int, words: tuple[str, ...]
) -> None:
    shown = tuple(rules.printed(number, style, lang=lang) for lang in ("en", "es", "fr", "pt"))

    assert shown == words
    assert {read(each) for each in shown} == {number}


@pytest.mark.parametrize(
    ("ordinal", "number"),
    [
        ("IV", 4),
        ("47°", 47),
        ("28.º", 28),
        ("Ier", 1),
        ("Thirty-fifth", 35),
        ("second", 2),
        ("fortieth", 40),
        ("IIII", None),
        ("VX", None),
        ("IV bis", None),
        ("0", None),
        ("Dialogue", None),
        ("", None),
    ],
)
def test_an_ordinal_is_read_however_it_is_printed(ordinal: str, number: int | None) -> None:
    assert read(ordinal) == number


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("XXVIII Meeting of the SIRG", 28),
        ("Ire session du Comité directeur", 1),
        ("28th Session of CEDAW", 28),
        ("Meeting of the XVII Congress", None),
        ("Civil society dialogue", None),
        ("2003 in review", 2003),
        ("", None),
    ],
)
def test_a_title_may_begin_with_a_number(title: str, number: int | None) -> None:
    assert leading(title) == number


@pytest.mark.parametrize(
    ("within", "day", "first", "last"),
    [
        ("ever", date(2003, 7, 31), date.min, date.max),
        ("year", date(2003, 7, 31), date(2003, 1, 1), date(2003, 12, 31)),
        ("period", date(2018, 2, 1), date(2016, 5, 1), date(2019, 4, 30)),
        ("period", date(2019, 5, 1), date(2019, 5, 1), date(2022, 4, 30)),
        ("period", date(2003, 7, 31), date(2003, 1, 1), date(2003, 12, 31)),
        ("period", date(2022, 6, 1), date(2022, 5, 1), date(2022, 12, 31)),  # the term has ended
    ],
)
def test_a_series_is_of_a_year_a_term_or_for_ever(
    within: str, day: date, first: date, last: date
) -> None:
    terms = [
        SimpleNamespace(from_on=date(2016, 5, 1), to_on=date(2019, 4, 30)),
        SimpleNamespace(from_on=date(2019, 5, 1), to_on=date(2022, 4, 30)),
    ]
    assert rules.span(within, day, periods=terms) == (first, last)


AUTO = {"ordinal": "II", "number": 2}
HAND = {"ordinal": "V", "number": 5, "is_numbered_by_hand": True}


@pytest.mark.parametrize(
    ("before", "now", "ordinal", "number", "by_hand"),
    [
        (None, {}, "III", 3, False),  # a new one takes the next
        (None, {"ordinal": "III"}, "III", 3, False),  # written as it would have been
        (None, {"ordinal": "VII"}, "VII", 7, True),  # the officer overrules
        (None, {"ordinal": "IV bis"}, "IV bis", None, True),
        (None, {"session_type": "special"}, "", None, False),  # outside of the numbering
        (None, {"session_type": "extraordinary"}, "", None, False),
        (None, {"kind_code": "workshop"}, "", None, False),  # not one of the body's sessions
        (AUTO, AUTO, "II", 2, False),  # as it was, whatever the dates
        (AUTO, AUTO | {"starts_on": date(2003, 9, 1)}, "II", 2, False),
        (AUTO, AUTO | {"ordinal": "IV"}, "IV", 4, True),
        (HAND, HAND, "V", 5, True),
        (HAND, HAND | {"ordinal": ""}, "III", 3, False),  # emptied: the series numbers again
        (AUTO, AUTO | {"session_type": "special"}, "", None, False),
        (AUTO | {"session_type": "special"}, {"session_type": "ordinary"}, "III", 3, False),
        (AUTO | {"body_code": "assembly_of_delegates"}, AUTO, "III", 3, False),
        ({}, {}, "", None, False),  # numbering came later: an edit of something else numbers nobody
    ],
)
def test_which_number_a_meeting_bears(
    before: dict[str, Any] | None,
    now: dict[str, Any],
    ordinal: str,
    number: int | None,
    *,
    by_hand: bool,
) -> None:
    had = session(**before) if before is not None else None
    found = rules.numbered(had, session(**now), series=YEAR, following=lambda: 3)

    assert (found.ordinal, found.number, found.is_numbered_by_hand) == (ordinal, number, by_hand)


@pytest.mark.parametrize(
    ("taken", "following"),
    [([], 1), ([1, 2], 3), ([1, 3], 4), ([31], 32), ([None], 1)],
)
def test_the_next_number_is_one_more_than_the_highest(
    taken: list[int | None], following: int
) -> None:
    assert rules.next_number(taken) == following


def line(*meetings: tuple[int | None, str, bool]) -> list[Numbered]:
    """Meetings of one series in the order of their dates, a month apart; keys from 1."""
    return [
        Numbered(key, date(2003, key, 1), status, number, is_by_hand)
        for key, (number, status, is_by_hand) in enumerate(meetings, 1)
    ]


@pytest.mark.parametrize(
    ("series", "proposed"),
    [
        (line((1, "held", False), (2, "tentative", False)), {}),
        (line((1, "held", False), (3, "tentative", False)), {2: 2}),
        (line((2, "tentative", False), (3, "tentative", False)), {1: 1, 2: 2}),
        (line((1, "held", False), (2, "cancelled", False), (3, "tentative", False)), {}),
        (line((1, "held", False), (3, "tentative", False), (2, "tentative", False)), {2: 2, 3: 3}),
        (line((2, "foreseen", False), (2, "foreseen", True), (3, "foreseen", False)), {1: 3, 3: 4}),
        (line((31, "held", True), (32, "tentative", False)), {}),
        (line((None, "tentative", False), (1, "tentative", False)), {1: 1, 2: 2}),
    ],
)  # fmt: skip
def test_a_gap_is_proposed_to_be_closed(series: list[Numbered], proposed: dict[int, int]) -> None:
    assert rules.proposal(series) == proposed


def test_a_title_follows_its_number() -> None:
    titles = {"en": "III Session", "fr": "IIIe session", "pt": "Sessão"}

    assert rules.retitled(titles, 1, style="roman") == {
        "en": "I Session",
        "fr": "Ire session",
        "pt": "Sessão",
    }


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ({"en": "Special Conference of States Parties"}, "special"),
        ({"es": "Período extraordinario de sesiones"}, "extraordinary"),
        ({"es": "Asamblea Extraordinaria"}, "extraordinary"),
        ({"es": "Sesión especial del Comité Directivo"}, "special"),
        ({"fr": "Session spéciale du Comité directeur"}, "special"),
        ({"pt": "Sessão especial, por videoconferência"}, "special"),
        ({"es": "Primera sesión extraordinaria, Lima"}, "extraordinary"),
        ({"fr": "Session extraordinaire, Port-au-Prince"}, "extraordinary"),
        ({"pt": "Sessão extraordinária"}, "extraordinary"),
        ({"es": "Reunión con la Relatora Especial"}, "ordinary"),
        ({"en": "Meeting with the Special Rapporteur"}, "ordinary"),
        ({"en": "I Session"}, "ordinary"),
    ],
)
def test_a_title_says_what_stands_outside_of_the_numbering(
    title: dict[str, str], kind: str
) -> None:
    assert type_in(title) == kind


@pytest.mark.parametrize(
    ("ordinal", "style", "right"),
    [
        ("IV", "roman", "IV"),
        ("IVe", "roman", "IVe"),
        ("IV bis", "roman", "IV bis"),
        ("7", "roman", "VII"),
        ("iv", "roman", "IV"),
        ("IIII", "roman", "IV"),
        ("VIIII", "roman", "IX"),
        ("28th", "roman", "XXVIII"),
        ("28.ª", "ordinal", "28.ª"),
        ("28", "ordinal", "28th"),
        ("XLVII", "cardinal", "47"),
        ("-1", "roman", None),
        ("0", "roman", None),
        ("siete", "roman", None),
        ("IV again", "roman", None),
    ],
)
def test_an_ordinal_is_spelled_as_the_body_numbers(
    ordinal: str, style: str, right: str | None
) -> None:
    assert rules.spelled(ordinal, style) == right


def test_titles_that_begin_with_the_old_number_follow_the_new_one() -> None:
    before = session(number=2, ordinal="II", title={"en": "II Session", "fr": "IIe session"})
    titles = {"en": "II Session", "fr": "IIe session", "es": "Sesión de mayo", "pt": "III Sessão"}
    after = session(number=4, ordinal="IV", title=titles)

    found = rules.title_followed(before, after, style="roman")

    assert found.title == titles | {"en": "IV Session", "fr": "IVe session"}
    assert rules.title_followed(before, before, style="roman") == before
