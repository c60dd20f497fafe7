"""Taking a question off a meeting's form, once one read what becomes of its answers; and back."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language
from meetings.answering import press
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.errors import Refused
from meetings.localized import pick
from meetings.permissions import Right, allow
from meetings.registration.operations import questions as operations
from meetings.registration.queries import questions as queries
from meetings.registration.queries import taken_off as off
from meetings.registration.views.blueprint import bp
from meetings.registration.views.builder import found_question
from meetings.registration.views.scope import meeting_of


@bp.get("/manage/meetings/<slug>/form/questions/<public_id>/remove")
@allow(Right.MANAGE)
def ask_no_more(slug: str, public_id: str) -> ResponseReturnValue:
    """Before a question is asked no more: how many answered it, and until when that is kept."""
    meeting, lang = meeting_of(slug), language.current()
    placed = found_question(meeting, public_id)
    usual = current_app.config["SETTINGS"].retention_days
    until = off.kept_until(meeting, placed.question, usual_days=usual)
    return render_template(
        "registration/builder_remove.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        question=placed.question,
        label=pick(placed.version.label, lang),
        answers=off.count_answers(meeting.id, placed.question_id),
        until=formats.day(until, lang),
    )


@bp.post("/manage/meetings/<slug>/form/questions/<public_id>/remove")
@allow(Right.MANAGE)
def remove_question(slug: str, public_id: str) -> ResponseReturnValue:
    """Ask it no more."""
    to = url_for("registration.form", slug=meeting_of(slug).slug)
    try:
        with transaction():
            placed = queries.placed(meeting_of(slug).id, public_id)
            if placed is not None:  # by a second press it is gone already
                operations.remove_question(placed, by=current_user.actor, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The question is no longer asked. Answers that were given are kept."), "success")
    return redirect(to, 303)


@bp.post("/manage/meetings/<slug>/form/questions/<public_id>/again")
@allow(Right.MANAGE)
def ask_again(slug: str, public_id: str) -> ResponseReturnValue:
    """Ask once more what was taken off, as it was answered last, at the end of the form."""
    meeting = meeting_of(slug)
    found = [e for e in off.taken_off(meeting.id) if e.question.public_id == public_id]
    if not found and queries.placed(meeting.id, public_id) is None:
        abort(404)

    def act() -> None:
        by, at = current_user.actor, clock.now()
        for each in found:
            operations.ask_again(meeting, each.question, version=each.version, by=by, at=at)

    to = url_for("registration.form", slug=meeting.slug, _anchor=f"question-{public_id}")
    return press(act, said=_("The question stands at the end of the form."), to=to)
