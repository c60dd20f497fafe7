"""How what a reader sends is answered: done, and said so, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from meetings.db import transaction
from meetings.errors import Refused
from meetings.fields import RefusingForm


def attempt(
    form: RefusingForm, act: Callable[[], object], *, said: str, to: str | Callable[[], str]
) -> ResponseReturnValue | None:
    """Do what a sound form asks and go on to `to`; None to show the form (again), nothing done.

    `to` is asked for once it is done where the address is known only then.
    """
    if not (form.is_submitted() and form.validate()):
        return None
    try:
        with transaction():
            act()
    except Refused as refusal:
        form.refuse(refusal)
        return None
    flash(said, "success")
    return redirect(to if isinstance(to, str) else to(), 303)


def press(act: Callable[[], object], *, said: str, to: str) -> ResponseReturnValue:
    """Do what a button asks, say so or why not, and go on to `to`."""
    try:
        with transaction():
            act()
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "success")
    return redirect(to, 303)
