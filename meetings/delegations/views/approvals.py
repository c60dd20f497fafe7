"""Who registered for the State by herself: agreed to, or not."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock
from meetings.answering import attempt, press, with_mail
from meetings.delegations.forms import ReasonForm
from meetings.delegations.operations import approvals
from meetings.delegations.queries import around
from meetings.delegations.views.desk import about
from meetings.delegations.views.desks import Desk, at_both_desks
from meetings.registration.models import Participation


@at_both_desks("/waiting/<public_id>/agree", methods=("POST",))
def agree(desk: Desk, public_id: str) -> ResponseReturnValue:
    """She belongs to the delegation."""
    return press(
        lambda: approvals.agree(desk.place, public_id, by=desk.actor, at=clock.now()),
        said=with_mail(_("She is nominated and stands at the end of the list.")),
        to=desk.url("meeting_desk"),
    )


@at_both_desks("/waiting/<public_id>/decline", methods=("GET", "POST"))
def decline(desk: Desk, public_id: str) -> ResponseReturnValue:
    """She does not, and reads why."""
    found = next((e for e in around.waiting(desk.place) if e.public_id == public_id), None)
    if found is None:
        flash(_("This person no longer waits for an answer."), "warning")
        return redirect(desk.url("meeting_desk"), 303)
    form, name = ReasonForm(), found.person.full_name
    answer = attempt(
        form,
        lambda: approvals.decline(
            desk.place, public_id, reason=form.reason.data or "", by=desk.actor, at=clock.now()
        ),
        said=_said(found),
        to=desk.url("meeting_desk"),
    )
    if answer is not None:
        return answer
    page = render_template("delegations/decline.html", **about(desk), form=form, name=name)
    return page, 422 if form.is_submitted() else 200


def _said(found: Participation) -> str:
    if found.mailbox:
        return with_mail(_("The registration is declined; the mail holds the reason."))
    lacking = _(
        "No e-mail address of %(name)s is known, so that nothing is mailed to her or him.",
        name=found.person.full_name,
    )
    return " ".join(
        (
            _("The registration is declined."),
            lacking,
            _("Nobody else is told: tell her or him yourself."),
        )
    )
