"""The public feeds: the calendar as it is filtered, and one meeting.

Whether anything changed is decided from the one version row, before anything else is read.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import language
from meetings.calendar import ical, queries
from meetings.errors import Refused
from meetings.feeds import forms
from meetings.feeds.views.answers import Copy, copy_of, refused
from meetings.feeds.views.blueprint import bp
from meetings.permissions import public

KEPT = 512


@bp.get("/calendar.ics")
@public
def calendar() -> ResponseReturnValue:
    """What is published and fits the calendar's filters; with `planning=1` the coarser ones too."""
    try:
        wanted = _wanted(request.query_string, language.current())
        copy = _copy(wanted.told)
        if copy.is_held():
            return copy.unchanged()
        with language.reading(wanted.lang):
            forms.check(wanted.asked.filters, queries.codes())
    except Refused as refusal:
        return refused(refusal)
    asked, name = wanted.asked, wanted.name

    def body() -> bytes:
        entries = queries.vevents(asked.filters, wanted.lang, planning=asked.planning)
        return ical.calendar(entries, name, wanted.lang)

    return copy.answer(body, name=name)


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: the language, what else, the calendar's name; all as one text."""

    lang: str
    asked: forms.Asked
    name: str
    told: str


@lru_cache(KEPT)
def _wanted(query: bytes, preferred: str) -> Wanted:
    """Read the request's query, once for all: programs ask for the same again and again."""
    del query  # tells the addresses apart; read as the request's own arguments
    lang = forms.read_language(request.args, preferred=preferred)
    with language.reading(lang):
        asked, name = forms.read(request.args), _("Calendar of meetings")
    told = (*astuple(asked.filters), asked.planning, ical.calendar((), name, lang))
    return Wanted(lang, asked, name, repr(told))


@bp.get("/meetings/<slug>.ics")
@public
def meeting(slug: str) -> ResponseReturnValue:
    """One published meeting, however coarsely its date is known; an earlier address redirects."""
    try:
        lang = forms.read_language(request.args, preferred=language.current())
    except Refused as refusal:
        return refused(refusal)
    copy = _copy(slug, lang)
    if copy.is_named():
        return copy.unchanged()
    found = queries.by_slug(slug)
    if found is None:
        abort(404)
    if found.slug != slug:
        asked: dict[str, Any] = request.args.to_dict()
        return redirect(url_for("feeds.meeting", **(asked | {"slug": found.slug})), 308)
    if copy.is_held():
        return copy.unchanged()
    text = queries.text_of(found.id, lang)
    return copy.answer(lambda: ical.calendar([text.vevent], text.title, lang), name=slug)


def _copy(*asked: object) -> Copy:
    """The present copy of what is asked for, from the one version row."""
    version, changed_at = queries.version()
    return copy_of(version, *asked, changed_at=changed_at)
