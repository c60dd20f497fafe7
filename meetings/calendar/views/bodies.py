"""A body's page: what it is, who sits in it on a day, and its meetings."""

from __future__ import annotations

from datetime import date

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock, language
from meetings.calendar.queries import documents
from meetings.calendar.rules import Audiences
from meetings.calendar.rules.documents import in_force
from meetings.calendar.views import series, subscribing
from meetings.calendar.views.blueprint import bp
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.rules import wording
from meetings.directory.rules.spans import day_of
from meetings.permissions import Right, public


@bp.get("/directory/bodies/<code>")
@public
def body(code: str) -> ResponseReturnValue:
    """What a body is, and its composition today or on the day that the address names."""
    lang = language.current()
    today = clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)
    asked = request.args.get("on", "").strip()
    on = day_of(asked) or today
    page = directory.body_page(code, on=on, lang=lang)
    if page is None:
        abort(404)

    def here(day: date | None) -> str:
        return url_for("calendar.body", code=code, on=day.isoformat() if day else None)

    sees_drafts = _manages_all()
    reader = Audiences(manages=None) if sees_drafts else Audiences()
    papers, papers_earlier = in_force(documents.papers_of_body(code, reader, at=clock.now()))
    return render_template(
        "calendar/body.html",
        page=page,
        on=on,
        today=today,
        odd_day=asked[:20] if asked and day_of(asked) is None else "",
        here=here,
        countries=countries.names(lang),
        words=wording,
        series=series.of(code, lang, today=today, drafts=sees_drafts),
        papers=papers,
        papers_earlier=papers_earlier,
        now=clock.now(),
        feed=subscribing.of_body(code, lang, name=page.body.name(lang)),
    )


def _manages_all() -> bool:
    """Whether the reader is an officer of every meeting: she sees drafts, and plans with them."""
    is_officer = current_user.is_authenticated and current_user.may(Right.MANAGE)
    return is_officer and current_user.meetings_for(Right.MANAGE) is None
