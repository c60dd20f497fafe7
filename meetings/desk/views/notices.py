"""What people will be told of a changed meeting, and the officer's say in when and whether."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language, zones
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, Outcome
from meetings.db import transaction
from meetings.desk import telling
from meetings.desk.views.blueprint import bp
from meetings.desk.views.manage import mine
from meetings.desk.views.told import waits
from meetings.errors import Refused
from meetings.permissions import Right, allow


@bp.get("/manage/meetings/<slug>/notices")
@allow(Right.MANAGE)
def notices(slug: str) -> ResponseReturnValue:
    """The notice that waits, and what became of earlier ones."""
    meeting = mine(slug)
    closed = calendar.closed_notices(meeting.id)
    lang, zone = language.current(), current_app.config["SETTINGS"].time_zone
    return render_template(
        "desk/notices.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        waits=waits(meeting),
        closed=closed,
        mails=telling.delivered(meeting.id, [each.closed_at for each in closed]),
        told=telling.told_of(closed, calendar.changes_of(meeting.id), lang),
        when=lambda at: formats.instant(at, zone, lang),
        zone=zones.name(zone, lang, on=clock.local_day(clock.now(), zone)),
    )


@bp.post("/manage/meetings/<slug>/notices/send")
@allow(Right.MANAGE)
def tell_now(slug: str) -> ResponseReturnValue:
    """Tell everybody at once."""

    def send(meeting: Meeting) -> str:
        outcome = telling.tell_now(meeting, by=current_user.actor, at=clock.now())
        if outcome == Outcome.TAKEN_BACK:
            return _("Everything is again as it was: nobody is told.")
        if outcome == Outcome.NOBODY:
            return _("There is nobody on the list who has to be told: nothing was sent.")
        return _("The mails are in the outbox.")

    return _answer(slug, send)


@bp.post("/manage/meetings/<slug>/notices/wait")
@allow(Right.MANAGE)
def wait_longer(slug: str) -> ResponseReturnValue:
    """Let it wait another hour."""

    def wait(meeting: Meeting) -> str:
        telling.wait_longer(meeting, by=current_user.actor, at=clock.now())
        return _("The notice waits another hour.")

    return _answer(slug, wait)


@bp.route("/manage/meetings/<slug>/notices/skip", methods=["GET", "POST"])
@allow(Right.MANAGE)
def skip_notice(slug: str) -> ResponseReturnValue:
    """Ask once more, then tell nobody."""
    meeting = mine(slug)
    waiting = waits(meeting)
    if waiting is not None and request.method != "POST":
        about = calendar.text_of(meeting.id, language.current())
        return render_template("desk/notice_skip.html", meeting=meeting, about=about, waits=waiting)

    def skip(meeting: Meeting) -> str:
        telling.skip(meeting, by=current_user.actor, at=clock.now())
        return _("Nobody is told of these changes.")

    return _answer(slug, skip)


def _answer(slug: str, act: Callable[[Meeting], str]) -> ResponseReturnValue:
    try:
        with transaction():
            said = act(mine(slug))
    except Refused as refusal:
        flash(str(refusal), "warning")
    else:
        flash(said, "success")
    return redirect(url_for("desk.notices", slug=slug), 303)
