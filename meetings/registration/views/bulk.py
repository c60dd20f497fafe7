"""What an officer does with several registrations at once, and the views she keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.registration import queries, rules
from meetings.registration.models import Participation, Status
from meetings.registration.operations import several as several_at_once
from meetings.registration.operations.amend import amend
from meetings.registration.operations.bulk import BATCH, Done, for_each
from meetings.registration.operations.saved_views import forget_view, save_view
from meetings.registration.queries.saved_views import saved_view
from meetings.registration.rules import list_columns
from meetings.registration.views.blueprint import bp
from meetings.registration.views.exporting import send_list
from meetings.registration.views.manage import Asked, asked_of
from meetings.registration.views.scope import meeting_of

MOST = 1_000
LISTS = {
    "function": "functions.csv",
    "capacity_code": "capacities.csv",
    "personnel_kind_code": "personnel_kinds.csv",
}
Act = Callable[[Participation], object]


@bp.post("/manage/meetings/<slug>/registrations/several")
@allow(Right.MANAGE)
def several(slug: str) -> ResponseReturnValue:
    """Confirm, decline, assign or export the ticked ones, or all that match; each is told apart.

    The form carries the searched words and how many it promised: nothing is done where others
    match by now, and to more than the ticked ones only when it is asked for twice. So it is where
    somebody would be passed over, lacks answers or may be confirmed twice: she is named beforehand.
    """
    meeting = meeting_of(slug)
    asked = asked_of(meeting)
    back = url_for("registration.manage", slug=meeting.slug, **asked.in_address)
    every = bool(request.form.get("all"))
    if every:
        after = request.form.get("after", "")[:36]
        chosen = queries.matching(meeting.id, asked.filters, most=MOST, after=after)
    else:
        chosen = list(dict.fromkeys(request.form.getlist("chosen")))[:MOST]
    if not chosen and not every:
        flash(_("Tick the registrations first."), "error")
        return redirect(back, 303)
    step = request.form.get("step", "")
    if step in {"csv", "xlsx"}:
        return send_list(
            meeting,
            asked.filters,
            step,
            columns=asked.columns,
            public_ids=None if every else chosen,
        )
    try:
        act = _act(step)
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(back, 303)
    found = queries.count_matching(meeting.id, asked.filters) if every else len(chosen)
    is_other = every and request.form.get("promised", type=int) != found
    if is_other or not request.form.get("agreed"):
        foreseen = _foreseen(meeting, chosen, act)
        if every or foreseen.passed or foreseen.doubts.missing or foreseen.doubts.twice:
            ticked = [] if every else chosen
            page = _asked_back(
                meeting, asked, step, found, back=back, ticked=ticked, foreseen=foreseen
            )
            return page, 422 if is_other else 200
    meeting_id = meeting.id
    done, left = _in_batches(meeting_id, chosen, act)
    page = _told(meeting_of(slug), asked, done, back, step=step if every else "", left=left)
    return page, 503 if left else 200


def _foreseen(
    meeting: Meeting, chosen: Sequence[str], act: Act | several_at_once.Decision
) -> several_at_once.Foreseen:
    """Who would be passed over; of what is assigned nothing is known before."""
    if not isinstance(act, several_at_once.Decision):
        return several_at_once.Foreseen([], 0)
    return several_at_once.foresee(meeting.id, chosen, decision=act)


def _asked_back(
    meeting: Meeting,
    asked: Asked,
    step: str,
    found: int,
    *,
    back: str,
    ticked: Sequence[str],
    foreseen: several_at_once.Foreseen,
) -> str:
    """The question whether so many are meant, with all that was typed; `foreseen` tells who of them
    is passed over, by the reason."""
    passed: dict[str, list[Done]] = {}
    for each in foreseen.passed:
        passed.setdefault(str(each.problem), []).append(each)
    lang, (field, _sign, code) = language.current(), request.form.get("assign", "").partition(":")
    names = list_columns.coded(LISTS[field], lang) if field in LISTS else {}
    return render_template(
        "registration/several_asked.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        assigned=names.get(code, code),
        assign_field=field,
        kept=asked.in_address,
        q=asked.filters.q,
        step=step,
        found=found,
        promised=found if ticked else request.form.get("promised", type=int),
        ticked=ticked,
        passed=passed,
        passed_over=len(foreseen.passed),
        need_seat=foreseen.need_seat,
        doubts=foreseen.doubts,
        most=MOST,
        back=back,
    )


def _in_batches(
    meeting_id: int, chosen: Sequence[str], act: Act | several_at_once.Decision
) -> tuple[list[Done], int]:
    """What became of each, and how many were not come to: a batch is done whole or not at all, and
    where one fails, those before it are done and told, those after it left as they were."""
    done: list[Done] = []
    for start in range(0, len(chosen), BATCH):
        piece = chosen[start : start + BATCH]
        try:
            done += _batch(meeting_id, piece, act)
        except SQLAlchemyError:
            db.session.rollback()
            current_app.logger.exception("A batch of registrations could not be written")
            return done, len(chosen) - start
    return done, 0


def _batch(
    meeting_id: int, piece: Sequence[str], act: Act | several_at_once.Decision
) -> list[Done]:
    """One of them in one unit; mails of a decision are rendered before it begins."""
    if not isinstance(act, several_at_once.Decision):
        with transaction():
            return for_each(meeting_id, piece, act=act)
    composed = several_at_once.compose(meeting_id, piece, decision=act)
    with transaction():
        return several_at_once.decide(meeting_id, piece, decision=act, composed=composed)


def _act(step: str) -> Act | several_at_once.Decision:
    """What is to be done to each. Raises Refused where something is missing for it."""
    by, at, form = current_user.actor, clock.now(), request.form
    if step == "confirm":
        return several_at_once.Decision(target=Status.CONFIRMED, by=by, at=at)
    if step == "decline":
        reason = rules.check_reason(form.get("reason", ""))
        return several_at_once.Decision(target=Status.DECLINED, note=reason, by=by, at=at)
    if step == "assign":
        field, _sign, code = form.get("assign", "").partition(":")
        waits = bool(form.get("waits"))
        if field == "function":
            return lambda each: amend(
                each,
                {"functions": tuple(dict.fromkeys((*(each.functions or ()), code)))},
                by=by,
                at=at,
            )
        if field in {"capacity_code", "personnel_kind_code"}:
            return lambda each: amend(each, {field: code}, waits=waits, by=by, at=at)
        raise Refused(_("Choose what to assign."))
    raise Refused(_("Choose what to do with them."))


def _told(
    meeting: Meeting, asked: Asked, done: Sequence[Done], back: str, *, step: str, left: int
) -> str:
    """What became of each; where all that match were asked for and are more, the way on. `left` are
    those that were not come to."""
    last = done[-1].public_id if step and len(done) == MOST else ""
    more = last and queries.matching(meeting.id, asked.filters, most=1, after=last)
    may_wait = queries.plan(meeting.id).has_waiting_list and request.form.get("step") == "assign"
    return render_template(
        "registration/several.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        done=[each for each in done if not each.problem],
        refused=[each for each in done if each.problem],
        may_wait=[each for each in done if each.needs_seat] if may_wait else [],
        left=left,
        after=last if more else "",
        found=queries.count_matching(meeting.id, asked.filters) if more else 0,
        kept=asked.in_address,
        q=asked.filters.q,
        step=step,
        back=back,
    )


@bp.post("/manage/meetings/<slug>/registrations/views")
@allow(Right.MANAGE)
def keep_view(slug: str) -> ResponseReturnValue:
    """Keep the list as it is narrowed now, with its columns, under a name."""
    meeting = meeting_of(slug)
    asked = asked_of(meeting)
    kept = asked.in_address
    filters = {name: value for name, value in kept.items() if name not in {"col", "search"}}
    try:
        with transaction():
            save_view(
                meeting_of(slug).id,
                current_user.id,
                name=request.form.get("name", ""),
                filters={name: str(value) for name, value in filters.items()},
                columns=asked.columns,
                is_shared=bool(request.form.get("is_shared")),
                at=clock.now(),
            )
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The view is saved."), "success")
    return redirect(url_for("registration.manage", slug=meeting.slug, **kept), 303)


@bp.post("/manage/meetings/<slug>/registrations/views/<uuid:public_id>/delete")
@allow(Right.MANAGE)
def drop_view(slug: str, public_id: UUID) -> ResponseReturnValue:
    """Delete a view of one's own."""
    meeting = meeting_of(slug)
    try:
        with transaction():
            found = saved_view(str(public_id), meeting.id) or abort(404)
            forget_view(found, user_id=current_user.id)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The view is deleted."), "success")
    return redirect(url_for("registration.manage", slug=meeting.slug), 303)
