"""Dates, ranges, numbers and shares as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import flask_babel
import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from meetings import formats

LANGS = ("en", "es", "fr", "pt")


def in_all(function: str, *values: object) -> list[str]:
    """What a function says in the four languages, with plain blanks."""
    said = [getattr(formats, function)(*values, lang) for lang in LANGS]
    return [text.replace("\u202f", " ").replace("\xa0", " ") for text in said]


def test_a_day() -> None:
    assert in_all("day", date(2003, 2, 20)) == [
        "February 20, 2003",
        "20 de febrero de 2003",
        "20 février 2003",
        "20 de fevereiro de 2003",
    ]


def test_the_first_of_a_month() -> None:
    assert in_all("day", date(2003, 2, 1)) == [
        "February 1, 2003",
        "1 de febrero de 2003",
        "1er février 2003",
        "1º de fevereiro de 2003",
    ]
    assert in_all("weekday", date(2003, 2, 1))[2:] == [
        "samedi 1er février 2003",
        "sábado, 1º de fevereiro de 2003",
    ]
    assert in_all("day", date(2001, 1, 11))[2:] == ["11 janvier 2001", "11 de janeiro de 2001"]


def test_a_range_within_a_month() -> None:
    assert in_all("days", date(2003, 7, 1), date(2003, 7, 3)) == [
        "July 1–3, 2003",
        "1–3 de julio de 2003",
        "1er–3 juillet 2003",
        "1º–3 de julho de 2003",
    ]


def test_a_range_over_the_end_of_a_month() -> None:
    assert in_all("days", date(2003, 7, 31), date(2003, 8, 2)) == [
        "July 31 – August 2, 2003",
        "31 de julio – 2 de agosto de 2003",
        "31 juillet – 2 août 2003",
        "31 de julho – 2 de agosto de 2003",
    ]


def test_a_range_over_the_end_of_a_year() -> None:
    assert in_all("days", date(2003, 12, 30), date(2004, 1, 1)) == [
        "December 30, 2003 – January 1, 2004",
        "30 de diciembre de 2003 – 1 de enero de 2004",
        "30 décembre 2003 – 1er janvier 2004",
        "30 de dezembro de 2003 – 1º de janeiro de 2004",
    ]


def test_a_range_of_one_day_is_that_day() -> None:
    one = date(2003, 7, 31)
    assert in_all("days", one, one) == in_all("day", one)


def test_a_month() -> None:
    assert in_all("month", date(2003, 5, 1)) == [
        "May 2003",
        "mayo de 2003",
        "mai 2003",
        "maio de 2003",
    ]


def test_an_hour_and_an_instant_without_seconds() -> None:
    assert in_all("hour", time(14, 5)) == ["2:05 PM", "2:05 p.m.", "14:05", "14:05"]
    at = datetime(2003, 2, 20, 14, 0, tzinfo=UTC)
    assert in_all("instant", at, "America/New_York") == [
        "Feb 20, 2003, 9:00 AM",
        "20 feb 2003, 9:00 a.m.",
        "20 févr. 2003, 09:00",
        "20 de fev. de 2003 09:00",
    ]
    assert in_all("clock", at, "America/New_York")[2] == "09:00"


def test_the_hour_follows_the_zone_and_the_season() -> None:
    summer = datetime(2003, 7, 20, 14, 0, tzinfo=UTC)
    assert formats.clock(summer, "America/New_York", "fr") == "10:00"
    assert formats.clock(summer, "America/Lima", "fr") == "09:00"


def test_numbers_and_shares() -> None:
    assert in_all("number", 12_345) == ["12,345", "12,345", "12 345", "12.345"]
    assert in_all("percent", 0.753) == ["75 %"] * 4
    assert in_all("percent", 0)[0] == "0 %"


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Forum on justice", 16, "Forum on justice"),
        ("Forum on justice", 15, "Forum on…"),
        ("Forum on justice", 9, "Forum on…"),
        ("Forum, on justice", 8, "Forum…"),
        ("Forumonjustice", 8, "Forumon…"),
        ("A" + "a" * 20, 8, "Aaaaaaa…"),
        ("cafe\u0301s", 5, "caf…"),
        ("ab👩🏽\u200d⚖️x", 5, "ab…"),
        ("ab👩🏽\u200d⚖️x", 4, "ab…"),
    ],
)
def test_a_text_is_cut_at_a_word_and_never_within_a_sign(text: str, most: int, shown: str) -> None:
    assert formats.shortened(text, most) == shown
    assert len(shown) <= most


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hasta las 5:00 p.m..", "hasta las 5:00 p.m."),
        ("a las 5:00 p.m. en Lima.", "a las 5:00 p.m. en Lima."),
        ("hasta las 9:00 a.\u00a0m..", "hasta las 9:00 a.\u00a0m."),
        ("Mails go to Adam.", "Mails go to Adam."),
    ],
)
def test_a_sentence_ends_with_one_stop(typed: str, read: str) -> None:
    assert formats.one_stop(typed) == read


def test_sentences_and_pages_end_with_one_stop(app: Flask) -> None:
    with app.test_request_context(), force_locale("es"):
        said = "You can correct this until %(until)s."
        assert flask_babel.gettext(said, until="5:00 p.m.").endswith(" 5:00 p.m.")
        page = "{{ _('You can correct this until %(until)s.', until=until) }}"
        assert render_template_string(page, until="5:00 p.m.").endswith(" 5:00 p.m.")
