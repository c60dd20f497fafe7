"""Who completed a course: ticked in the list of its confirmed participants."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock
from meetings.attendance.forms import CompletionForm
from meetings.attendance.operations import completions as operations
from meetings.attendance.queries import completions as queries
from meetings.attendance.views.blueprint import bp, meeting_or_404
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.language import current
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.models import Status
from meetings.registration.rules import words


@bp.route("/manage/meetings/<slug>/completions", methods=["GET", "POST"])
@allow(Right.MANAGE)
def completions(slug: str) -> ResponseReturnValue:
    """The confirmed participants with their completions; several are recorded at once."""
    meeting = meeting_or_404(slug, Right.MANAGE)
    today = clock.local_day(clock.now(), meeting.time_zone)
    form = CompletionForm(data={"on": today})
    people = request.form.getlist("people")
    if form.is_submitted() and form.validate() and _record(meeting, form, people):
        return redirect(url_for("attendance.completions", slug=slug), 303)
    meeting = meeting_or_404(slug, Right.MANAGE)
    confirmed = registration.Filters(status=Status.CONFIRMED)
    page = render_template(
        "attendance/completions.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, current()),
        form=form,
        rows=list(registration.every_participation(meeting.id, confirmed)),
        completed=queries.completions(meeting.id),
        ticked=set(people),
        capacities={each.code: each.name(current()) for each in directory.capacities()},
        words=words,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/manage/meetings/<slug>/completions/take-back")
@allow(Right.MANAGE)
def take_back_completion(slug: str) -> ResponseReturnValue:
    """Take one completion back."""
    meeting_or_404(slug, Right.MANAGE)
    with transaction():
        operations.take_back_completion(
            meeting_or_404(slug, Right.MANAGE),
            request.form.get("participation", ""),
            by=current_user.actor,
            at=clock.now(),
        )
    flash(_("The completion is taken back. The record is kept, and counts no longer."), "success")
    return redirect(url_for("attendance.completions", slug=slug), 303)


def _record(meeting: Meeting, form: CompletionForm, people: list[str]) -> bool:
    """Record the completions; a refusal stands in the form, and who was ticked stays so."""
    try:
        with transaction():
            count = operations.record_completions(
                meeting_or_404(meeting.slug, Right.MANAGE),
                people,
                on=form.day,
                note=form.note.data or "",
                by=current_user.actor,
                at=clock.now(),
            )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    flash(
        ngettext("%(num)d completion is recorded.", "%(num)d completions are recorded.", count),
        "success",
    )
    return True
