"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from meetings import clock
from meetings.accounts import operations, queries
from meetings.accounts.forms import SignInForm
from meetings.accounts.models import User
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import limit_posts, login_manager
from meetings.language import PREFIX
from meetings.permissions import Right, public

bp = Blueprint("accounts", __name__, url_prefix=PREFIX)
blueprints = (bp,)


@login_manager.user_loader
def _load(session_id: str) -> User | None:
    return queries.by_session(session_id)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@limit_posts(
    "10 per minute; 60 per hour",
    error_message=lambda: _("Too many attempts to sign in. Wait a minute and try again."),
)
def sign_in() -> ResponseReturnValue:
    """The sign-in page; back to where the reader was going."""
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(_safe(request.args.get("next")) or _home(current_user), 303)
    form = SignInForm(data={"next": request.args.get("next", "")})
    if not form.validate_on_submit():
        return _page(form, 422 if form.is_submitted() else 200)
    password = form.password.data or ""
    try:
        user = operations.authenticate(form.email.data or "", password)
    except Refused as refusal:
        form.password.errors = [str(refusal)]
        return _page(form, 422)
    with transaction():
        operations.note_sign_in(user, password, at=clock.now())
    target = _safe(form.next.data) or _home(user)
    session.clear()  # nothing that was planted before signing in lives on
    login_user(user)
    return redirect(target, 303)


def _page(form: SignInForm, status: int) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", form=form), status


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session."""
    if current_user.is_authenticated:
        logout_user()
        session.clear()
        flash(_("You have signed out."))
    return redirect(url_for("desk.landing"), 303)


def _safe(target: str | None) -> str | None:
    """An address within this site, None for anything that leads elsewhere.

    Browsers read a backslash as a slash and leave out control characters: neither may stand in it.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    return target if target.isprintable() and "\\" not in target else None


def _home(user: User) -> str:
    """Where a user's work begins, in her own language."""
    lang = user.language
    if user.may(Right.MANAGE):
        return url_for("desk.today", lang=lang)
    if user.may(Right.FIGURES):
        return url_for("indicators.index", lang=lang)
    if user.may(Right.DOOR):
        return url_for("attendance.doors", lang=lang)
    if user.may(Right.SENSITIVE):
        return url_for("registration.confided", lang=lang)
    return url_for("delegations.mine", lang=lang)
