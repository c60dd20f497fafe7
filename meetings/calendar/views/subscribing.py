"""The feed that a page offers to subscribe to: what it shows, at an address of its own."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _

from meetings import language
from meetings.calendar import queries
from meetings.calendar.forms import CODES, DATES, Asked
from meetings.calendar.queries import Filters
from meetings.calendar.rules.subscribing import Feed, Part, feed
from meetings.localized import fold


def of_page(asked: Asked, lang: str, *, is_year: bool) -> Feed:
    """The feed with the page's filters and language; a month or a year looked at is no filter.

    `is_year`: the page's period is exactly one year.
    """
    chosen = {key: value for key in CODES if (value := asked.raw.get(key))}
    if words := fold(asked.filters.q or ""):
        chosen["q"] = words  # as they are searched: shorter, and the same in every program
    if asked.view == "list" and (chosen or not is_year):
        chosen |= {key: value for key in DATES if (value := asked.raw.get(key))}
    days = {"from": asked.filters.from_, "to": asked.filters.to}
    period = {key: day.isoformat() for key, day in days.items() if day}
    found = _of(chosen, lang, name=_("Calendar of meetings"), period=period)
    return _by_year(found, asked.filters, chosen, lang)


def of_body(code: str, lang: str, *, name: str) -> Feed:
    """The feed of a body's meetings."""
    return _of({"body": code}, lang, name=name)


def _by_year(whole: Feed, filters: Filters, chosen: dict[str, str], lang: str) -> Feed:
    """The feed with its years, when programs take long with it or refuse it."""
    if not any(key in chosen for key in DATES):
        filters = replace(filters, from_=None, to=None)
    size = queries.settled_size(filters, lang)
    if not size.is_large:
        return whole
    plain = {key: value for key, value in chosen.items() if key not in DATES}
    parts = tuple(
        Part(
            each.year,
            each.meetings,
            _of(
                plain | {"year": str(each.year)}, lang, name=f"{whole.plain.name} {each.year}"
            ).plain,
        )
        for each in size.years
    )
    return replace(whole, octets=size.octets, parts=parts)


def _of(
    chosen: dict[str, str], lang: str, *, name: str, period: dict[str, str] | None = None
) -> Feed:
    base = language.address("feeds.calendar", lang=lang)
    return feed(base, chosen, lang=lang, name=name, period=period)
