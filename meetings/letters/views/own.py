"""Her letter of invitation and her certificate of attendance, by her own link."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.calendar import queries as calendar
from meetings.errors import Refused
from meetings.letters.views import making
from meetings.letters.views.blueprint import bp
from meetings.permissions import public
from meetings.registration import queries
from meetings.registration.models import Participation


@bp.get("/my/<token>/letters")
@public
def mine(token: str) -> ResponseReturnValue:
    """Both, each in four languages; where there is none yet, why."""
    found = _found(token)
    page = render_template(
        "letters/mine.html",
        participation=found,
        about=calendar.text_of(found.meeting_id, language.current()),
        offered=making.offered(found, at=clock.now()),
        token=token,
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


@bp.get("/my/<token>/letters/invitation-<lang:written_in>.pdf")
@public
@making.limit_files
def my_letter(token: str, written_in: str) -> ResponseReturnValue:
    """The letter of invitation as PDF."""
    found = _found(token)
    try:
        return making.letter_file(found, written_in, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("letters.mine", token=token), 303)


@bp.get("/my/<token>/letters/certificate-<lang:written_in>.pdf")
@public
@making.limit_files
def my_certificate(token: str, written_in: str) -> ResponseReturnValue:
    """The certificate of attendance as PDF."""
    found = _found(token)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    try:
        return making.certificate_file(found, written_in, by=by, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("letters.mine", token=token), 303)


def _found(token: str) -> Participation:
    found = queries.by_link(token)
    if found is None:
        abort(404)
    return found
