"""Correcting one's own registration, by the link in the mail."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.calendar import queries as calendar
from meetings.calendar.models import Mode
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries, rules
from meetings.registration.forms import OwnForm
from meetings.registration.models import Correction, Participation
from meetings.registration.rules import corrections
from meetings.registration.views.blueprint import bp


@bp.route("/my/<token>/correct", methods=["GET", "POST"])
@public
@limit_posts("20 per minute; 200 per hour")
def correct(token: str) -> ResponseReturnValue:
    """What she declared, to be written anew; the capacity and whom she represents stay."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    try:
        rules.may_correct(found.status)
        corrections.in_time(queries.correct_until(found), clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("desk.my", token=token), 303)
    form = OwnForm(data=_declared(found))
    if found.meeting.mode != Mode.HYBRID:
        del form.mode
    if not form.validate_on_submit():
        return _page(found, form, token)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    try:
        with transaction():
            waits = operations.correct(found, form.entry(), by=by, at=clock.now())
            said = _said(waits)
    except Refused as refusal:
        form.blame(refusal.field, refusal)
        return _page(found, form, token)
    flash(said, "success")
    if queries.by_link(token) is None:
        return _sent_elsewhere(found)
    return redirect(url_for("desk.my", token=token), 303)


@bp.post("/my/<token>/correct/take-back")
@public
@limit_posts("20 per minute; 200 per hour")
def take_back_correction(token: str) -> ResponseReturnValue:
    """She no longer asks for what waits."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    row = queries.waiting_correction(found.id)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    try:
        with transaction():
            if row is not None:
                operations.take_back_correction(row, found, by=by, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
    else:
        flash(_("The correction is taken back; what you declared stays as it was."), "success")
    return redirect(url_for("desk.my", token=token, _anchor="declared"), 303)


def _said(waits: Correction | None) -> str:
    if waits is None:
        return _("Your registration is corrected.")
    return _("Part of your correction waits for the secretariat; the rest is in force.")


def _sent_elsewhere(found: Participation) -> ResponseReturnValue:
    """Her link went to the address that she wrote: only who reads there opens her page again."""
    flash(_("Your e-mail address is another one now: we have sent a new link there."))
    meeting = found.meeting
    is_public = meeting.published_at is not None
    to = url_for("desk.meeting", slug=meeting.slug) if is_public else url_for("desk.landing")
    return redirect(to, 303)


def _declared(found: Participation) -> dict[str, Any]:
    """What stands, and in its place what she asked for already."""
    waits = queries.waiting_correction(found.id)
    asked = dict(waits.asked) if waits else {}
    if "personnel_kind_code" in asked:
        asked["personnel_kind"] = asked.pop("personnel_kind_code")
    return _stands(found) | asked


def _stands(found: Participation) -> dict[str, Any]:
    return {
        "given_names": found.person.given_names,
        "surnames": found.person.surnames,
        "badge_name": found.badge_name,
        "email": found.person.email,
        "sex": found.sex,
        "post": found.post,
        "personnel_kind": found.personnel_kind_code,
        "mode": found.mode,
        "language": found.language,
        "access_needs": queries.access_needs(found.id),
    }


def _page(found: Participation, form: OwnForm, token: str) -> Response:
    lang, until = language.current(), queries.correct_until(found)
    facts = corrections.reviewed_facts(queries.plan(found.meeting_id).reviewed_fields)
    page = render_template(
        "registration/correct.html",
        form=form,
        about=calendar.text_of(found.meeting_id, lang),
        token=token,
        participation=found,
        until=corrections.told(until, found.meeting, lang=lang, at=clock.now()),
        reviewed=[str(corrections.FACTS[fact]) for fact in facts],
    )
    answer = make_response(page, 422 if form.is_submitted() else 200)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
