"""The feed that a page offers to subscribe to: what it shows, at an address of its own."""

from __future__ import annotations

from flask_babel import gettext as _

from meetings import language
from meetings.calendar.forms import CODES, DATES, Asked
from meetings.calendar.rules.subscribing import Feed, feed
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
    return _of(chosen, lang, name=_("Calendar of meetings"), period=period)


def of_body(code: str, lang: str, *, name: str) -> Feed:
    """The feed of a body's meetings."""
    return _of({"body": code}, lang, name=name)


def _of(
    chosen: dict[str, str], lang: str, *, name: str, period: dict[str, str] | None = None
) -> Feed:
    base = language.address("feeds.calendar", lang=lang)
    return feed(base, chosen, lang=lang, name=name, period=period)
