"""The officer's form of a meeting: new, edit, clone."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, Status
from meetings.calendar.operations import check_ordinal
from meetings.calendar.rules.remarks import stale_year as year_left
from meetings.db import transaction
from meetings.desk import operations, queries
from meetings.desk.forms import CloneForm, MeetingForm, form_data
from meetings.desk.rules import Copies, cloned, digest
from meetings.desk.views import check, due, programme, told
from meetings.desk.views.blueprint import bp
from meetings.desk.views.choices import choices
from meetings.errors import Refused
from meetings.indicators import queries as indicators
from meetings.permissions import Right, allow


@bp.route("/manage/meetings/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new() -> ResponseReturnValue:
    """A meeting that begins as a draft."""
    _may_make()
    zone = current_app.config["SETTINGS"].time_zone
    given = {"time_zone": zone, "status": Status.FORESEEN}
    form = MeetingForm(choices(language.current(), None), data=given)
    return _answer_new(form, heading=_("New meeting"))


@bp.route("/manage/meetings/<slug>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit(slug: str) -> ResponseReturnValue:
    """Everything about a meeting that officers write."""
    meeting = mine(slug)
    plan = queries.plan_of(meeting)
    before = plan.facts
    is_held = meeting.status == Status.HELD
    offered = choices(language.current(), plan)
    given = {**form_data(plan), "seen": digest(plan)}
    form = MeetingForm(offered, is_held=is_held, data=given)
    refusal: Refused | None = None
    if form.is_submitted() and not check.asked() and form.validate():
        refusal = _save(form, slug)
        if refusal is None:
            flash(_("The meeting is saved."), "success")
            due.warn(mine(slug), before, language.current())
            programme.warn_of_outside(mine(slug), language.current())
            return redirect(url_for("desk.overview", slug=mine(slug).slug), 303)
    has_changed = refusal is not None and refusal.code == "changed"
    return _page(form, mine(slug), heading=_("Edit the meeting"), has_changed=has_changed)


@bp.route("/manage/meetings/<slug>/clone", methods=["GET", "POST"])
@allow(Right.MANAGE)
def clone(slug: str) -> ResponseReturnValue:
    """A new draft with another meeting's facts, a year on."""
    _may_make()
    earlier = queries.plan_of(mine(slug))
    plan = cloned(earlier)
    plan = replace(plan, facts=calendar.titled_anew(plan.facts))
    form = CloneForm(choices(language.current(), plan), data=form_data(plan))
    year = year_left(plan.facts.title, earlier.facts, facts=plan.facts)
    heading = _("New meeting, after an earlier one")
    return _answer_new(form, heading=heading, source=slug, stale_year=year)


def mine(slug: str) -> Meeting:
    """The meeting that the officer may manage, a draft too; 404 otherwise."""
    meeting = calendar.by_slug(slug, drafts=True)
    within = current_user.meetings_for(Right.MANAGE)
    if meeting is None or (within is not None and meeting.id not in within):
        abort(404)
    return meeting


def _may_make() -> None:
    """Only who manages every meeting may add one."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def _save(form: MeetingForm, slug: str) -> Refused | None:
    """Save the meeting, or say in the form why a room refused.

    When somebody else changed it meanwhile, saving once more overwrites that knowingly.
    """
    try:
        with transaction():
            _check_ordinal(form, mine(slug))
            operations.save_meeting(
                mine(slug),
                form.plan(),
                seen=form.seen.data or "",
                by=current_user.actor,
                at=clock.now(),
                why=form.why.data or "",
                is_why_public=form.is_why_public.data,
                why_language=language.current(),
            )
    except Refused as refusal:
        form.refuse(refusal)
        _ask_once(form, refusal)
        if refusal.code == "changed":
            form.seen.data = digest(queries.plan_of(mine(slug)))
        return refusal
    return None


def _answer_new(
    form: MeetingForm, *, heading: str, source: str | None = None, stale_year: int | None = None
) -> ResponseReturnValue:
    """The form of a new meeting; once it is sent and sound, the way on to the draft's page.

    Its nonce stands in the address: “Back” leads to the form with the same one, cached or not.
    """
    nonce = request.args.get("form", type=uuid.UUID)
    if nonce is None and not form.is_submitted():
        return redirect(f"{request.path}?form={uuid.uuid4()}")
    if form.is_submitted() and not check.asked() and form.validate():
        slug = _make(form, str(nonce or uuid.uuid4()), source)
        if slug:
            made = mine(slug)
            # Of the earlier one it has the title, never the status.
            before = calendar.facts_of(mine(source), status=made.status) if source else None
            due.warn(made, before, language.current())
            return redirect(url_for("desk.overview", slug=slug), 303)
    return _page(form, None, heading=heading, is_clone=source is not None, stale_year=stale_year)


def _make(form: MeetingForm, nonce: str, source: str | None) -> str | None:
    """The slug of the draft, None when a room refused and the form says why."""
    try:
        with transaction():
            _check_ordinal(form, None)
            meeting, is_new = operations.make_draft(
                form.plan(),
                nonce=nonce,
                by=current_user.actor,
                at=clock.now(),
                copies=_copies(form, source),
            )
            slug = meeting.slug
    except Refused as refusal:
        form.refuse(refusal)
        _ask_once(form, refusal)
        return None
    if is_new:
        flash(_("The draft was created."), "success")
    else:
        flash(_("This form had made this meeting already. Edit it here to change it."), "warning")
    return slug


def _check_ordinal(form: MeetingForm, meeting: Meeting | None) -> None:
    """Refuse what is no number; ask once whether two meetings shall bear the same."""
    check_ordinal(
        calendar.facts_of(meeting) if meeting else None,
        form.plan().facts,
        meeting_id=meeting.id if meeting else None,
        lang=language.current(),
        may_double=bool(form.doubled.data) and form.doubled.data == form.ordinal.data,
    )


def _ask_once(form: MeetingForm, refusal: Refused) -> None:
    if refusal.code == "number_taken":
        form.doubled.data = form.ordinal.data


def _copies(form: MeetingForm, source: str | None) -> Copies | None:
    if source is None or not isinstance(form, CloneForm):
        return None
    return Copies(source, agenda=form.with_agenda.data, documents=form.with_documents.data)


def _page(
    form: MeetingForm, meeting: Meeting | None, *, heading: str, **more: object
) -> tuple[str, int]:
    lang = language.current()
    clashes = check.clashes_for(form, meeting)
    page = render_template(
        "desk/edit.html",
        form=form,
        meeting=meeting,
        heading=heading,
        clashes=clashes,
        was_checked=check.asked(),
        tells=told.tells(meeting),
        plans=[
            (plan.name(lang), frozenset(action.code for action in actions))
            for plan, actions in indicators.actions()
        ],
        **more,
    )
    is_checked = check.asked() and clashes is not None
    return page, 422 if form.is_submitted() and not is_checked else 200
