"""Ending somebody's registration on her behalf, and the way back for a slip: each asked first."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm

from meetings import clock, language
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.errors import Refused
from meetings.localized import NATIVE_NAMES
from meetings.permissions import Right, allow
from meetings.registration import operations, queries, rules
from meetings.registration.forms.officer import TakeUpForm, WithdrawForm
from meetings.registration.models import Participation, Status
from meetings.registration.rules import words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.ended import said_of
from meetings.registration.views.scope import participation_of


@bp.route("/manage/registrations/<public_id>/withdraw", methods=["GET", "POST"])
@allow(Right.MANAGE)
def withdraw(public_id: str) -> ResponseReturnValue:
    """Withdraw on somebody's behalf: what follows from it, and a reason that goes into the mail."""
    found = participation_of(public_id)
    form = WithdrawForm()
    try:
        rules.may_move(Status(found.status), Status.CANCELLED)
        if form.validate_on_submit():
            with transaction():
                operations.withdraw_for(
                    found, form.reason.data or "", by=current_user.actor, at=clock.now()
                )
            done = _("The registration is withdrawn and its seat is free.")
            flash(said_of(found, done), "success")
            return redirect(_back(found), 303)
    except Refused as refusal:
        if refusal.field != "reason":
            flash(str(refusal), "error")
            return redirect(_back(found), 303)
        form.reason.errors = [str(refusal)]
    return _page("registration/withdraw.html", found, form)


@bp.route("/manage/registrations/<public_id>/take-up", methods=["GET", "POST"])
@allow(Right.MANAGE)
def take_up(public_id: str) -> ResponseReturnValue:
    """Take up again what was declined or withdrawn, as what it was."""
    found = participation_of(public_id)
    form = TakeUpForm(data={"target": _target_before(found)})
    form.offer(is_nominee=_is_nominee(found))
    try:
        rules.may_take_up(found.status)
        if form.validate_on_submit():
            with transaction():
                operations.take_up(
                    found,
                    Status(form.target.data),
                    note=form.note.data or "",
                    by=current_user.actor,
                    at=clock.now(),
                )
                said = _taken_up(found)
            flash(_said(found, said), "success")
            return redirect(_back(found), 303)
    except Refused as refusal:
        if refusal.code == "settled":
            flash(str(refusal), "error")
            return redirect(_back(found), 303)
        name = refusal.field if refusal.field in form else "target"
        form[name].errors = [str(refusal)]
    return _page("registration/take_up.html", found, form)


def _target_before(found: Participation) -> str:
    """What she was when it ended, where that is offered."""
    last = queries.changes(found.id)[-1:]
    return next((each.before for each in last if each.before in TakeUpForm.TARGETS), Status.PENDING)


def _is_nominee(found: Participation) -> bool:
    """Whether her State or organization had named her, or agreed to her."""
    return any(each.after == Status.NOMINATED for each in queries.changes(found.id))


def _taken_up(found: Participation) -> str:
    if found.status == Status.WAITLISTED:
        return _("All seats are taken: the registration stands at the end of the waiting list.")
    return _("The registration is taken up again.")


def _said(found: Participation, sentence: str) -> str:
    return with_mail(sentence) if found.mailbox else sentence


def _back(found: Participation) -> str:
    return url_for("registration.participation", public_id=found.public_id)


def _page(template: str, found: Participation, form: FlaskForm) -> ResponseReturnValue:
    meeting, plan = found.meeting, queries.plan(found.meeting_id)
    page = render_template(
        template,
        participation=found,
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        form=form,
        language_name=NATIVE_NAMES[found.language],
        status=words.STATUS[Status(found.status)],
        holds_seat=rules.holds_seat(found.status) or found.offered_until is not None,
        has_waiting_list=plan.has_waiting_list,
        changes=queries.changes(found.id)[-1:],
        back=_back(found),
    )
    return page, 422 if form.is_submitted() else 200
