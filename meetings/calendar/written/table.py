"""A pasted table as lines that an officer can correct, each cell as it was written. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meetings.calendar.models import Precision
from meetings.calendar.written import columns, dates, guesses, places
from meetings.calendar.written.cells import Cells
from meetings.localized import fold


@dataclass(frozen=True)
class Line:
    """One meeting as written; `year` is the heading's, for a date that names none.

    `above` is the date that was taken from a row above, empty where the row has its own;
    `above_line` is that row's where it has no title itself.
    """

    number: int
    date: str = ""
    title: str = ""
    city: str = ""
    country: str = ""
    organizer: str = ""
    kind: str = ""
    involvement: str = ""
    year: int | None = None
    is_virtual: bool = False
    above: str = ""
    above_line: int = 0


@dataclass(frozen=True)
class Reading:
    """The lines of a table, the language of its titles, and what was left out (line, text)."""

    lines: tuple[Line, ...]
    lang: str
    is_lang_doubtful: bool
    left_out: tuple[tuple[int, str], ...]
    are_columns_doubtful: bool = False


@dataclass
class _Reader:
    cities: Mapping[str, str]
    kinds: Mapping[str, str]
    year: int | None
    columns: dict[int, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    last_date: str = ""
    is_doubtful: bool = False
    untitled: tuple[int, str] | None = None  # a row with a date that waits for its title


def read(
    rows: Sequence[Cells],
    *,
    cities: Mapping[str, str],
    kinds: Mapping[str, str],
    lang: str | None,
    year: int | None = None,
) -> Reading:
    """The meetings of a table's rows.

    `cities` (by places.key) tells the country of a city alone, `kinds` the code of a folded name;
    `lang` is the titles' language, None to guess it; `year` stands in until a heading names one.
    """
    reader = _Reader(cities, kinds, year)
    for row in rows:
        _take(reader, row, rows)
    _leave_untitled(reader)
    guessed, doubtful = guesses.language(line.title for line in reader.lines)
    return Reading(
        tuple(reader.lines),
        lang or guessed,
        lang is None and doubtful,
        tuple(reader.left_out),
        reader.is_doubtful,
    )


def _take(reader: _Reader, row: Cells, rows: Sequence[Cells]) -> None:
    heading = columns.by_heading(row.cells)
    if heading:
        reader.columns = heading
        return
    filled = [cell for cell in row.cells if cell]
    if not reader.columns:
        _guess_columns(reader, rows)
    said = columns.named(row.cells, reader.columns) if len(row.cells) > 1 else {}
    if len(filled) < 2 and not _is_title_alone(said):
        _heading(reader, row.line, filled[0] if filled else "")
        return
    if not said.get("title"):
        _untitled(reader, row.line, said.get("date", ""), " · ".join(filled))
        return
    if said.get("date"):
        _leave_untitled(reader)
    line = _line(reader, row.line, said)
    reader.untitled = None
    reader.last_date = line.date or reader.last_date
    reader.lines.append(line)


def _guess_columns(reader: _Reader, rows: Sequence[Cells]) -> None:
    """Without a heading: a known city or country tells the place, else the longest is the title."""

    def is_place(text: str) -> bool:
        found = places.read(text, reader.cities)
        return bool(found.code or found.is_virtual)

    several = [each.cells for each in rows if len(each.cells) > 1]
    reader.columns = columns.by_content(several, is_place)
    at = {name: index for index, name in reader.columns.items()}
    told = at.get("place")
    reader.is_doubtful = told is not None and not any(
        is_place(cells[told]) for cells in several if told < len(cells)
    )


def _is_title_alone(said: Mapping[str, str]) -> bool:
    """A row below a date that stands for several: its title is no date and no note."""
    title = said.get("title", "")
    return bool(title) and not dates.is_date(title) and not title.startswith("*")


def _untitled(reader: _Reader, number: int, date: str, text: str) -> None:
    """A row without a title is left out, unless the next one lacks just its date."""
    _leave_untitled(reader)
    if date and dates.is_date(date, year=reader.year):
        reader.untitled, reader.last_date = (number, text), date
    else:
        reader.left_out.append((number, text[:200]))


def _leave_untitled(reader: _Reader) -> None:
    if reader.untitled is not None:
        number, text = reader.untitled
        reader.left_out.append((number, text[:200]))
        reader.untitled = None


def _heading(reader: _Reader, number: int, text: str) -> None:
    """A row alone: a month or a year heads what follows; a note is left out."""
    said = dates.read(text, year=reader.year or 2000)
    if (
        dates.is_date(text)
        and said.starts_on
        and said.precision in (Precision.MONTH, Precision.YEAR)
    ):
        if not any(doubt.code == "no_year" for doubt in said.doubts):
            reader.year = said.starts_on.year
        reader.last_date = text
        return
    if said.starts_on and dates.is_date(text):
        _untitled(reader, number, text, text)
        return
    words = text.split()
    years = [int(word) for word in words if word.isdigit() and 1900 <= int(word) <= 2199]
    if len(years) == 1 and len(words) <= 8:
        reader.year = years[0]
    elif text and not text.startswith("*"):
        reader.left_out.append((number, text[:200]))


def _line(reader: _Reader, number: int, said: Mapping[str, str]) -> Line:
    title, below = _title(said["title"], reader.cities, has_place=bool(said.get("place")))
    place = places.read(said.get("place", "") or below, reader.cities)
    city, country = said.get("city") or place.city, said.get("country") or place.country
    is_virtual = place.is_virtual or places.is_virtual(city)
    organizer = " ".join(said.get("organizer", "").split())
    named = said.get("kind", "")
    kind = reader.kinds.get(fold(named)) or guesses.kind_named(named) or guesses.kind(title) or ""
    part = guesses.involvement(said.get("involvement", "")) or guesses.part(title, organizer, kind)
    date = " ".join(said.get("date", "").split())
    return Line(
        number=number,
        date=date or reader.last_date,
        above="" if date else reader.last_date,
        above_line=reader.untitled[0] if reader.untitled and not date else 0,
        title=title,
        city="" if places.is_virtual(city) else city,
        country=country,
        organizer=organizer,
        kind=kind,
        involvement=part,
        year=reader.year,
        is_virtual=is_virtual,
    )


def _title(text: str, cities: Mapping[str, str], *, has_place: bool) -> tuple[str, str]:
    """The title, and the line below it that tells the place where no column does."""
    lines = [line for line in text.split("\n") if line]
    if len(lines) > 1 and not has_place and places.is_place(lines[-1], cities):
        return " ".join(lines[:-1]), lines[-1]
    return " ".join(lines), ""
