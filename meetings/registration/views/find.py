"""For whoever has lost the link to her own page: a mail with a link that works once."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import PUBLIC
from meetings.db import transaction
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries
from meetings.registration.forms import FindForm
from meetings.registration.queries import signing_in
from meetings.registration.views.blueprint import bp
from meetings.registration.views.form_page import unseen


@bp.route("/my", methods=["GET", "POST"])
@public
@limit_posts(
    "5 per minute; 30 per hour",
    error_message=lambda: _("Too many mails were asked for. Wait a minute and try again."),
)
def find() -> ResponseReturnValue:
    """Ask for the mail. The answer is the same whether anybody registered with the address."""
    form = FindForm()
    if not form.validate_on_submit():
        page = render_template("registration/find.html", form=form)
        return unseen(page, 422 if form.is_submitted() else 200)
    with transaction():
        lang = language.current()
        operations.send_sign_in(form.email.data or "", lang=lang, by=PUBLIC, at=clock.now())
    flash(
        _(
            "If somebody registered with this address, a mail with a link is on its way there. "
            "It works once, within 30 minutes. Look among unwanted mail too."
        )
    )
    return redirect(url_for("registration.find"), 303)


@bp.route("/my/open/<secret>", methods=["GET", "POST"])
@public
@limit_posts("20 per minute")
def open_link(secret: str) -> ResponseReturnValue:
    """A button first, so that programs which look into mails do not use the link up."""
    now = clock.now()
    if request.method != "POST":
        link = signing_in.sign_in_link(secret, at=now)
        page = render_template("registration/open_link.html", link=link)
        return unseen(page, 200 if link else 410)
    with transaction():
        used = operations.use_sign_in(secret, by=PUBLIC, at=now)
        link_id = used.id if used is not None else None
        asked_on = signing_in.asked_on(used) if used is not None else None
    if link_id is None:
        return unseen(render_template("registration/open_link.html", link=None), 410)
    session[signing_in.OPENED] = link_id
    if asked_on is not None:
        token = queries.link_token(asked_on)
        return redirect(url_for("privacy.data", token=token, _anchor="take"), 303)
    return redirect(url_for("registration.mine"), 303)


@bp.get("/my/registrations")
@public
def mine() -> ResponseReturnValue:
    """The links to the own pages of everyone behind the address, for half an hour."""
    now = clock.now()
    link = signing_in.opened_link(session.get(signing_in.OPENED, 0), at=now)
    if link is None:
        session.pop(signing_in.OPENED, None)
        return redirect(url_for("registration.find"), 303)
    page = render_template(
        "registration/mine.html",
        holders=signing_in.of_mailbox(link.email, language.current(), at=now),
        link_token=queries.link_token,
    )
    return unseen(page)


@bp.post("/my/registrations/close")
@public
def close_mine() -> ResponseReturnValue:
    """Forget the list on this device."""
    session.pop(signing_in.OPENED, None)
    flash(_("The list of your registrations is closed on this device."), "success")
    return redirect(url_for("registration.find"), 303)
