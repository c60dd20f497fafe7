"""Registering by a private link: the public form for the one capacity that the link is for."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries
from meetings.registration.models import Way
from meetings.registration.views import entrances, form_page, registered
from meetings.registration.views.blueprint import bp


@bp.route("/register/<token>", methods=["GET", "POST"])
@public
@limit_posts(
    "20 per minute; 200 per hour",
    error_message=_l("Too many registrations from this address. Wait a minute and try again."),
)
def register_privately(token: str) -> ResponseReturnValue:
    """The form behind a link that an officer handed out; renewing the link ends the earlier one."""
    opening = queries.by_private_link(token)
    if opening is None or opening.meeting.published_at is None:
        abort(404)
    meeting = opening.meeting
    entrance = entrances.now_open(meeting, [opening], way=Way.PRIVATE_LINK)
    above = entrances.on_top(meeting, entrance)
    if request.method != "POST":
        if entrance.refusal is not None:
            return form_page.unseen(form_page.show_closed(meeting, entrance))
        offer = entrances.offer_of([opening], entrance.full)
        return form_page.unseen(form_page.show_fresh(meeting, offer, **above))
    form = form_page.make_form(entrances.offer_of([opening]), meeting, lang=language.current())
    if not form.validate_on_submit():
        return form_page.unseen(form_page.show_refused(meeting, form, **above), 422)
    entry, slug = form.entry(), meeting.slug
    by = Actor(ActorKind.LINK, opening.public_id or "", "private link")
    approval = opening.approval or opening.capacity.approval
    try:
        with transaction():
            at = clock.now()
            made = operations.register(
                meeting, entry, nonce=form.key, by=by, at=at, way=Way.PRIVATE_LINK
            )
            form_page.keep_answers(form, made, by=by, at=at)
            more = {"nonce": form.key, "approval": approval}
            told = registered.told_of(made, entry, way=Way.PRIVATE_LINK, **more)
    except Refused as refusal:
        form.blame(refusal.field, refusal)
        return form_page.unseen(form_page.show_refused(meeting, form, **above), 422)
    return registered.done(slug, entry, approval=approval, status=told, again=request.path)
