"""What the directory's pages share: who may write it, and how a form is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, current_app, render_template
from flask_login import current_user

from meetings import clock
from meetings.fields import RefusingForm
from meetings.permissions import Right


def everything() -> None:
    """Only who manages every meeting may write the directory; 403 for everybody else."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def today() -> date:
    """The secretariat's day."""
    return clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)


def shown(form: RefusingForm, template: str = "directory/form.html", **page: Any) -> Any:
    """The form's page; 422 when something in it has to be corrected."""
    return render_template(template, form=form, **page), 422 if form.errors else 200
