"""What there is to choose from: code lists whole, and what the filters of a list offer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from meetings import reference
from meetings.calendar.models import CalendarVersion, Kind, Meeting
from meetings.calendar.queries.lists import Filters, fitting
from meetings.calendar.rules import Codes
from meetings.db import db, read_rows
from meetings.directory import countries
from meetings.directory.models import Body, Coded, Theme


@dataclass(frozen=True)
class Options:
    """What the filters offer: codes with names, only those that some meeting bears; the years."""

    kinds: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    countries: tuple[tuple[str, str], ...]
    years: tuple[int, ...]


def codes() -> Codes:
    """The kinds, bodies and themes that exist."""
    return Codes(
        kinds={kind.code: kind.body_code for kind in db.session.scalars(select(Kind))},
        bodies=frozenset(db.session.scalars(select(Body.code))),
        themes=frozenset(db.session.scalars(select(Theme.code))),
    )


def kinds() -> list[Kind]:
    """The kinds of meetings in their order."""
    return list(db.session.scalars(select(Kind).order_by(Kind.sort)))


def bodies() -> list[Body]:
    """The bodies that convene, in their order."""
    return list(db.session.scalars(select(Body).order_by(Body.sort)))


def themes() -> list[Theme]:
    """What a meeting may be about, in the order of the list."""
    return list(db.session.scalars(select(Theme).order_by(Theme.sort)))


def options(lang: str) -> Options:
    """The filters' choices over what is published; one statement, and a second after a change.

    They are kept for as long as the calendar's version stands, which each write to what is
    published raises. The latest meeting's uid tells one database from another.
    """
    stands = read_rows(_STANDS, {}).first()
    if stands is None:
        return _options(lang)
    key = (lang, tuple(stands))
    kept = _kept.get(lang)
    if kept is None or kept[0] != key:
        kept = _kept[lang] = (key, _options(lang))
    return kept[1]


_STANDS = select(
    CalendarVersion.version,
    CalendarVersion.changed_at,
    select(Meeting.uid).order_by(Meeting.id.desc()).limit(1).scalar_subquery(),
)
_kept: dict[str, tuple[object, Options]] = {}


def _options(lang: str) -> Options:
    shown = fitting(Filters())
    borne: dict[str, set[str]] = {"kind": set(), "body": set(), "country": set(), "years": set()}
    columns: tuple[tuple[str, ColumnElement[Any]], ...] = (
        ("kind", Meeting.kind_code.expression),
        ("body", Meeting.body_code.expression),
        ("country", Meeting.country.expression),
        ("years", cast(_year(Meeting.starts_on) * 10_000 + _year(Meeting.ends_on), String)),
    )
    parts = [select(literal(name), each).where(*shown).group_by(each) for name, each in columns]
    for name, code in db.session.execute(union_all(*parts)):
        if code:
            borne[name].add(code)
    spans = [divmod(int(code), 10_000) for code in borne["years"]]
    return Options(
        kinds=tuple(_named("kinds.csv", Kind, borne["kind"], lang=lang)),
        bodies=tuple(_named("bodies.csv", Body, borne["body"], lang=lang)),
        countries=tuple(
            each for each in countries.names(lang).items() if each[0] in borne["country"]
        ),
        years=tuple(_covered(spans)),
    )


def _named(
    filename: str, model: type[Kind | Body], borne: Collection[str], *, lang: str
) -> list[tuple[str, str]]:
    """Codes with their names, in the order of the reference data; what was added comes last."""
    listed = [(row["code"], row[f"name_{lang}"]) for row in reference.rows(filename)]
    found = [(code, name) for code, name in listed if code in borne]
    added = set(borne) - {code for code, _name in listed}
    if not added:
        return found
    rows: Iterable[Coded] = db.session.scalars(
        select(model).where(model.code.in_(added)).order_by(model.sort)
    )
    return [*found, *((row.code, row.name(lang)) for row in rows)]


def years(*, drafts: bool = False) -> list[int]:
    """The years that have meetings."""
    first, last = _year(Meeting.starts_on), _year(Meeting.ends_on)
    wanted = select(first, last).where(*fitting(Filters(drafts=drafts))).distinct()
    return _covered(db.session.execute(wanted).all())


def _year(day: InstrumentedAttribute[date]) -> ColumnElement[int]:
    return cast(func.extract("year", day), Integer)


def _covered(spans: Iterable[tuple[int, int]]) -> list[int]:
    return sorted({year for first, last in spans for year in range(first, last + 1)})
