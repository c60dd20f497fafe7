"""The feed that a page offers to subscribe to: what it shows, at an address of its own."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _

from meetings import language
from meetings.calendar import queries
from meetings.calendar.forms import CODES, Asked
from meetings.calendar.rules.subscribing import Feed, Part, feed
from meetings.localized import fold


def of_page(asked: Asked, lang: str, *, year: int | None) -> Feed:
    """The feed with the page's filters and language, of all years: one that ended with the period
    looked at would fall silent.

    `year` is the one that the page's period covers exactly: of a large feed only that is offered.
    """
    chosen = {key: value for key in CODES if (value := asked.raw.get(key))}
    if words := fold(asked.filters.q or ""):
        chosen["q"] = words  # as they are searched: shorter, and the same in every program
    days = {"from": asked.filters.from_, "to": asked.filters.to}
    period = {key: day.isoformat() for key, day in days.items() if day}
    size = queries.settled_size(replace(asked.filters, from_=None, to=None), lang)
    if not size.is_large:
        return _of(chosen, lang, name=_("Calendar of meetings"), period=period)
    name = _("Calendar of meetings")
    only = {"year": str(year)} if year else {}
    found = _of(chosen | only, lang, name=f"{name} {year or ''}".strip(), period=period)
    parts = tuple(Part(each.year, each.meetings, _page_of(asked, each.year)) for each in size.years)
    return replace(found, octets=size.octets, parts=parts, year=year)


def _page_of(asked: Asked, year: int) -> str:
    """The query of the page with the same filters that shows a year."""
    return asked.query(view=None, **{"from": f"{year}-01-01", "to": f"{year}-12-31"})


def of_body(code: str, lang: str, *, name: str) -> Feed:
    """The feed of a body's meetings."""
    return _of({"body": code}, lang, name=name)


def _of(
    chosen: dict[str, str], lang: str, *, name: str, period: dict[str, str] | None = None
) -> Feed:
    base = language.address("feeds.calendar", lang=lang)
    return feed(base, chosen, lang=lang, name=name, period=period)
