"""Ending mails that aren't necessary: one click from the mail program, or a page that asks."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from meetings import clock
from meetings.actor import Actor, ActorKind
from meetings.db import transaction
from meetings.directory.models import Organization, Person
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
    reader = _found(token)
    if request.method == "POST":
        by, at = Actor(ActorKind.LINK, reader.public_id, "mail link"), clock.now()
        act = (
            operations.subscribe_again
            if request.form.get("do") == "again"
            else operations.unsubscribe
        )
        with transaction():
            act(_found(token), by=by, at=at)
        reader = _found(token)
    return _unseen(
        render_template(
            "invitations/unsubscribe.html",
            token=token,
            name=reader.full_name if isinstance(reader, Person) else reader.name,
            has_ended=_has_ended(reader),
            is_done=request.method == "POST",
        )
    )


def _found(token: str) -> Person | Organization:
    reader = queries.who(token)
    if reader is None:
        abort(404)
    return reader


def _has_ended(reader: Person | Organization) -> bool:
    if isinstance(reader, Person):
        return queries.has_unsubscribed(reader)
    return queries.has_refused(reader)


def _unseen(page: str) -> Response:
    """Never kept by a cache, its address told to nobody."""
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
