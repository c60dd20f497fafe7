"""Corrections that people asked for: the officer reads old and new, and accepts or refuses."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.registration import operations, queries
from meetings.registration.forms import JudgingForm
from meetings.registration.models import Correction, Participation
from meetings.registration.rules.corrections import compared
from meetings.registration.views.blueprint import bp
from meetings.registration.views.decisions import show
from meetings.registration.views.scope import meeting_of, participation_of


@bp.get("/manage/meetings/<slug>/corrections")
@allow(Right.MANAGE)
def corrections(slug: str) -> ResponseReturnValue:
    """All that wait at a meeting, the earliest first."""
    meeting, lang = meeting_of(slug), language.current()
    return render_template(
        "registration/corrections.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        rows=[
            (
                each.participation,
                compared(each.correction.asked, each.correction.before, lang=lang),
                formats.instant(each.correction.asked_at, meeting.time_zone, lang),
                queries.makes_another(each.participation, each.correction),
            )
            for each in queries.waiting_corrections(meeting.id)
        ],
    )


@bp.post("/manage/registrations/<public_id>/correction")
@allow(Right.MANAGE)
def judge_correction(public_id: str) -> ResponseReturnValue:
    """Accept what she asked for, or refuse it with a reason."""
    found = participation_of(public_id)
    row = queries.correction(request.form.get("correction", ""))
    if row is None:
        return _changed_meanwhile(found)
    if row.participation_id != found.id:
        abort(404)
    form = JudgingForm()
    try:
        with transaction():
            said, to = _judged(form, row, found)
    except Refused as refusal:
        if refusal.field not in {"note", "who", "sex"}:
            flash(str(refusal), "error")
            return redirect(url_for("registration.participation", public_id=public_id), 303)
        form[refusal.field].errors = [str(refusal)]
        return show(found, note_form=form), 422
    flash(with_mail(said), "success")
    return redirect(url_for("registration.participation", public_id=to), 303)


def _judged(form: JudgingForm, row: Correction, found: Participation) -> tuple[str, str]:
    """Do what the officer decided: what is said of it, and the registration to show then (id)."""
    more: dict[str, Any] = {"note": form.note.data or "", "by": current_user.actor}
    more["at"] = clock.now()
    if "accept" not in request.form:
        operations.refuse_correction(row, found, **more)
        return _("The correction is not accepted."), found.public_id
    more |= {"who": form.who.data or "", "sex": form.sex.data or ""}
    stands = operations.accept_correction(row, found, **more)
    if stands.id == found.id:
        return _("The correction is in force."), found.public_id
    said = _(
        "Somebody else comes instead: this is the new registration. The first one is replaced."
    )
    return said, stands.public_id


def _changed_meanwhile(found: Participation) -> ResponseReturnValue:
    """What the officer read waits no more: she asked for something else, or for nothing."""
    if queries.waiting_correction(found.id) is not None:
        said = _("Meanwhile she asked for something else: nothing was decided. Read it anew below.")
    else:
        said = _("Meanwhile she asks for this correction no longer: nothing was decided.")
    flash(said, "warning")
    to = url_for("registration.participation", public_id=found.public_id, _anchor="correction")
    return redirect(to, 303)
