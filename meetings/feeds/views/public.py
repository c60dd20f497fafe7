"""The public feeds: the calendar as it is filtered, and one meeting.

Whether anything changed is decided from the one version row, before anything else is read.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import language
from meetings.calendar import ical, queries
from meetings.errors import Refused
from meetings.feeds import forms
from meetings.feeds.views.blueprint import bp
from meetings.localized import fold
from meetings.permissions import public

KEPT = 512


@dataclass(frozen=True)
class Copy:
    """How a client's copy of a feed is told from another one."""

    etag: str
    changed_at: datetime

    def is_held(self) -> bool:
        """Whether the client already has this copy."""
        if request.if_none_match:
            return request.if_none_match.contains_weak(self.etag)
        since = request.if_modified_since
        return since is not None and since >= self.changed_at

    def answer(self, body: bytes | None, *, filename: str = "") -> Response:
        """The calendar; without `body` 304, for a client that has it."""
        response = Response(body, 200 if body else 304, mimetype="text/calendar")
        if filename:
            response.headers["Content-Disposition"] = f'attachment; filename="{filename}.ics"'
        response.set_etag(self.etag)
        response.last_modified = self.changed_at
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.add("Accept-Language")
        return response


@bp.get("/calendar.ics")
@public
def calendar() -> ResponseReturnValue:
    """What is published and fits the calendar's filters; with `planning=1` the coarser ones too."""
    try:
        wanted = _wanted(request.query_string, language.current())
        copy = _copy(wanted.told)
        if copy.is_held():
            return copy.answer(None)
        with language.reading(wanted.lang):
            forms.check(wanted.asked.filters, queries.codes())
    except Refused as refusal:
        return _refused(refusal)
    asked, name = wanted.asked, wanted.name
    entries = queries.vevents(asked.filters, wanted.lang, planning=asked.planning)
    filename = "-".join(fold(name).split())
    return copy.answer(ical.calendar(entries, name, wanted.lang), filename=filename)


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
        return _refused(refusal)
    copy = _copy(slug, lang)
    if copy.is_held():
        return copy.answer(None)
    found = queries.by_slug(slug)
    if found is None:
        abort(404)
    if found.slug != slug:
        asked: dict[str, Any] = request.args.to_dict()
        return redirect(url_for("feeds.meeting", **(asked | {"slug": found.slug})), 308)
    text = queries.text_of(found.id, lang)
    return copy.answer(ical.calendar([text.vevent], text.title, lang), filename=slug)


def _copy(*asked: object) -> Copy:
    """The present copy of what is asked for, from the one version row."""
    version, changed_at = queries.version()
    told = repr((version, changed_at.isoformat(), *asked))
    return Copy(f"{version}-{hashlib.sha256(told.encode()).hexdigest()[:20]}", changed_at)


def _refused(refusal: Refused) -> Response:
    """A plain sentence: calendar programs show no pages."""
    response = Response(f"{refusal}\n", 400, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
