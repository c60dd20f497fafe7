"""The page by which whoever reads a former mail address takes back its change; without account."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from meetings import clock
from meetings.db import transaction
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations
from meetings.registration.operations.take_back import TakenBack
from meetings.registration.queries import signing_in
from meetings.registration.queries.corrections import own_change_of
from meetings.registration.views.blueprint import bp
from meetings.registration.views.form_page import unseen


@bp.route("/my/address/<secret>", methods=["GET", "POST"])
@public
@limit_posts("20 per minute")
def address_back(secret: str) -> ResponseReturnValue:
    """A button first, so that programs which look into mails take nothing back. The page names
    neither the person nor an address."""
    at = clock.now()
    if request.method != "POST":
        found = signing_in.address_change(secret, at=at)
        is_own = found is not None and own_change_of(found) is not None
        page = render_template("registration/address_back.html", is_good=found, is_own=is_own)
        return unseen(page, 200 if found else 410)
    with transaction():
        done = operations.take_address_back(secret, at=at)
    page = render_template("registration/address_back.html", is_good=False, done=done)
    return unseen(page, 410 if done == TakenBack.NO else 200)
