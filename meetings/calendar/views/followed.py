"""The calendars that the secretariat follows: files read, shown, and only then kept."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, tokens
from meetings.calendar import incoming, operations, queries
from meetings.calendar.forms import ConfirmForm, FollowForm, RenameForm
from meetings.calendar.incoming.table import OPTIONAL, REQUIRED
from meetings.calendar.models import FollowedCalendar
from meetings.calendar.rules.followed import LONGEST_NAME, Entry, Reading, Sorted, seen
from meetings.calendar.views.blueprint import bp
from meetings.db import transaction
from meetings.errors import FileRefused, Refused, RowProblem
from meetings.permissions import Right, allow

PURPOSE = "followed"
MOST_SHOWN = 200


@bp.route("/manage/followed", methods=["GET", "POST"])
@allow(Right.MANAGE)
def followed() -> ResponseReturnValue:
    """Every followed calendar; a file that is sent is read and shown, and nothing is kept yet."""
    _every_meeting()
    form = FollowForm()
    if form.validate_on_submit():
        answer = _read(form)
        if answer is not None:
            return answer
    return _list(form)


@bp.post("/manage/followed/import")
@allow(Right.MANAGE)
def follow() -> ResponseReturnValue:
    """Keep what was shown; where an import would do something else by now, show that first."""
    _every_meeting()
    form = ConfirmForm()
    sealed = tokens.unseal(PURPOSE, form.rows.data or "")
    if not isinstance(sealed, dict) or not form.validate():
        flash(_("Choose the file once more: what was read of it is no longer there."), "warning")
        return redirect(url_for(".followed"), 303)
    reading, name = _opened(sealed), sealed["name"]
    if reading.problems and not form.partial.data:
        form.partial.errors = [_("The file has errors: correct them there, or tick this box.")]
        return _preview(reading, name, form), 422
    today, at = _today(), clock.now()
    try:
        with transaction():
            done = operations.follow(
                reading.entries,
                name,
                seen=form.seen.data or "",
                drop=form.drop.data and not reading.problems,
                today=today,
                by=current_user.actor,
                at=at,
            )
    except Refused as refusal:
        flash(str(refusal), "warning")
        return _preview(reading, name, ConfirmForm(formdata=None)), 422
    _tell(done, dropped=form.drop.data and not reading.problems)
    return redirect(url_for(".followed"), 303)


@bp.route("/manage/followed/<uuid:public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def followed_calendar(public_id: object) -> ResponseReturnValue:
    """The days of one, and its name, which may be changed."""
    found = _found(public_id)
    form = RenameForm(data={"name": found.name})
    if form.validate_on_submit():
        try:
            with transaction():
                operations.rename_followed(
                    _found(public_id), form.name.data or "", by=current_user.actor, at=clock.now()
                )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The calendar has its new name."), "success")
            return redirect(url_for(".followed_calendar", public_id=public_id), 303)
    calendar = _found(public_id)
    days = queries.followed_days(calendar.id)
    page = render_template(
        "calendar/followed_calendar.html",
        form=form,
        calendar=calendar,
        days=[day for day in days if day.ends_on >= _today()][:MOST_SHOWN],
        total=len(days),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/manage/followed/<uuid:public_id>/remove")
@allow(Right.MANAGE)
def unfollow(public_id: object) -> ResponseReturnValue:
    """Let go of a calendar with all its days."""
    with transaction():
        calendar = _found(public_id)
        name = calendar.name
        operations.unfollow(calendar, by=current_user.actor, at=clock.now())
    flash(_("“%(name)s” is no longer followed.", name=name), "success")
    return redirect(url_for(".followed"), 303)


def _read(form: FollowForm) -> ResponseReturnValue | None:
    """The preview of the file; None when it is refused, and the form says why."""
    settings = current_app.config["SETTINGS"]
    upload = form.file.data
    try:
        reading = incoming.read(
            upload.read(),
            zone=settings.time_zone,
            today=_today(),
            limit=settings.max_upload_mb * 1024 * 1024,
            name=upload.filename or "",
        )
        stem = re.sub(r"\.[A-Za-z]+$", "", upload.filename or "")
        name = form.name.data or reading.name or stem.replace("_", " ")[:LONGEST_NAME]
        return _preview(reading, name, ConfirmForm(formdata=None))
    except FileRefused as refusal:
        form.file.errors = [str(refusal)]
    except Refused as refusal:
        form.refuse(refusal)
    return None


def _preview(reading: Reading, name: str, form: ConfirmForm) -> str:
    compared = operations.compare_followed(reading.entries, name, today=_today())
    form.rows.data = tokens.seal(PURPOSE, _closed(reading, name))
    form.seen.data = seen(compared)
    return render_template(
        "calendar/followed_preview.html",
        form=form,
        reading=reading,
        compared=compared,
        name=name,
        most=MOST_SHOWN,
        vanished=sum(len(each.vanished) for each in compared),
        is_same=not any(each.changes_something for each in compared),
    )


def _closed(reading: Reading, name: str) -> dict[str, Any]:
    """What was read as JSON: so that nothing is lost or uploaded twice until it is confirmed."""
    keys = ("uid", "starts_on", "ends_on", "title", "place", "calendar", "line")
    return {
        "name": name,
        "entries": [[str(getattr(each, key)) for key in keys] for each in reading.entries],
        "problems": [[each.line, each.column, str(each.reason)] for each in reading.problems],
        "doubts": [[each.line, each.column, str(each.reason)] for each in reading.doubts],
        "notes": [str(note) for note in reading.notes],
    }


def _opened(sealed: dict[str, Any]) -> Reading:
    return Reading(
        tuple(
            Entry(
                uid=uid,
                starts_on=date.fromisoformat(first),
                ends_on=date.fromisoformat(last),
                title=title,
                place=place,
                calendar=calendar,
                line=int(line),
            )
            for uid, first, last, title, place, calendar, line in sealed["entries"]
        ),
        tuple(RowProblem(*row) for row in sealed["problems"]),
        tuple(RowProblem(*row) for row in sealed["doubts"]),
        tuple(sealed["notes"]),
    )


def _list(form: FollowForm) -> ResponseReturnValue:
    settings = current_app.config["SETTINGS"]
    page = render_template(
        "calendar/followed.html",
        form=form,
        calendars=queries.followed_calendars(),
        limit=settings.max_upload_mb,
        required=REQUIRED,
        optional=OPTIONAL,
    )
    return page, 422 if form.is_submitted() else 200


def _tell(done: list[Sorted], *, dropped: bool) -> None:
    added = sum(len(each.added) for each in done)
    changed = sum(len(each.changed) for each in done)
    gone = sum(len(each.vanished) for each in done) if dropped else 0
    kept = 0 if dropped else sum(len(each.vanished) for each in done)
    same = kept + sum(each.unchanged for each in done)
    sentences = (
        ngettext("%(num)d entry is new.", "%(num)d entries are new.", added),
        ngettext("%(num)d entry was changed.", "%(num)d entries were changed.", changed),
        ngettext("%(num)d entry was dropped.", "%(num)d entries were dropped.", gone),
        ngettext("%(num)d entry stays as it is.", "%(num)d entries stay as they are.", same),
    )
    flash(" ".join(sentences), "success")


def _found(public_id: object) -> FollowedCalendar:
    _every_meeting()
    found = queries.followed_calendar(str(public_id))
    if found is None:
        abort(404)
    return found


def _every_meeting() -> None:
    """Followed days concern every meeting: only who manages all of them decides on them."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def _today() -> date:
    return clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)
