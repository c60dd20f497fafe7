"""What is stored about her, on a page of her own link: categories, consents, export, erasure."""

from __future__ import annotations

from flask import (
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, formats, language
from meetings.actor import Actor, ActorKind
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.privacy.queries import kept
from meetings.privacy.views.blueprint import bp
from meetings.registration import operations as registration
from meetings.registration import queries
from meetings.registration.models import Participation
from meetings.registration.rules import consents


@bp.get("/my/<token>/data")
@public
def data(token: str) -> ResponseReturnValue:
    """What is kept, why, until when, who reads it; what she agreed to; what she may ask for."""
    found, lang, at = person_of(token), language.current(), clock.now()
    settings = current_app.config["SETTINGS"]
    today, zone = clock.local_day(at, settings.time_zone), found.meeting.time_zone
    page = render_template(
        "privacy/data.html",
        participation=found,
        about=calendar.text_of(found.meeting_id, lang),
        lines=kept.lines(found, lang, usual_days=settings.retention_days, today=today),
        agreed_on=formats.instant(found.created_at, zone, lang),
        consents=queries.consents(found),
        instant=lambda value: formats.instant(value, zone, lang) if value else "",
        names=consents.NAMES,
        asked=consents.ASKED,
        effects=consents.EFFECTS,
        token=token,
    )
    return unseen(page)


@bp.post("/my/<token>/data/<any(list, images, future):purpose>/<any(give, withdraw):verb>")
@public
@limit_posts("30 per minute")
def consent(token: str, purpose: str, verb: str) -> ResponseReturnValue:
    """She agrees to a purpose, or no longer does."""
    found = person_of(token)
    by, at = Actor(ActorKind.LINK, found.public_id, "own link"), clock.now()
    act = registration.give_consent if verb == "give" else registration.withdraw_consent
    with transaction():
        act(found, consents.Purpose(purpose), by=by, at=at)
    flash(_("You agree to this now.") if verb == "give" else _("You no longer agree to this."))
    return redirect(url_for("privacy.data", token=token, _anchor="consents"), 303)


def person_of(token: str) -> Participation:
    """The registration behind a link; 404 for a forged or revoked one."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    return found


def unseen(page: str | bytes, status: int = 200) -> Response:
    """Never kept by a cache, its address told to nobody."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
