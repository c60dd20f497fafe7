"""The public feeds: the calendar as it is filtered, for programs and for websites; one meeting.

Whether anything changed is decided from the one version row, before anything else is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.anonymous import anonymous
from meetings.calendar import ical, queries
from meetings.errors import Refused
from meetings.feeds import atom, forms
from meetings.feeds.views import answers
from meetings.feeds.views.answers import Copy, copy_of
from meetings.feeds.views.blueprint import bp

KEPT = 512
SHORT = 100  # characters of a query with which no address is too long
ATOM = "application/atom+xml"


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: the language, what else, the calendar's name; all as one text."""

    lang: str
    asked: forms.Asked
    name: str
    told: str


@bp.get("/calendar.ics", provide_automatic_options=False)
@anonymous
def calendar() -> ResponseReturnValue:
    """What is published and fits the calendar's filters; with `planning=1` the coarser ones too."""

    def text(wanted: Wanted, _copy: Copy) -> bytes:
        at, asked = clock.now(), wanted.asked
        vevents = queries.vevents(asked.filters, wanted.lang, at=at, planning=asked.planning)
        return ical.calendar(vevents, wanted.name, wanted.lang)

    return _answered(text)


@bp.get("/calendar.atom", provide_automatic_options=False)
@anonymous
def news() -> ResponseReturnValue:
    """The same meetings for websites and feed readers, those changed last first."""

    def text(wanted: Wanted, copy: Copy) -> bytes:
        asked, lang = wanted.asked, wanted.lang
        rows = queries.feed_rows(asked.filters, lang, planning=asked.planning)
        chosen = forms.written(asked)
        own = urlencode(chosen | {"lang": lang})
        with language.reading(lang):
            source = atom.Source(
                address=f"{language.address('feeds.news', lang=lang)}?{own}",
                page=language.address("calendar.index", lang=lang, **chosen),
                title=wanted.name,
                author=_("Inter-American Commission of Women"),
                lang=lang,
                changed_at=copy.changed_at,
            )
            pages = language.address("calendar.index", lang=lang).removesuffix("calendar")
            return atom.feed(source, [atom.entry(row, pages + "meetings/") for row in rows])

    return _answered(text, ending="atom", mimetype=ATOM)


def _answered(
    text: Callable[[Wanted, Copy], bytes], *, ending: str = "ics", mimetype: str = ""
) -> Response:
    """304, a refusal in words, or the text of what the address asks for."""
    try:
        if len(request.query_string) > SHORT:
            forms.check_address(_address())
        wanted = _wanted(request.query_string, language.current())
        copy = _copy(ending, wanted.told)
        if copy.is_named():
            return copy.unchanged()
        filters = wanted.asked.filters
        if filters.kind or filters.body:
            with language.reading(wanted.lang):
                forms.check(filters, queries.codes())
    except Refused as refusal:
        return answers.refused(refusal)
    if copy.is_held():
        return copy.unchanged()
    return copy.answer(
        lambda: text(wanted, copy), name=wanted.name, ending=ending, mimetype=mimetype
    )


def _address() -> str:
    """The address as it was asked for, not decoded."""
    return f"{request.host_url}{request.path[1:]}?{request.query_string.decode('latin-1')}"


@lru_cache(KEPT)
def _wanted(query: bytes, preferred: str) -> Wanted:
    """Read the request's query, once for all: programs ask for the same again and again."""
    del query  # tells the addresses apart; read as the request's own arguments
    lang = forms.read_language(request.args, preferred=preferred)
    with language.reading(lang):
        asked, name = forms.read(request.args), _("Calendar of meetings")
        if year := request.args.get("year", "").strip():  # its parts are told apart by their names
            name = f"{name} {year}"
    told = (*astuple(asked.filters), asked.planning, ical.calendar((), name, lang))
    return Wanted(lang, asked, name, repr(told))


@bp.get("/meetings/<slug>.ics", provide_automatic_options=False)
@anonymous
def meeting(slug: str) -> ResponseReturnValue:
    """One published meeting, however coarsely its date is known; an earlier address redirects.

    One that was taken back is told as cancelled for a while, at each address that it had.
    """
    try:
        lang = forms.read_language(request.args, preferred=language.current())
    except Refused as refusal:
        return answers.refused(refusal)
    copy = _copy(slug, lang)
    if copy.is_named():
        return copy.unchanged()
    found = queries.by_slug(slug)
    gone = None if found else queries.withdrawn_by_slug(slug, at=clock.now())
    with language.reading(lang):
        name = _("Calendar of meetings")
        if not (found or gone):
            return answers.refused(Refused(_("There is no calendar at this address.")), 404)
    if found and found.slug != slug:
        asked: dict[str, Any] = request.args.to_dict()
        return redirect(url_for("feeds.meeting", **(asked | {"slug": found.slug})), 308)
    if copy.is_held():
        return copy.unchanged()
    text = queries.text_of((found or gone).id, lang)  # type: ignore[union-attr]  # one of them is
    name = text.title if found else name
    return copy.answer(lambda: ical.calendar([text.vevent], name, lang), name=slug)


@bp.route("/calendar.ics", methods=["OPTIONS"])
@bp.route("/calendar.atom", methods=["OPTIONS"])
@bp.route("/meetings/<slug>.ics", methods=["OPTIONS"])
@anonymous
def preflight(slug: str = "") -> ResponseReturnValue:
    """Pages of other sites may read what anybody may."""
    del slug  # the same for all
    return answers.preflight()


def _copy(*asked: object) -> Copy:
    """The present copy of what is asked for, from the one version row."""
    return _copy_of(*queries.committed_version(), *asked)


@lru_cache(KEPT)
def _copy_of(version: int, changed_at: datetime, *asked: object) -> Copy:
    return copy_of(version, *asked, changed_at=changed_at)
