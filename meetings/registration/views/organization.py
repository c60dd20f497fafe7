"""Registering by the link that an accredited organization's contact holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from meetings import clock, language
from meetings.accreditation import queries as accreditation
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor, ActorKind
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries, rules
from meetings.registration.models import Represents, Way
from meetings.registration.views import entrances, form_page, registered
from meetings.registration.views.blueprint import bp


@bp.route("/organizations/represent/<token>", methods=["GET", "POST"])
@public
@limit_posts(
    "20 per minute; 200 per hour",
    error_message=_l("Too many registrations from this address. Wait a minute and try again."),
)
def register_organization(token: str) -> ResponseReturnValue:
    """The form that names the organization and keeps to its places."""
    granted = accreditation.by_link(token)
    if granted is None or granted.meeting.published_at is None:
        abort(404)
    meeting = granted.meeting
    entrance = _now_open(granted)
    around: dict[str, Any] = {"granted": granted} | entrances.on_top(meeting, entrance)
    if request.method != "POST":
        if entrance.refusal is not None:
            return form_page.unseen(form_page.show_closed(meeting, entrance, **around))
        return form_page.unseen(
            form_page.show_fresh(meeting, None, capacity=granted.comes_as, **around)
        )
    form = form_page.make_form(None, meeting, lang=language.current(), capacity=granted.comes_as)
    if not form.validate_on_submit():
        return form_page.unseen(form_page.show_refused(meeting, form, **around), 422)
    entry = replace(
        form.entry(),
        capacity_code=granted.comes_as,
        represents=Represents.ORGANIZATION,
        accreditation_id=granted.id,
    )
    slug, approval = meeting.slug, _approval(granted)
    by = Actor(ActorKind.LINK, granted.public_id, "organization's link")
    try:
        with transaction():
            at = clock.now()
            made = operations.register(meeting, entry, nonce=form.key, by=by, at=at)
            form_page.keep_answers(form, made, by=by, at=at)
            more = {"nonce": form.key, "approval": approval}
            told = registered.told_of(made, entry, way=Way.ORGANIZATION, **more)
    except Refused as refusal:
        form.blame(refusal.field, refusal)
        return form_page.unseen(form_page.show_refused(meeting, form, **around), 422)
    return registered.done(slug, entry, approval=approval, status=told, again=request.path)


def _approval(granted: Accreditation) -> str:
    """Who must agree, as the link's own way says, else as its capacity does."""
    ways = queries.openings(granted.meeting_id, way=Way.ORGANIZATION)
    own = next((each.approval for each in ways if each.capacity_code == granted.comes_as), None)
    known = {each.code: each.approval for each in directory.capacities()}
    return own or known[granted.comes_as]


def _now_open(granted: Accreditation) -> entrances.Entrance[rules.Window]:
    """What the rules say of the link at this moment, as of any way in; the organization's places
    count too, and nobody waits for one of them."""
    meeting = granted.meeting
    window = rules.way_in(
        queries.openings(meeting.id), capacity_code=granted.comes_as, way=Way.ORGANIZATION
    )
    whose = (granted.comes_as, granted.organization_id)
    ways = [window] if window else []
    entrance = entrances.now_open(meeting, ways, way=Way.ORGANIZATION, whose=whose)
    if entrance.refusal is None and granted.taken >= granted.places:
        sentence = _l("All the places of this organization are taken.")
        return entrances.Entrance((), Refused(sentence, code="full"))
    return entrance
