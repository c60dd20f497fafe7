"""A seat that came free for somebody on the waiting list: she takes it on her own page."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.answering import with_mail
from meetings.db import transaction
from meetings.desk.views.blueprint import bp
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries
from meetings.registration.models import Participation, Status
from meetings.registration.rules import way_words


@bp.post("/my/<token>/seat")
@public
@limit_posts("20 per minute")
def my_seat(token: str) -> ResponseReturnValue:
    """Take the seat that is held; a second click finds it taken."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    try:
        with transaction():
            operations.accept_offer(found, by=by, at=clock.now())
    except Refused as refusal:
        if found.status == Status.WAITLISTED:
            flash(str(refusal), "warning")
    else:
        flash(with_mail(_("The seat is yours.")), "success")
    return redirect(url_for("desk.my", token=token), 303)


def waiting_of(found: Participation) -> dict[str, object]:
    """What her page says of a seat: her place in line and why, until when one is held for her, or
    that the time to take it has passed, before her registration ends by itself."""
    if found.status != Status.WAITLISTED:
        return {}
    now = clock.now()
    if found.offered_until is not None and found.offered_until > now:
        held = way_words.deadline(
            found.offered_until, found.meeting, lang=language.current(), at=now
        )
        return {"held_until": held}
    if found.offered_until is not None:
        return {"has_passed": True}
    stands = queries.standing(found)
    return {"place": stands.place, "is_full": stands.is_full}


def has_lapsed(found: Participation) -> bool:
    """Whether her registration ended because she let an offered seat go by."""
    if found.status != Status.CANCELLED:
        return False
    return any(
        each.before == Status.WAITLISTED and each.actor_kind == ActorKind.WORKER
        for each in queries.changes(found.id)[-1:]
    )
