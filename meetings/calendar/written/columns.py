"""Which column of a table is which: by its heading in four languages, else by its content. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from meetings.calendar.written.dates import is_date
from meetings.localized import fold

# In this order: "kind of meeting" is no title, "date and place" is a date.
HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b"))
    for name, words in (
        ("number", r"no|nro|num|numero|number|n°|#"),
        ("date", r"dates?|fechas?|datas?|when|cuando|quand|quando|period|periodo|periode"),
        ("kind", r"kind|type|tipo|genre|clase"),
        (
            "involvement",
            r"secretar\w*|role|papel|funcion|funcao|participa\w*",
        ),
        ("country", r"country|pais|pays"),
        ("city", r"city|ciudad|ville|cidade"),
        ("place", r"place|location|venue|lugar|sede|lieu|local"),
        (
            "organizer",
            r"hosts?|organi[sz]ers?|organi[sz]ed by|convened by|anfitrion\w*|organizador\w*|"
            r"organiza|entidad|organismo|hotes?|organisateur\w*|organisatrice|anfitria\w*|"
            r"entidade|institution|institucion|instituicao",
        ),
        (
            "title",
            r"meetings?|titles?|events?|activit(?:y|ies)|reunion(?:es|s)?|titulos?|eventos?|"
            r"actividad(?:es)?|titres?|evenements?|manifestations?|activites?|reuni(?:ao|oes)|"
            r"atividades?|name|nombre|nom|nome",
        ),
    )
)
FIELDS = ("date", "title", "place", "city", "country", "organizer", "kind", "involvement")


def by_heading(cells: Sequence[str]) -> dict[int, str]:
    """Column -> field, when a row is a heading: it names the date and at least one more."""
    found: dict[int, str] = {}
    for index, cell in enumerate(cells):
        words = fold(cell)
        if len(words) > 60 or any(char.isdigit() for char in words):
            return {}
        named = next((name for name, each in HEADINGS if each.search(words)), None)
        if named is not None and named not in found.values():
            found[index] = named
    return found if {"date", "title"} <= set(found.values()) else {}


def by_content(
    rows: Sequence[Sequence[str]], is_place: Callable[[str], bool] = lambda _text: False
) -> dict[int, str]:
    """Column -> field by what most of its cells are: dates, places, the longest text, the rest.

    Without a heading and a place that is known (`is_place`) a third column is taken for the place,
    a fourth for the organizer.
    """
    width = max((len(row) for row in rows), default=0)
    columns = [[row[index] for row in rows if index < len(row)] for index in range(width)]
    dated = [sum(map(is_date, filter(None, cells))) for cells in columns]
    if not any(dated):
        return {}
    date_at = dated.index(max(dated))
    others = [index for index in range(width) if index != date_at]
    if not others:
        return {date_at: "date"}
    placed = {index: sum(map(is_place, filter(None, columns[index]))) for index in others}
    place_at = max(others, key=lambda index: placed[index])
    found = {date_at: "date"}
    if len(others) > 1 and placed[place_at]:
        found[place_at] = "place"
        others.remove(place_at)
    title_at = max(others, key=lambda index: _length(columns[index]))
    found[title_at] = "title"
    rest = [index for index in others if index != title_at and _length(columns[index]) > 2]
    left = [name for name in ("place", "organizer") if name not in found.values()]
    return found | dict(zip(rest, left, strict=False))


def _length(cells: Sequence[str]) -> float:
    filled = [len(cell) for cell in cells if cell]
    return sum(filled) / len(filled) if filled else 0.0


def named(cells: Sequence[str], columns: Mapping[int, str]) -> dict[str, str]:
    """Field -> text of a row."""
    return {name: cells[index] if index < len(cells) else "" for index, name in columns.items()}
