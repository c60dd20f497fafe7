"""Ending mails that aren't necessary: one click from the mail program, or a page that asks."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from meetings import clock
from meetings.actor import Actor, ActorKind
from meetings.db import transaction
from meetings.directory.models import Person
from meetings.extensions import csrf, limit_posts
from meetings.invitations import operations, queries
from meetings.invitations.views.blueprint import bp
from meetings.permissions import public


@bp.route("/unsubscribe/<token>", methods=["GET", "POST"])
@public
@csrf.exempt  # a mail program sends it for its reader (RFC 8058); the token says who
@limit_posts("60 per minute")
def unsubscribe(token: str) -> ResponseReturnValue:
    """Ask on opening, end on sending; who has ended them may want them again."""
    person = _found(token)
    if request.method == "POST":
        by, at = Actor(ActorKind.LINK, person.public_id, "mail link"), clock.now()
        act = (
            operations.subscribe_again
            if request.form.get("do") == "again"
            else operations.unsubscribe
        )
        with transaction():
            act(_found(token), by=by, at=at)
        person = _found(token)
    has_ended = queries.has_unsubscribed(person)
    return _unseen(
        render_template(
            "invitations/unsubscribe.html",
            token=token,
            name=person.full_name,
            has_ended=has_ended,
            is_done=request.method == "POST",
        )
    )


def _found(token: str) -> Person:
    person = queries.who(token)
    if person is None:
        abort(404)
    return person


def _unseen(page: str) -> Response:
    """Never kept by a cache, its address told to nobody."""
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
