"""A personal feed, at its secret address.

Whether a program's copy is the present one is decided before anything is rendered: from the
calendar's version, which is read with the address, and from what the feed holds (registrations,
terms, ways to join, sessions), which have no version of their own and are a few rows of one reader.
"""

from __future__ import annotations

from datetime import date, datetime

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.anonymous import anonymous
from meetings.errors import Refused
from meetings.feeds import forms, queries, rules
from meetings.feeds.models import FeedAddress
from meetings.feeds.views.answers import copy_of, refused
from meetings.feeds.views.blueprint import bp
from meetings.feeds.views.entries import calendar_of


@bp.get("/feeds/<token>.ics")
@anonymous
def personal(token: str) -> ResponseReturnValue:
    """What its reader is registered or convened to; a forged address is answered as a revoked
    one, after the same reading."""
    opened = queries.by_token(token)
    at = clock.now()
    held = queries.contents(opened.address, on=_day(at), at=at) if opened else None
    if opened is None or held is None:
        return _unseen(Response(_("There is no calendar at this address.") + "\n", 404))
    address = opened.address
    try:
        lang = forms.read_language(request.args, preferred=address.language)
    except Refused as refusal:
        return _unseen(refused(refusal))
    copy = copy_of(
        *(opened.version, address.public_id, address.generation, lang, held),
        changed_at=max(opened.changed_at, address.changed_at),
        is_public=False,
    )
    if copy.is_named():
        return _unseen(copy.unchanged())
    name = _name(address, lang)
    return _unseen(copy.answer(lambda: calendar_of(held, name, lang), name=name))


def _name(address: FeedAddress, lang: str) -> str:
    if address.body is not None:
        return address.body.name(lang)
    with language.reading(lang):
        return str(rules.NAMES[address.scope])


def _day(at: datetime) -> date:
    return clock.local_day(at, current_app.config["SETTINGS"].time_zone)


def _unseen(response: Response) -> Response:
    """For its reader only: no cache of others, no search engine, no address told to anybody."""
    if response.status_code >= 400:
        response.mimetype = "text/plain"
        response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
