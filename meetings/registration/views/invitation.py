"""Answering a personal invitation by the link in its mail: yes, by a short form, or no."""

from __future__ import annotations

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries, rules
from meetings.registration.forms.invitation import RefuseForm
from meetings.registration.models import Participation, Status
from meetings.registration.queries import fullness
from meetings.registration.rules import words
from meetings.registration.rules.fullness import Why
from meetings.registration.rules.seating import seeker_of
from meetings.registration.views import accepting
from meetings.registration.views.blueprint import bp


@bp.route("/my/<token>/accept", methods=["GET", "POST"])
@public
@limit_posts("20 per minute; 200 per hour")
def accept(token: str) -> ResponseReturnValue:
    """Say yes, with what only she can say and what the meeting asks; a second click finds it
    done."""
    found = _invited(token)
    if found is None:
        return redirect(url_for("desk.my", token=token), 303)
    form = accepting.make_form(found, accepting.chance_of(found))
    if form.validate_on_submit():
        by, at = Actor(ActorKind.LINK, found.public_id, "own link"), clock.now()
        try:
            with transaction():
                was_invited = found.status == Status.INVITED
                operations.accept(found, form.entry(), by=by, at=at)
                accepting.keep_answers(found, form, by=by, at=at)
                said = _said(found, was_invited=was_invited)
        except Refused as refusal:
            if refusal.code == "settled":
                return redirect(url_for("desk.my", token=token), 303)
            form.blame(refusal.field, refusal)
        else:
            flash(with_mail(said) if was_invited else said, "success")
            return redirect(url_for("desk.my", token=token), 303)
    more = accepting.around(found, form)
    is_wrong = form.is_submitted()
    return _page("registration/accept.html", found, token, form=form, is_wrong=is_wrong, **more)


@bp.route("/my/<token>/decline", methods=["GET", "POST"])
@public
@limit_posts("20 per minute; 200 per hour")
def decline_invitation(token: str) -> ResponseReturnValue:
    """Say no, with a reason if she wants to give one."""
    found = _invited(token)
    if found is None:
        return redirect(url_for("desk.my", token=token), 303)
    form = RefuseForm()
    if form.validate_on_submit():
        by, reason = Actor(ActorKind.LINK, found.public_id, "own link"), form.reason.data or ""
        try:
            with transaction():
                operations.decline_invitation(found, reason, by=by, at=clock.now())
        except Refused as refusal:
            flash(str(refusal), "warning")
        else:
            said = _("Thank you for your answer: you have declined the invitation.")
            flash(with_mail(said), "success")
        return redirect(url_for("desk.my", token=token), 303)
    return _page(
        "registration/decline_invitation.html",
        found,
        token,
        form=form,
        is_wrong=form.is_submitted(),
    )


def _said(found: Participation, *, was_invited: bool) -> str:
    if not was_invited:
        return _("Thank you: your registration is complete.")
    waits = _("Thank you: the secretariat has your answer and will confirm it.")
    return {
        Status.CONFIRMED: _("Your registration is confirmed."),
        Status.WAITLISTED: _waits(found),
    }.get(Status(found.status), waits)


def _waits(found: Participation) -> str:
    """Why she stands in line."""
    if fullness.why_waiting(found.meeting_id, seeker_of(found)) == Why.FULL:
        return _("Thank you. All seats are taken: you are on the waiting list.")
    return _(
        "Thank you. Seats are free, and others wait for them before you: "
        "you are on the waiting list."
    )


def _invited(token: str) -> Participation | None:
    """Whom a link invites, or who has still to declare; None for who has done all. 404 for a forged
    or revoked link."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    if found.status == Status.INVITED or rules.must_declare(
        found.status, way=found.way, consent_version=found.consent_version
    ):
        return found
    return None


def _page(
    template: str,
    found: Participation,
    token: str,
    *,
    form: object,
    is_wrong: bool,
    **more: object,
) -> Response:
    lang = language.current()
    page = render_template(
        template,
        form=form,
        participation=found,
        about=calendar.text_of(found.meeting_id, lang),
        capacity=found.capacity.name(lang),
        represented=words.all_represented(found.affiliations, lang=lang, is_reader=True),
        token=token,
        **more,
    )
    answer = make_response(page, 422 if is_wrong else 200)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
