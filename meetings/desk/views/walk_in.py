"""Somebody at the door who isn't on the list: registered and checked in by one press."""

from __future__ import annotations

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock, language
from meetings.accreditation import queries as accreditation
from meetings.attendance import operations as attendance
from meetings.attendance.models import Source
from meetings.attendance.rules import Event, Verdict
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.desk.forms.walk_in import WalkInForm
from meetings.desk.views.blueprint import bp
from meetings.directory import queries as directory
from meetings.directory.rules import represented
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.registration import operations, queries
from meetings.registration.models import Opening, Status, Way
from meetings.registration.operations.namesakes import to_ask_about
from meetings.registration.rules import representing, words

STANDING = frozenset({Status.PENDING, Status.WAITLISTED})


@bp.route("/door/<slug>/walk-in", methods=["GET", "POST"])
@allow(Right.DOOR)
def walk_in(slug: str) -> ResponseReturnValue:
    """Four fields; the page's own nonce and event make a second press the same one.

    Somebody of that name who is at the meeting already is asked about first: is it she?
    Only capacities that the officer opened for the door; where an officer must agree, she is
    registered but not let in yet.
    """
    meeting = _meeting(slug)
    ways = queries.openings(meeting.id, way=Way.WALK_IN)
    form, lang = _form(meeting, ways), language.current()
    nonce = request.form.get("nonce", "")[:36] or str(uuid.uuid4())
    if ways and form.validate_on_submit() and not _asks_who(form, meeting, lang, nonce=nonce):
        try:
            return redirect(_register(slug, form, nonce=nonce, lang=lang), 303)
        except Refused as refusal:
            form.refuse(refusal)
    page = render_template(
        "desk/walk_in.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        form=form,
        nonce=nonce,
        new_event=lambda: str(uuid.uuid4()),
        words=words,
        lang=lang,
        is_open=bool(ways),
    )
    return page, 422 if form.is_submitted() else 200


def _asks_who(form: WalkInForm, meeting: Meeting, lang: str, *, nonce: str) -> bool:
    if not form.another.data:
        form.namesakes = to_ask_about(meeting, form.entry(lang), nonce=nonce)
    return bool(form.namesakes)


def _register(slug: str, form: WalkInForm, *, nonce: str, lang: str) -> str:
    """Register and check in; the door's page with the answer."""
    by, now = current_user.actor, clock.now()
    event_id = str(uuid.uuid5(uuid.NAMESPACE_URL, nonce))
    with transaction():
        meeting = _meeting(slug)
        made = operations.register(
            meeting, form.entry(lang), nonce=nonce, by=by, at=now, way=Way.WALK_IN
        )
        event = Event(
            id=event_id,
            at=now,
            registration=made.public_id,
            source=Source.LIST,
            device="walk-in",
        )
        answer = attendance.record(meeting, event, by=by, at=now)
        if answer.status == Verdict.REFUSED and answer.code not in STANDING:
            raise Refused(answer.reason, code=answer.code)
    if answer.status == Verdict.REFUSED:
        flash(f"{answer.reason}", "warning")
        return url_for("attendance.door", slug=slug)
    return url_for("attendance.door", slug=slug, event=event_id)


def _meeting(slug: str) -> Meeting:
    within = current_user.meetings_for(Right.DOOR)
    return calendar.by_slug(slug, drafts=True, within=within) or abort(404)


def _form(meeting: Meeting, ways: list[Opening]) -> WalkInForm:
    lang = language.current()
    form = WalkInForm()
    granted = [
        (each.id, each.organization.name) for each in accreditation.accreditations(meeting.id)
    ]
    states = represented.offered(lang, added=directory.added_observers())
    capacities = [(each.capacity_code, each.capacity.name(lang)) for each in ways]
    form.offer(capacities, representing.choices(states, granted))
    return form
