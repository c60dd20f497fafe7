"""Places in sessions with seats of their own, on one's own page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.calendar.queries import sessions as agenda
from meetings.calendar.rules.agenda_words import day_title, hours_of
from meetings.db import transaction
from meetings.desk.views.blueprint import bp
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.localized import Text
from meetings.permissions import public
from meetings.registration import operations, queries
from meetings.registration.models import Participation, Status


@dataclass(frozen=True)
class Shown:
    """A session with seats of its own: its title, when, how many are left, and how she stands."""

    id: str
    title: Text
    when: str
    left: int
    state: str


def places_of(found: Participation, lang: str) -> list[Shown]:
    """The sessions in which somebody confirmed may take a place."""
    if found.status != Status.CONFIRMED:
        return []
    return [
        Shown(
            each.public_id,
            language.content(each.title, lang),
            ", ".join(
                filter(
                    None,
                    (
                        day_title(each.starts_on, found.meeting, lang=lang),
                        hours_of(each.starts_time, None, lang=lang),
                    ),
                )
            ),
            each.left,
            each.state,
        )
        for each in queries.session_places(found.meeting_id, found.id)
    ]


@bp.post("/my/<token>/sessions")
@public
@limit_posts("30 per minute")
def my_session(token: str) -> ResponseReturnValue:
    """Take a place in a session, or give it back."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    session = agenda.session(found.meeting_id, request.form.get("session", ""))
    if session is None:
        abort(404)
    by, now = Actor(ActorKind.LINK, found.public_id, "own link"), clock.now()
    try:
        with transaction():
            if request.form.get("leave"):
                operations.leave_place(found, session.id, by=by, at=now)
                said = _("Your place is free again.")
            else:
                place = operations.take_place(found, session, by=by, at=now)
                has_place = place.taken_at is not None
                said = _("You have a place.") if has_place else _("You are on the waiting list.")
    except Refused as refusal:
        flash(str(refusal), "warning")
    else:
        flash(said, "success")
    return redirect(url_for("desk.my", token=token, _anchor="sessions"), 303)
