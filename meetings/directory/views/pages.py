"""What the directory's pages share: who may write it, and how a form is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock
from meetings.db import transaction
from meetings.errors import Refused
from meetings.fields import RefusingForm
from meetings.permissions import Right


def everything() -> None:
    """Only who manages every meeting may write the directory; 403 for everybody else."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def today() -> date:
    """The secretariat's day."""
    return clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)


def attempt(
    form: RefusingForm, act: Callable[[], object], *, said: str, to: str
) -> ResponseReturnValue | None:
    """Do what a sound form asks and go on to `to`; None to show the form (again), nothing done."""
    if not (form.is_submitted() and form.validate()):
        return None
    try:
        with transaction():
            act()
    except Refused as refusal:
        form.refuse(refusal)
        return None
    flash(said, "success")
    return redirect(to, 303)


def shown(form: RefusingForm, template: str = "directory/form.html", **page: Any) -> Any:
    """The form's page; 422 when something in it has to be corrected."""
    return render_template(template, form=form, **page), 422 if form.errors else 200


def done(act: Callable[[], object], *, said: str, to: str) -> ResponseReturnValue:
    """Do what a button asks, tell it or why not, and go on to `to`."""
    try:
        with transaction():
            act()
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "success")
    return redirect(to, 303)
