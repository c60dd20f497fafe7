"""Meetings in lists: cheap rows of one language, found by filters in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    false,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db, read_rows
from meetings.localized import fold, like
from meetings.lookup import every_word
from meetings.pagination import Page, offset

PAGE_SIZE = 50


@dataclass(frozen=True)
class Filters:
    """What a reader wants to see; days inclusive, a meeting that overlaps them is in.

    `q` is searched word by word, without regard to accents and case; `drafts` adds what is
    not published.
    """

    from_: date | None = None
    to: date | None = None
    kind: str | None = None
    body: str | None = None
    country: str | None = None
    involvement: str | None = None
    q: str | None = None
    drafts: bool = False


class Row(NamedTuple):
    """A meeting as lists show it, in one language; `title_lang` is the title's own language."""

    slug: str
    title: str
    title_lang: str
    dates: str
    place: str
    kind: str
    body: str
    status: str
    precision: str
    starts_on: date
    ends_on: date
    involvement: str
    organizer: str
    mode: str
    kind_code: str
    body_code: str | None
    country: str | None
    published_at: datetime | None
    id: int


_COLUMNS: Any = (
    Meeting.slug,
    MeetingText.title,
    MeetingText.title_lang,
    MeetingText.dates,
    MeetingText.place,
    MeetingText.kind,
    MeetingText.body,
    Meeting.status,
    Meeting.precision,
    Meeting.starts_on,
    Meeting.ends_on,
    Meeting.involvement,
    Meeting.organizer,
    Meeting.mode,
    Meeting.kind_code,
    Meeting.body_code,
    Meeting.country,
    Meeting.published_at,
    Meeting.id,
)


CODED: dict[str, InstrumentedAttribute[Any]] = {
    "kind": Meeting.kind_code,
    "body": Meeting.body_code,
    "country": Meeting.country,
    "involvement": Meeting.involvement,
}


def listing(
    filters: Filters, lang: str, *, page: int = 1, size: int = PAGE_SIZE, newest_first: bool = False
) -> Page[Row]:
    """A page of the meetings that fit, in the order of their dates; one too far is the last."""
    values = _values(filters)
    statement = _statement(frozenset(values), drafts=filters.drafts, newest_first=newest_first)
    values |= {"lang": lang, "size": size, "start": offset(page, size)}
    found = read_rows(statement, values).all()
    if not found and page > 1:
        query = joined(filters, lang)
        return _page(query, page=page, size=size, newest_first=newest_first)
    total = found[0][-1] if found else 0
    return Page([Row(*row[:-1]) for row in found], max(page, 1), size, total)


def _values(filters: Filters) -> dict[str, Any]:
    """What is looked for, by name; what is not asked for is not there."""
    words = fold(filters.q or "").split()
    asked = {name: getattr(filters, name) for name in ("from_", "to", *CODED)}
    asked |= {f"word_{number}": like(word) for number, word in enumerate(words)}
    return {name: value for name, value in asked.items() if value}


@lru_cache(256)
def _statement(names: frozenset[str], *, drafts: bool, newest_first: bool) -> Select[Any]:
    """The list's statement for the filters of these names: made once, for that costs as much as
    running it."""
    conditions: list[ColumnElement[bool]] = []
    if not drafts:
        conditions.append(Meeting.published_at.is_not(None))
    for name in sorted(names):
        if name == "from_":
            conditions.append(Meeting.ends_on >= bindparam(name))
        elif name == "to":
            conditions.append(Meeting.starts_on <= bindparam(name))
        elif name in CODED:
            conditions.append(CODED[name] == bindparam(name))
        else:
            conditions.append(Meeting.search.like(bindparam(name), escape="\\"))
    count = select(func.count(Meeting.id)).where(*conditions).correlate(None).scalar_subquery()
    text = and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == bindparam("lang"))
    order = [Meeting.starts_on, Meeting.ends_on, Meeting.id]
    return (
        select(*_COLUMNS, count)
        .join(MeetingText, text)
        .where(*conditions)
        .order_by(*([each.desc() for each in order] if newest_first else order))
        .limit(bindparam("size", type_=Integer))
        .offset(bindparam("start", type_=Integer))
    )


def managed(
    lang: str,
    *,
    state: str = "all",
    q: str = "",
    within: Collection[int] | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """A page of the officer's meetings, the newest first; `state` is all, published or drafts.

    `within` limits to these meetings' ids, None to none.
    """
    query = joined(Filters(q=q, drafts=state != "published"), lang)
    if state == "drafts":
        query = query.where(Meeting.published_at.is_(None))
    if within is not None:
        query = query.where(Meeting.id.in_(within) if within else false())
    return _page(query, page=page, size=size, newest_first=True)


def between(filters: Filters, lang: str, *, first: date, last: date) -> list[Row]:
    """All meetings that fit and overlap some days (inclusive), coarser ones among them."""
    query = joined(replace(filters, from_=first, to=last), lang)
    found = db.session.execute(query.order_by(Meeting.starts_on, Meeting.ends_on, Meeting.id))
    return [Row(*row) for row in found]


def fitting(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that a meeting fits the filters."""
    found: list[ColumnElement[bool]] = []
    if not filters.drafts:
        found.append(Meeting.published_at.is_not(None))
    if filters.from_:
        found.append(Meeting.ends_on >= filters.from_)
    if filters.to:
        found.append(Meeting.starts_on <= filters.to)
    for name, column in CODED.items():
        if value := getattr(filters, name):
            found.append(column == value)
    return [*found, every_word(Meeting.search, filters.q or "")]


def joined(filters: Filters, lang: str) -> Select[Any]:
    """The rows of the meetings that fit, in one language; to be ordered."""
    text = and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == lang)
    return select(*_COLUMNS).join(MeetingText, text).where(*fitting(filters))


def _page(query: Select[Any], *, page: int, size: int, newest_first: bool) -> Page[Row]:
    """One statement: the count looks at meetings only, the rows come in the index's order."""
    order = [Meeting.starts_on, Meeting.ends_on, Meeting.id]
    count = query.with_only_columns(func.count(Meeting.id), maintain_column_froms=True)
    counted = query.add_columns(count.scalar_subquery()).limit(size)
    counted = counted.order_by(*([each.desc() for each in order] if newest_first else order))
    found = db.session.execute(counted.offset(offset(page, size))).all()
    if not found and page > 1:
        total = db.session.scalar(count) or 0
        return _page(query, page=max(1, -(-total // size)), size=size, newest_first=newest_first)
    total = found[0][-1] if found else 0
    return Page([Row(*row[:-1]) for row in found], max(page, 1), size, total)
