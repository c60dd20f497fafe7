"""Records that may be one: side by side, merged by hand or said not to be the same, and undone."""

from __future__ import annotations

import time
from datetime import datetime
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from markupsafe import Markup

from meetings import clock, formats, language
from meetings.answering import attempt, press
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.desk.forms.records import MergeForm
from meetings.desk.queries import records as across
from meetings.desk.views import records
from meetings.desk.views.blueprint import bp
from meetings.directory import countries, operations
from meetings.directory.models import Organization, Person, Record
from meetings.directory.operations.looking import Going
from meetings.directory.queries import duplicates as queries
from meetings.directory.queries import merged
from meetings.directory.queries.duplicates import Candidate, Round
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.rules import words

SIZE = 20
MOST_TOLD = 5
SECONDS = 5.0  # in which an officer's own search answers


@bp.get("/manage/duplicates")
@allow(Right.MANAGE)
def duplicates() -> ResponseReturnValue:
    """The pairs that wait for an answer, the likeliest first, and the log of merges."""
    records.everyone()
    kind = _kind(request.args.get("of", ""))
    number = min(max(1, request.args.get("page", 1, type=int)), 100_000)
    return render_template(
        "desk/duplicates.html",
        kind=kind,
        page=queries.candidates(kind, page=number, size=SIZE),
        log=queries.merges(kind, size=SIZE * 2),
        reasons=records.REASONS,
        country_name=countries.name,
        when=_when,
        href=lambda number: url_for("desk.duplicates", of=kind, page=number),
    )


@bp.post("/manage/duplicates/look")
@allow(Right.MANAGE)
def look_for_duplicates() -> ResponseReturnValue:
    """Compare every record now; of many as far as a few seconds go, the rest by the worker."""
    records.everyone()
    kind, at = _kind(request.form.get("of", "")), clock.now()
    turn, ends = Round(kind), time.monotonic() + SECONDS
    found = turn.go_on(ends=lambda: time.monotonic() >= ends)
    with transaction():
        new = operations.keep_turn(Going(kind, at), turn, found=found, at=at)
    flash(ngettext("%(num)d new pair was found.", "%(num)d new pairs were found.", new), "success")
    if not turn.is_over:
        more = _("There are many records: the search goes on, and what it finds is added here.")
        flash(more, "info")
    return redirect(url_for("desk.duplicates", of=kind), 303)


@bp.route("/manage/duplicates/<uuid:public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def duplicate(public_id: UUID) -> ResponseReturnValue:
    """Two records side by side, and the form that makes them one."""
    pair = _pair(public_id)
    form = MergeForm()
    form.kept.choices = [
        (each.public_id, _("Keep %(name)s", name=_name(each))) for each in (pair.first, pair.second)
    ]
    to = url_for("desk.duplicates", of=pair.row.record)
    answer = attempt(
        form,
        lambda: _merge(public_id, form),
        said=_("The two records are one from now on. This can be undone."),
        to=to,
    )
    if answer is not None:
        if pair.row.record == Record.PERSON:
            _say_where_twice(pair)
        return answer
    pair = _pair(public_id)
    page = render_template(
        "desk/duplicate.html",
        form=form,
        pair=pair,
        back=to,
        reasons=records.REASONS,
        country_name=countries.name,
        known=[across.known_of(each, language.current()) for each in (pair.first, pair.second)],
        words=words,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/manage/duplicates/<uuid:public_id>/dismiss")
@allow(Right.MANAGE)
def dismiss_duplicate(public_id: UUID) -> ResponseReturnValue:
    """They are not the same: the pair isn't suggested again."""
    kind = _pair(public_id).row.record
    return press(
        lambda: operations.dismiss(_pair(public_id), by=current_user.actor, at=clock.now()),
        said=_("Noted: these two are not the same and are not suggested again."),
        to=url_for("desk.duplicates", of=kind),
    )


@bp.post("/manage/merges/<uuid:public_id>/undo")
@allow(Right.MANAGE)
def undo_merge(public_id: UUID) -> ResponseReturnValue:
    """Both records stand for themselves again."""
    records.everyone()
    row = merged.merge_called(str(public_id)) or abort(404)
    kind = row.record

    def act() -> None:
        found = merged.merge_called(str(public_id)) or abort(404)
        operations.undo_merge(found, by=current_user.actor, at=clock.now())

    return press(
        act,
        said=_("The merge is undone: both records are as they were before."),
        to=url_for("desk.duplicates", of=kind),
    )


def _say_where_twice(pair: Candidate) -> None:
    """After a merge: at which meetings the person has two registrations now, and where one of them
    is ended."""
    kept = pair.second if pair.first.merged_into_id is not None else pair.first
    for each in registration.registered_twice(kept.id)[:MOST_TOLD]:
        said = _(
            "This person is registered twice at this meeting, and stands twice in its lists and at "
            "its door until you end one of the registrations:"
        )
        link = url_for("registration.participation", public_id=each.public_id, _anchor="duplicates")
        title = calendar.text_of(each.meeting_id, language.current()).title
        flash(Markup('{} <a href="{}">{}</a>').format(said, link, title), "warning")


def _when(at: datetime) -> str:
    """A day and hour in the secretariat's zone."""
    return formats.instant(at, current_app.config["SETTINGS"].time_zone, language.current())


def _kind(given: str) -> Record:
    return Record.ORGANIZATION if given == Record.ORGANIZATION else Record.PERSON


def _pair(public_id: UUID) -> Candidate:
    records.everyone()
    return queries.candidate(str(public_id)) or abort(404)


def _name(record: Person | Organization) -> str:
    """Name and address: the two names may well be the same."""
    name = record.full_name if isinstance(record, Person) else record.name
    return f"{name} ({record.email})" if record.email else name


def _merge(public_id: UUID, form: MergeForm) -> None:
    pair = _pair(public_id)
    kept, lost = pair.first, pair.second
    if form.kept.data == lost.public_id:
        kept, lost = lost, kept
    operations.merge(
        kept,
        lost,
        reason=(form.reason.data or "").strip(),
        reasons=pair.row.reasons,
        by=current_user.actor,
        at=clock.now(),
    )
