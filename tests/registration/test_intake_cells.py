"""Headings, days and letters as offices write them into tables of people."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.errors import Refused
from meetings.registration.intake import days, headings, words
from meetings.registration.intake.days import Order


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("E-mail address", "email"),
        ("Correo electrónico (obligatorio)", "email"),
        ("personnel_kind", "personnel_kind"),
        ("NOM", "surnames"),
        ("Shoe size", None),
    ],
)
def test_headings_are_known_in_four_languages(text: str, column: str | None) -> None:
    assert headings.column_of(text) == column


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2026-06-02", Order.UNKNOWN, date(2026, 6, 2)),
        ("2026/6/2", Order.UNKNOWN, date(2026, 6, 2)),
        ("31/05/2026", Order.UNKNOWN, date(2026, 5, 31)),
        ("05/31/2026", Order.DAY_FIRST, date(2026, 5, 31)),
        ("02/06/2026", Order.DAY_FIRST, date(2026, 6, 2)),
        ("02/06/26", Order.MONTH_FIRST, date(2026, 2, 6)),
        ("02.02.2026", Order.UNKNOWN, date(2026, 2, 2)),
        ("2 de junio de 2026", Order.UNKNOWN, date(2026, 6, 2)),
        ("June 2nd, 2026", Order.UNKNOWN, date(2026, 6, 2)),
        ("1er juin 2026", Order.UNKNOWN, date(2026, 6, 1)),
        ("2-jun-2026", Order.UNKNOWN, date(2026, 6, 2)),
        ("46175", Order.UNKNOWN, date(2026, 6, 2)),
    ],
)
def test_days_are_read_in_the_forms_people_use(cell: str, order: Order, day: date) -> None:
    assert days.read(cell, order) == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [("02/06/2026", "which"), ("31/31/2026", "no_day"), ("2026-02-30", "no_day"), ("-", "no_day")],
)
def test_a_day_that_may_be_two_is_asked_back(cell: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        days.read(cell)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["02/06/2026", "31/05/2026"], Order.DAY_FIRST),
        (["02/06/2026", "05/31/2026"], Order.MONTH_FIRST),
        (["31/05/2026", "05/31/2026"], Order.UNKNOWN),
        (["2026-05-31"], Order.UNKNOWN),
    ],
)
def test_a_column_of_days_tells_its_own_order(cells: list[str], order: Order) -> None:
    assert days.order(cells) == order


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (["02/06/2026", "2026-05-31"], True),
        (["02/06/2026", "31/05/2026"], False),
        (["02/06/2026", "31/05/2026", "05/31/2026"], True),
        (["31/05/2026", "05/31/2026"], False),
        (["06/06/2026", "2026-05-31", "2 de junio de 2026", ""], False),
        ([], False),
    ],
)
def test_the_order_is_asked_only_where_a_day_may_be_two(cells: list[str], asked: bool) -> None:
    assert days.is_open(cells) is asked


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Representa", None),
        ("Représente", None),
        ("Representa a", None),
        ("Represents", None),
        ("Represents;Entity represented", "Represents"),
        ("Représente;Entité représentée", "Représente"),
        ("Representa;Entidad representada", "Representa"),
        ("Representación;A quién", "Representación"),
    ],
)
def test_who_is_represented_is_known_whatever_the_kind_is_called(
    row: str, kind: str | None
) -> None:
    heading = ["Nombres", "Calidad", *row.split(";")]
    found, unknown = headings.read(heading, {})
    assert unknown == ()
    told = dict(zip(heading, found.values(), strict=True))
    assert told[heading[-1]] == "represents"
    assert [text for text, column in told.items() if column == "represents_type"] == (
        [kind] if kind else []
    )


@pytest.mark.parametrize(
    ("cell", "letters", "sex"),
    [
        ("F", "fm", "female"),
        ("M", "fm", "male"),
        ("M", "hm", "female"),
        ("Mujer", "", "female"),
        ("", "", "not_stated"),
        ("X", "", "another"),
    ],
)
def test_letters_for_the_sexes_follow_the_column(cell: str, letters: str, sex: str) -> None:
    assert words.sex(cell, set(letters)) == sex
