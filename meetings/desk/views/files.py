"""The calendar as a file: import and export, where the list is."""

from __future__ import annotations

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock
from meetings.db import transaction
from meetings.desk.calendar_export import export_calendar
from meetings.desk.calendar_file import Report, import_calendar
from meetings.desk.calendar_rows import OPTIONAL, REQUIRED
from meetings.desk.forms import UploadForm
from meetings.desk.views.blueprint import bp
from meetings.errors import FileRefused
from meetings.permissions import Right, allow


@bp.route("/manage/calendar/import", endpoint="import_calendar", methods=["GET", "POST"])
@allow(Right.MANAGE)
def import_file() -> ResponseReturnValue:
    """Read a CSV file; a file with an error changes nothing and has all its errors named."""
    every_meeting()
    form = UploadForm()
    refused: FileRefused | None = None
    if form.validate_on_submit():
        try:
            with transaction():
                report = import_calendar(
                    form.file.data.read(),
                    by=current_user.actor,
                    at=clock.now(),
                    draft=form.draft.data,
                )
        except FileRefused as refusal:
            refused = refusal
        else:
            _tell(report)
            return redirect(url_for("calendar.manage"), 303)
    page = render_template(
        "desk/import.html",
        form=form,
        refused=refused,
        limit=current_app.config["SETTINGS"].max_upload_mb,
        required=REQUIRED,
        optional=OPTIONAL,
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/manage/calendar/export.csv", endpoint="export_calendar")
@allow(Right.MANAGE)
def export_file() -> ResponseReturnValue:
    """Every meeting that is published, with the columns that an import reads."""
    every_meeting()
    pieces = b"".join(export_calendar())
    name = f"calendar-{clock.now():%Y-%m-%d}.csv"
    return Response(
        pieces,
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def every_meeting() -> None:
    """A file holds every meeting: only who manages all of them reads or writes it."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def _tell(report: Report) -> None:
    made = ngettext("%(num)d meeting was made.", "%(num)d meetings were made.", report.created)
    changed = ngettext("%(num)d was changed.", "%(num)d were changed.", report.updated)
    same = _(
        "%(count)d were known already and stay as they are.",
        count=report.skipped + report.unchanged,
    )
    flash(" ".join((made, changed, same)), "success")
    for warning in report.warnings:
        flash(warning, "warning")
