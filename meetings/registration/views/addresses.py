"""The page by which whoever reads a former mail address takes back its change; without account."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from meetings import clock
from meetings.db import transaction
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations
from meetings.registration.queries import signing_in
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
        is_good = signing_in.may_take_back(secret, at=at)
        page = render_template("registration/address_back.html", is_good=is_good)
        return unseen(page, 200 if is_good else 410)
    with transaction():
        done = operations.take_address_back(secret, at=at)
    page = render_template("registration/address_back.html", is_good=False, done=done)
    return unseen(page, 200 if done else 410)
