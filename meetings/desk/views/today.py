"""The officer's page of today: what waits for her."""

from __future__ import annotations

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock, language
from meetings.accreditation import queries as accreditation
from meetings.desk import queries
from meetings.desk.views.blueprint import bp
from meetings.desk.views.told import all_waiting
from meetings.notifications import queries as notifications
from meetings.permissions import Right, allow
from meetings.privacy.queries import requests as privacy
from meetings.registration import queries as registration

MOST = 8


@bp.get("/today")
@allow(Right.MANAGE)
def today() -> ResponseReturnValue:
    """Registrations to confirm, applications to decide, attendance to close, mail in trouble."""
    at, lang = clock.now(), language.current()
    settings = current_app.config["SETTINGS"]
    within = current_user.meetings_for(Right.MANAGE)
    return render_template(
        "desk/today.html",
        day=clock.local_day(at, settings.time_zone),
        waiting=registration.waiting(within=within),
        applications=accreditation.pending(within=within, page=1, size=MOST),
        running=queries.running(lang, at=at, within=within),
        unclosed=queries.unclosed(lang, at=at, within=within, size=MOST),
        outbox=notifications.counts(),
        notices=all_waiting(),
        replies=registration.count_waiting_replies(within=within),
        declined=registration.declined_confirmed(within=within, at=at),
        erasures=privacy.count_requests() if within is None else 0,
        corrections=registration.meetings_with_corrections(within=within),
        # Without a mail server everything waits, and the outbox page is where it is read.
        late=queries.late_messages(at=at) if settings.smtp_url else 0,
    )


@bp.get("/today/to-close")
@allow(Right.MANAGE)
def to_close() -> ResponseReturnValue:
    """Every meeting that ended and whose attendance isn't closed, page by page."""
    number = request.args.get("page", "1")
    return render_template(
        "desk/to_close.html",
        unclosed=queries.unclosed(
            language.current(),
            at=clock.now(),
            within=current_user.meetings_for(Right.MANAGE),
            page=int(number[:6]) if number.isascii() and number.isdecimal() else 1,
            size=current_app.config["SETTINGS"].page_size,
        ),
        href=lambda number: url_for("desk.to_close", page=number),
    )
