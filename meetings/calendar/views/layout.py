"""How the public calendar is laid out: groups, steps, years, chips, tabs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext as _

from meetings import formats
from meetings.calendar import grid
from meetings.calendar.forms import CODES, Asked
from meetings.calendar.models import Involvement, Precision
from meetings.calendar.queries import Filters, Options
from meetings.calendar.rules import FIRST_YEAR, LAST_YEAR
from meetings.directory import countries
from meetings.reference import rows as reference_rows

BY_YEAR = frozenset({Precision.SEASON, Precision.YEAR})


def known_codes(options: Options) -> dict[str, Collection[str]]:
    """The codes that make sense in an address, whether or not a meeting bears them."""
    kinds = {row["code"] for row in reference_rows("kinds.csv")} | {c for c, _n in options.kinds}
    bodies = {row["code"] for row in reference_rows("bodies.csv")} | {c for c, _n in options.bodies}
    return {"kind": kinds, "body": bodies, "country": countries.names("en").keys()}


def heading(words: str) -> str:
    """Words that begin a line: "mayo de 2003" becomes "Mayo de 2003"."""
    return words[:1].upper() + words[1:]


def within_year(filters: Filters, year: int) -> Filters:
    """The same filters within one year."""
    return replace(filters, from_=date(year, 1, 1), to=date(year, 12, 31))


def only_year(filters: Filters) -> int | None:
    """The year that a period covers exactly, None for any other period."""
    first, last = filters.from_, filters.to
    if first and last and first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
        return first.year
    return None


def groups(rows: Iterable[Any], lang: str) -> list[tuple[str, list[Any]]]:
    """The rows under their months; what is known to a season or a year only under its own words."""
    found: dict[tuple[date, bool, str], list[Any]] = {}
    for row in rows:
        is_wide = row.precision in BY_YEAR
        key = (row.starts_on.replace(day=1), is_wide, row.precision if is_wide else "")
        found.setdefault(key, []).append(row)
    return [(_group_words(*key, lang), members) for key, members in sorted(found.items())]


def _group_words(first: date, is_wide: bool, precision: str, lang: str) -> str:
    if not is_wide:
        return heading(formats.month(first, lang))
    if precision == Precision.YEAR:
        return _("%(year)d, month not settled", year=first.year)
    last = grid.month_bounds(first + timedelta(days=62))[1]
    return heading(f"{formats.month(first, lang)} – {formats.month(last, lang)}")


def weekdays(lang: str, week_starts: int) -> list[tuple[str, str]]:
    """The names of the days, short and long, in the order of the grid."""
    locale = formats.locale(lang)
    short = get_day_names("abbreviated", locale=locale)
    long = get_day_names("wide", locale=locale)
    order = [(week_starts + shift) % 7 for shift in range(7)]
    return [(short[number], long[number]) for number in order]


def month_query(asked: Asked, first: date) -> str:
    """The parameters that show a month as a grid."""
    return asked.query(view="month", **_period(*grid.month_bounds(first)))


def month_step(asked: Asked, first: date, lang: str) -> tuple[str, str] | None:
    """A neighbouring month: its words and its parameters; None where the calendar ends."""
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        return None
    return heading(formats.month(first, lang)), month_query(asked, first)


def year_step(asked: Asked, year: int) -> tuple[str, str] | None:
    """A neighbouring year: its words and its parameters; None where the calendar ends."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return str(year), year_query(asked, year)


def year_query(asked: Asked, year: int) -> str:
    """The parameters that show a whole year, in the list or the year's view."""
    view = asked.query_view and "year"
    return asked.query(view=view, **_period(date(year, 1, 1), date(year, 12, 31)))


def _period(first: date, last: date) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat()}


def years(asked: Asked, shown: int | None, known: Sequence[int]) -> list[tuple[str, str, bool]]:
    """Every year with meetings: words, parameters, whether it is the one shown."""
    return [(str(year), year_query(asked, year), year == shown) for year in known]


def nearest_year(year: int, known: Sequence[int]) -> int | None:
    """The year with meetings that is nearest to an empty one, the later of two."""
    others = [each for each in known if each != year]
    return min(others, key=lambda each: (abs(each - year), -each), default=None)


def tabs(asked: Asked, anchor: date) -> list[tuple[str, str, bool]]:
    """The three views: words, parameters, whether it is the one shown."""
    month, year = grid.month_bounds(anchor), (date(anchor.year, 1, 1), date(anchor.year, 12, 31))
    keep = {} if asked.view == "list" else _period(*(month if asked.view == "month" else year))
    return [
        (_("List"), asked.query(view=None, **keep), asked.view == "list"),
        (_("Month"), asked.query(view="month", **_period(*month)), asked.view == "month"),
        (_("Year"), asked.query(view="year", **_period(*year)), asked.view == "year"),
    ]


def chips(asked: Asked, options: Options, lang: str) -> list[tuple[str, str]]:
    """The filters in force: words, and the parameters without this filter."""
    found = []
    for key in CODES:
        value = asked.raw.get(key)
        if value:
            found.append((_chip_words(key, value, options, lang), asked.query(**{key: None})))
    if asked.raw.get("q"):
        found.append((_("Words: “%(words)s”", words=asked.raw["q"]), asked.query(q=None)))
    if asked.view == "list" and only_year(asked.filters) is None:
        first, last = asked.filters.from_, asked.filters.to
        any_time = asked.query(**{"from": "", "to": last.isoformat() if last else ""})
        if first:
            found.append((_("From %(day)s", day=formats.short_day(first, lang)), any_time))
        any_time = asked.query(**{"from": first.isoformat() if first else "", "to": ""})
        if last:
            found.append((_("Until %(day)s", day=formats.short_day(last, lang)), any_time))
    return found


def _chip_words(key: str, value: str, options: Options, lang: str) -> str:
    if key == "involvement":
        return {
            Involvement.CONVENED: _("Convened by the Secretariat"),
            Involvement.ATTENDED: _("Attended by the Secretariat"),
            Involvement.OBSERVANCE: _("Observance"),
        }[Involvement(value)]
    if key == "country":
        return _("Country: %(name)s", name=countries.name(value, lang))
    name = names_of(options, key, lang).get(value, value)
    return _("Kind: %(name)s", name=name) if key == "kind" else _("Body: %(name)s", name=name)


def names_of(options: Options, key: str, lang: str) -> Mapping[str, str]:
    """The names of kinds or bodies, those without a meeting included."""
    offered = options.kinds if key == "kind" else options.bodies
    listed = reference_rows("kinds.csv" if key == "kind" else "bodies.csv")
    return {row["code"]: row[f"name_{lang}"] for row in listed} | dict(offered)
