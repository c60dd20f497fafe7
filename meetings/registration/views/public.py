"""Registering by the public form of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from meetings import actor, clock, language
from meetings.db import transaction
from meetings.directory import countries
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries, rules
from meetings.registration.models import Way
from meetings.registration.queries import HostMeeting, WayIn
from meetings.registration.rules import CONSENT_VERSION, EARLIER_VERSIONS
from meetings.registration.views import entrances, form_page, registered
from meetings.registration.views.blueprint import bp


@bp.route("/meetings/<slug>/register", methods=["GET", "POST"])
@public
@limit_posts(
    "20 per minute; 200 per hour",
    error_message=_l("Too many registrations from this address. Wait a minute and try again."),
)
def register(slug: str) -> ResponseReturnValue:
    """The public form, for the capacities that an officer opened.

    What is sent is judged below, so that a second click on the last seat finds it taken by itself.
    """
    meeting, ways = _meeting(slug)
    if meeting.slug != slug:
        return redirect(url_for("registration.register", slug=meeting.slug), 308)
    is_sent = request.method == "POST"
    by_form = _public(ways)
    if not (is_sent and by_form):
        return _form(meeting, ways), 422 if is_sent else 200
    approvals = {each.capacity_code: each.approval for each in by_form}
    offer, lang = entrances.offer_of(by_form), language.current()
    form = form_page.make_form(offer, meeting, lang=lang, has_questions=meeting.has_questions)
    if not form.validate_on_submit():
        return form_page.show_refused(meeting, form, **_around(meeting, ways)[1]), 422
    entry = form.entry()
    try:
        with transaction():
            by, at = actor.PUBLIC, clock.now()
            made = operations.register(meeting, entry, nonce=form.key, by=by, at=at)
            form_page.keep_answers(form, made, by=by, at=at)
            more = {"nonce": form.key, "approval": approvals[entry.capacity_code]}
            told = registered.told_of(made, entry, way=Way.FORM, **more)
    except Refused as refusal:
        form.blame(refusal.field, refusal)
        return form_page.show_refused(meeting, form, **_around(*_meeting(slug))[1]), 422
    return registered.done(slug, entry, approval=more["approval"], status=told)


def _form(meeting: HostMeeting, ways: Sequence[WayIn]) -> str:
    """The form ready to be filled in, else why there is none."""
    entrance, around = _around(meeting, ways)
    if entrance.refusal is not None:
        return form_page.show_closed(meeting, entrance, **around)
    offer = entrances.offer_of(entrance.openings, entrance.full)
    return form_page.show_fresh(meeting, offer, has_questions=meeting.has_questions, **around)


def _around(
    meeting: HostMeeting, ways: Sequence[WayIn]
) -> tuple[entrances.Entrance[rules.Choice], dict[str, Any]]:
    """Who is let in now, and what stands around the form: nobody who sends it well waits for it."""
    entrance = entrances.now_open(
        meeting,
        _public(ways),
        way=Way.FORM,
        has_limits=meeting.has_limits,
        by_hand=meeting.promotes_by_hand,
    )
    more = {"about": meeting, "for_organizations": form_page.by_organizations(meeting, ways)}
    return entrance, more | entrances.on_top(meeting, entrance)


def _public(ways: Sequence[WayIn]) -> list[WayIn]:
    """Those by which anyone may come."""
    return [each for each in ways if each.way == Way.FORM]


@bp.get("/meetings/<slug>/register/done")
@public
def done(slug: str) -> ResponseReturnValue:
    """How it stands: the same for a first registration and for a repeat (see views/registered)."""
    meeting, _ways = _meeting(slug)
    state = session.pop("registered_for", "")
    return form_page.unseen(
        render_template(
            "registration/done.html",
            meeting=meeting,
            about=meeting,
            email=session.pop("registered_email", None),
            again=session.pop("registered_by", ""),
            status=session.pop("registered_as", ""),
            waits=request.args.get("waits", ""),
            of_state=countries.of(state, language.current()) if state else "",
            may_wait=meeting.has_limits and queries.plan(meeting.id).has_waiting_list,
        )
    )


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept of somebody who registers, why, until when, and who reads it."""
    return _privacy(CONSENT_VERSION)


@bp.get("/privacy/<version>")
@public
def earlier_privacy(version: str) -> ResponseReturnValue:
    """The text as it was when somebody agreed to it."""
    if version == CONSENT_VERSION:
        return redirect(url_for("registration.privacy"), 303)
    if version not in EARLIER_VERSIONS:
        abort(404)
    return _privacy(version)


def _privacy(version: str) -> str:
    settings = current_app.config["SETTINGS"]
    earlier = "" if version == CONSENT_VERSION else f"_{version.replace('-', '_')}"
    return render_template(
        f"registration/privacy{earlier}.html",
        version=version,
        earlier=EARLIER_VERSIONS,
        threshold=settings.suppression_threshold,
        retention_days=settings.retention_days,
    )


def _meeting(slug: str) -> tuple[HostMeeting, list[WayIn]]:
    return queries.public_form(slug, language.current()) or abort(404)
