"""Every way in which meetings are brought in, on one page."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from meetings.calendar import queries as calendar
from meetings.desk.views.blueprint import bp
from meetings.desk.views.files import every_meeting
from meetings.permissions import Right, allow


@bp.get("/manage/import")
@allow(Right.MANAGE)
def imports() -> ResponseReturnValue:
    """The ways in, with one line each, and the ways out."""
    every_meeting()
    return render_template("desk/imports.html", years=calendar.years(drafts=True))
