"""Putting a meeting off, and noting that a source says another date of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import press
from meetings.calendar import operations as calendar
from meetings.calendar import queries as meetings
from meetings.calendar.models import Meeting, Status
from meetings.calendar.rules import check_move
from meetings.db import transaction
from meetings.desk import queries
from meetings.desk.clashes import Clashes
from meetings.desk.forms.when import OPEN, OTHER, ContradictionForm, PostponeForm, WhenForm
from meetings.desk.views import check
from meetings.desk.views.blueprint import bp
from meetings.desk.views.due import warn
from meetings.desk.views.manage import mine
from meetings.desk.views.stands import stood_before, tell_of_dropped
from meetings.desk.views.told import tells
from meetings.errors import Refused
from meetings.permissions import Right, allow


@bp.route("/manage/meetings/<slug>/postpone", methods=["GET", "POST"])
@allow(Right.MANAGE)
def postpone(slug: str) -> ResponseReturnValue:
    """To another date, to none yet, or giving way to another meeting."""
    meeting = mine(slug)
    others = queries.successors(meeting, language.current(), within=_within())
    form = PostponeForm(others, data={"precision": meeting.precision})
    before = meetings.facts_of(meeting)
    if check.asked():
        found = check.clashes_put_off(form, meeting)
        return _page("desk/postpone.html", form, slug, clashes=found)
    if form.is_submitted() and form.validate() and _done(form, slug):
        if form.way.data == OTHER:
            said = _(
                "The meeting is cancelled: another one takes its place. Each leads to the other."
            )
        elif before.status == Status.POSTPONED and form.way.data != OPEN:
            said = _("The meeting has a new date. Its registrations are kept.")
        elif form.way.data != OPEN and mine(slug).starts_on < before.starts_on:
            said = _("The meeting is brought forward. Its registrations are kept.")
        else:
            said = _("The meeting is put off. Its registrations are kept.")
        flash(said, "success")
        if form.way.data in {OPEN, OTHER}:
            tell_of_dropped(mine(slug), before)
        if form.way.data != OTHER:
            warn(mine(slug), replace(before, status=mine(slug).status), language.current())
        return redirect(url_for("desk.overview", slug=slug), 303)
    return _page("desk/postpone.html", form, slug)


def _done(form: PostponeForm, slug: str) -> bool:
    """Put it off; False when a room refused and the form says why."""
    said: dict[str, Any] = {
        "why": form.why.data or "",
        "is_why_public": form.is_why_public.data,
        "why_language": language.current(),
    }
    try:
        with transaction():
            meeting, by, at = mine(slug), current_user.actor, clock.now()
            if form.way.data == OTHER:
                calendar.replace(meeting, _other(form), by=by, at=at, **said)
            else:
                to = None if form.way.data == OPEN else form.new_date()
                calendar.postpone(meeting, to, by=by, at=at, **said)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _other(form: PostponeForm) -> Meeting:
    if not form.replaced_by.data:
        raise Refused(_("Choose the meeting that takes its place."), field="replaced_by")
    return mine(form.replaced_by.data)


@bp.route("/manage/meetings/<slug>/contradiction", methods=["GET", "POST"])
@allow(Right.MANAGE)
def contradiction(slug: str) -> ResponseReturnValue:
    """Another date that a source says, kept in the history; the meeting stays as it is."""
    meeting = mine(slug)
    form = ContradictionForm(data={"precision": meeting.precision})
    if form.is_submitted() and form.validate() and _noted(form, slug):
        flash(_("It is kept in the history of the meeting."), "success")
        return redirect(url_for("desk.overview", slug=slug), 303)
    return _page("desk/contradiction.html", form, slug)


def _noted(form: ContradictionForm, slug: str) -> bool:
    try:
        with transaction():
            meeting = mine(slug)
            first, last = form.dates()
            other = replace(
                meetings.facts_of(meeting),
                starts_on=first,
                ends_on=last,
                precision=form.precision.data,
                **form.hours(),
            )
            calendar.record_contradiction(
                meeting,
                other,
                found_in=form.found_in.data or "",
                by=current_user.actor,
                at=clock.now(),
                why=form.why.data or "",
                is_why_public=form.is_why_public.data,
                why_language=language.current(),
            )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@bp.post("/manage/meetings/<slug>/contradiction/<public_id>/remove")
@allow(Right.MANAGE)
def remove_contradiction(slug: str, public_id: str) -> ResponseReturnValue:
    """Take out of the history what was recorded by mistake."""

    def remove() -> None:
        meeting = mine(slug)
        found = meetings.change_of(meeting.id, public_id) or abort(404)
        calendar.remove_contradiction(meeting, found, by=current_user.actor, at=clock.now())

    said = _("It is taken out of the history.")
    return press(remove, said=said, to=url_for("desk.overview", slug=slug))


def _page(
    template: str, form: WhenForm, slug: str, *, clashes: Clashes | None = None
) -> tuple[str, int]:
    lang = language.current()
    meeting = mine(slug)
    page = render_template(
        template,
        form=form,
        meeting=meeting,
        words=meetings.text_of(meeting.id, lang),
        tells=tells(meeting),
        clashes=clashes,
        was_checked=check.asked(),
        why_not=_why_not(meeting),
        stood=stood_before(meeting),
    )
    return page, 422 if form.is_submitted() and clashes is None else 200


def _why_not(meeting: Meeting) -> str:
    """Why a meeting cannot be put off as it stands; empty where it can."""
    try:
        check_move(meeting.status, Status.POSTPONED)
    except Refused as refusal:
        return str(refusal)
    return ""


def _within() -> frozenset[int] | None:
    within = current_user.meetings_for(Right.MANAGE)
    return None if within is None else frozenset(within)
