"""The order of precedence of States at a meeting."""

from __future__ import annotations

import random

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt, press
from meetings.calendar import queries as calendar
from meetings.delegations.forms import precedence_form
from meetings.delegations.operations import protocol as operations
from meetings.delegations.queries import overview as queries
from meetings.delegations.views.blueprint import bp
from meetings.delegations.views.desks import meeting_of
from meetings.directory import countries
from meetings.permissions import Right, allow
from meetings.registration import queries as registration


@bp.route("/manage/meetings/<slug>/precedence", methods=["GET", "POST"])
@allow(Right.MANAGE)
def precedence(slug: str) -> ResponseReturnValue:
    """How States follow each other: by lot, in the alphabet of a language, in an own order."""
    meeting, lang = meeting_of(slug), language.current()
    plan, names = registration.plan(meeting.id), countries.names(lang)
    order = queries.in_order(meeting.id)
    places = {f"place_{code}": number for code, number in queries.places(meeting.id).items()}
    form = precedence_form(
        [(code, names[code]) for code in order],
        precedence=plan.precedence,
        language=plan.precedence_language,
        **places,
    )
    answer = attempt(
        form,
        lambda: operations.set_precedence(
            meeting_of(slug),
            form.precedence.data,
            language=form.language.data,
            places=form.places(),
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The order of precedence is kept."),
        to=url_for("delegations.precedence", slug=slug),
    )
    if answer is not None:
        return answer
    page = render_template(
        "delegations/precedence.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        form=form,
        asks_again=bool(places) and request.args.get("ask") == "again",
        fields=[form[f"place_{code}"] for code in order],
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/manage/meetings/<slug>/precedence/lots")
@allow(Right.MANAGE)
def draw_lots(slug: str) -> ResponseReturnValue:
    """Let the lot decide; it stays until somebody draws again or writes another order. Over places
    that there are it is drawn only when asked once more."""
    meeting = meeting_of(slug)
    if queries.places(meeting.id) and "again" not in request.form:
        return redirect(url_for("delegations.precedence", slug=slug, ask="again"), 303)
    return press(
        lambda: operations.draw_lots(
            meeting,
            countries.state_codes(),
            chance=random.SystemRandom(),
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The lots are drawn."),
        to=url_for("delegations.precedence", slug=slug),
    )
