"""The officer's editor of a meeting's sessions, day by day."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.forms.sessions import (
    LinesForm,
    QuickItemForm,
    QuickSessionForm,
)
from meetings.calendar.models import Meeting, MeetingSession
from meetings.calendar.operations import sessions as operations
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.agenda_lines import read_lines
from meetings.calendar.views import editor
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.scope import managed
from meetings.db import transaction
from meetings.errors import Refused
from meetings.permissions import Right, allow


@bp.get("/manage/meetings/<slug>/agenda")
@allow(Right.MANAGE)
def sessions(slug: str) -> ResponseReturnValue:
    """The sessions of each day with what can be done about them, and the points of the agenda."""
    meeting = managed(slug)
    if meeting.slug != slug:
        return redirect(url_for("calendar.sessions", slug=meeting.slug), 308)
    return answer(meeting)


@bp.post("/manage/meetings/<slug>/agenda/add")
@allow(Right.MANAGE)
def add_session(slug: str) -> ResponseReturnValue:
    """Add one session to a day."""
    meeting = managed(slug)
    form = QuickSessionForm(prefix=editor.prefix(request.args.get("n"), "one"))
    if form.validate():
        try:
            with transaction():
                made = operations.add_session(
                    managed(slug),
                    form.facts(language.current()),
                    by=current_user.actor,
                    at=clock.now(),
                )
                anchor = f"s-{made.public_id}"
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The session is added."), "success")
            return back(slug, anchor)
    return answer(meeting, quick=form)


@bp.post("/manage/meetings/<slug>/agenda/add-several")
@allow(Right.MANAGE)
def add_sessions(slug: str) -> ResponseReturnValue:
    """Add the sessions of a day out of lines."""
    meeting = managed(slug)
    form = LinesForm(prefix=editor.prefix(request.args.get("n"), "several"))
    if form.validate() and isinstance(form.day.data, date):
        try:
            several = read_lines(form.lines.data or "", day=form.day.data, lang=language.current())
            with transaction():
                made = operations.add_sessions(
                    managed(slug), several, by=current_user.actor, at=clock.now()
                )
                anchor = f"s-{made[0].public_id}"
        except Refused as refusal:
            form.refuse(refusal)
        else:
            count = len(several)
            flash(
                ngettext("%(num)d session is added.", "%(num)d sessions are added.", count),
                "success",
            )
            return back(slug, anchor)
    return answer(meeting, lines=form)


@bp.post("/manage/meetings/<slug>/agenda/sessions/<public_id>/change")
@allow(Right.MANAGE)
def change_session(slug: str, public_id: str) -> ResponseReturnValue:
    """Move a session earlier, later or to another day, copy it, or remove it."""
    managed(slug)
    anchor = f"s-{public_id}"
    try:
        with transaction():
            meeting = managed(slug)
            found = found_session(meeting, public_id)
            said, anchor = _change(meeting, found, request.form.get("do", ""))
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "success")
    return back(slug, anchor)


def _change(meeting: Meeting, found: MeetingSession, do: str) -> tuple[str, str]:
    """Do what a row's button says; the sentence for the officer, and where she goes on."""
    told: dict[str, Any] = {"by": current_user.actor, "at": clock.now()}
    here = f"s-{found.public_id}"
    match do:
        case "earlier" | "later":
            pressed = f"{do}-{found.public_id}"  # the button again, to go on by keyboard
            if operations.move_session(meeting, found, way=do, **told):
                return _("The session is moved."), pressed
            return _("There is no session to change places with on this day."), pressed
        case "day":
            operations.send_session(meeting, found, day=_day(), **told)
            return _("The session is moved to another day."), here
        case "copy":
            copy = operations.copy_session(meeting, found, **told)
            return _("The copy stands after the last session of the day."), f"s-{copy.public_id}"
        case "remove":
            operations.remove_session(meeting, found, **told)
            return _("The session is removed."), "agenda"
    return abort(400)


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        raise Refused(_("Write the day."), field="day", code="no_day") from None


def answer(
    meeting: Meeting,
    *,
    quick: QuickSessionForm | None = None,
    lines: LinesForm | None = None,
    item: QuickItemForm | None = None,
) -> ResponseReturnValue:
    """The editor; with a form that was refused, 422 and what was typed in its place."""
    page = render_template(
        "calendar/sessions.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        **editor.contents(meeting, quick=quick, lines=lines, item=item),
    )
    return page, 422 if quick or lines or item else 200


def back(slug: str, anchor: str) -> ResponseReturnValue:
    """To the editor, at what was changed or pressed: whoever uses the keyboard goes on there."""
    return redirect(url_for("calendar.sessions", slug=slug, _anchor=anchor), 303)


def found_session(meeting: Meeting, public_id: str) -> MeetingSession:
    """A session of the meeting, or 404."""
    return queries.session(meeting.id, public_id) or abort(404)
