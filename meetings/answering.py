"""How what a reader sends is answered: done, and said so, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.db import transaction
from meetings.errors import Refused
from meetings.fields import RefusingForm


def sends_mail() -> bool:
    """Whether mail leaves this installation; without a server each message waits in the outbox."""
    return bool(current_app.config["SETTINGS"].smtp_url)


def with_mail(said: str) -> str:
    """What was done, and what becomes of the mail about it: the one place that says so."""
    sent = _("A mail is on its way.")
    kept = _("The mail waits in the outbox: this installation sends none.")
    return f"{said} {sent if sends_mail() else kept}"


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
