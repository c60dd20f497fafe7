"""Days as people write them in a column: 2026-05-31, 31/05/2026, 31 de mayo de 2026. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from babel.dates import get_month_names
from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: 00:00:00)?")
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_SERIAL: Final = re.compile(r"[1-9]\d{4}")
_FIRST: Final = date(1899, 12, 30)  # day 0 of a spreadsheet


class Order(StrEnum):
    """Which number of 02/06/2026 is the day."""

    UNKNOWN = ""
    DAY_FIRST = "day"
    MONTH_FIRST = "month"


def order(cells: Iterable[str]) -> Order:
    """What the cells of a column themselves tell: 31/05 is the day first, 05/31 the month.

    Nothing where none tells it, or where they contradict one another.
    """
    told = set()
    for cell in cells:
        if match := _NUMBERS.fullmatch(cell):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                told.add(Order.DAY_FIRST)
            elif second > 12 >= first:
                told.add(Order.MONTH_FIRST)
    return told.pop() if len(told) == 1 else Order.UNKNOWN


def is_open(cells: Iterable[str]) -> bool:
    """Whether the cells of a column leave open which number is the day, and one of them means
    another day by it."""
    kept = list(cells)
    return order(kept) == Order.UNKNOWN and any(_may_be_two(cell) for cell in kept)


def _may_be_two(cell: str) -> bool:
    match = _NUMBERS.fullmatch(cell)
    numbers = {int(match[1]), int(match[2])} if match else set()
    return len(numbers) == 2 and max(numbers) <= 12


def read(cell: str, order: Order = Order.UNKNOWN) -> date:
    """The day that a cell means. Raises Refused (code which for a day that could be two)."""
    if match := _ISO.fullmatch(cell):
        return _day(cell, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(cell):
        return _numbers(cell, int(match[1]), int(match[2]), _year(match[3]), order)
    if _SERIAL.fullmatch(cell):
        return _FIRST + timedelta(days=int(cell))
    words = re.findall(r"[a-z]+|\d+", re.sub(r"(\d)(st|nd|rd|th|er|o)\b", r"\1", fold(cell)))
    months = [_months()[word] for word in words if word in _months()]
    numbers = [int(word) for word in words if word.isdigit()]
    if len(months) == 1 and len(numbers) == 2:
        day, year = sorted(numbers)
        if year > 31:
            return _day(cell, year, months[0], day)
    raise _no_day(cell)


def _numbers(cell: str, first: int, second: int, year: int, order: Order) -> date:
    if first > 12 or second > 12:
        day, month = (first, second) if first > 12 else (second, first)
        return _day(cell, year, month, day)
    if first == second or order == Order.DAY_FIRST:
        return _day(cell, year, second, first)
    if order == Order.MONTH_FIRST:
        return _day(cell, year, first, second)
    raise Refused(
        _l(
            "“%(value)s” may be two days: say above the table whether the day or the month stands "
            "first.",
            value=cell[:40],
        ),
        code="which",
    )


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) - 100 * (int(text) > 69)


def _day(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _no_day(cell) from error


def _no_day(cell: str) -> Refused:
    return Refused(
        _l(
            "“%(value)s” is not a date such as %(example)s.",
            value=cell[:60],
            example="2026-05-03",
        ),
        code="no_day",
    )


@cache
def _months() -> dict[str, int]:
    """The folded name of a month in any of the four languages, and its first letters -> number."""
    found: dict[str, int] = {}
    for lang in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=lang).items():
                found[fold(name).strip(". ")] = number
    return found
