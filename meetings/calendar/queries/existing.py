"""What the calendar already knows, for what is brought in: meetings by their days, cities."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from meetings.calendar.models import Meeting
from meetings.calendar.names import names
from meetings.calendar.queries.lists import Filters, Row, joined
from meetings.calendar.rules.known import Existing
from meetings.calendar.written.places import key
from meetings.db import db


def existing(first: date, last: date) -> list[Existing]:
    """Every meeting that begins between two days (inclusive), a draft too; one statement."""
    found = db.session.execute(
        select(
            Meeting.slug,
            Meeting.title,
            Meeting.starts_on,
            Meeting.ends_on,
            Meeting.precision,
            Meeting.city,
            Meeting.country,
            Meeting.kind_code,
            Meeting.number,
        ).where(Meeting.starts_on.between(first, last))
    )
    return [Existing(*row) for row in found]


def cities() -> dict[str, str]:
    """The country of each city (by places.key, in every language) that most meetings there name."""
    found = db.session.execute(
        select(Meeting.city, Meeting.country, func.count())
        .where(Meeting.city != "", Meeting.country.is_not(None))
        .group_by(Meeting.city, Meeting.country)
    )
    counted: dict[str, Counter[str]] = {}
    for city, country, times in found:
        if country is None:
            continue
        for name in {city, *names("city", city).values()}:
            counted.setdefault(key(name), Counter())[country] += times
    return {city: countries.most_common(1)[0][0] for city, countries in counted.items()}


def made_at(at: datetime, lang: str) -> list[Row]:
    """The meetings that one import made, drafts too, in the order of their dates."""
    return _rows(joined(Filters(drafts=True), lang).where(Meeting.created_at == at))


def changed_at(at: datetime, lang: str) -> list[Row]:
    """The meetings that were there and that one import changed, drafts too."""
    return _rows(
        joined(Filters(drafts=True), lang).where(Meeting.changed_at == at, Meeting.created_at != at)
    )


def _rows(wanted: Select[Any]) -> list[Row]:
    found = db.session.execute(wanted.order_by(Meeting.starts_on, Meeting.id))
    return [Row(*row) for row in found]
