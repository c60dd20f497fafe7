"""The way in to a focal point's desk: her link, her account, a link that was renewed."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from meetings import clock, formats, language
from meetings.actor import PUBLIC
from meetings.answering import press, with_mail
from meetings.db import transaction
from meetings.delegations.forms import LostLinkForm
from meetings.delegations.operations import focal_points as operations
from meetings.delegations.queries import around, focal_points
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.offers import offers as offers_of
from meetings.delegations.rules.words import ACTIONS
from meetings.delegations.views.blueprint import bp
from meetings.delegations.views.deadlines import deadlines
from meetings.delegations.views.desks import actor_of, focal_point_of, is_own_account, today, unseen
from meetings.directory import countries
from meetings.directory.models import FocalPoint
from meetings.directory.queries.focal_points import has_access
from meetings.directory.rules.offices import OFFICES
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public


@bp.get("/delegation/<token>")
@public
def desk(token: str) -> ResponseReturnValue:
    """Whose desk this is, and the meetings to which her State names people, the next first."""
    focal_point, lang = focal_point_of(token), language.current()
    code, at = focal_point.state_code, clock.now()
    meetings = around.open_meetings(at=at)
    ids = [each.id for each in meetings]
    offers, texts = offers_of(meetings, code), around.texts(ids, lang)
    standing = queries.standing(ids, focal_point)
    rows = []
    for meeting in meetings:
        until = deadlines(offers[meeting.id], meeting, lang=lang, at=at)
        number, has_draft = standing.get(meeting.id, (None, False))
        rows.append((meeting, texts[meeting.id], until, number, has_draft))
    page = render_template(
        "delegations/entrance.html",
        focal_point=focal_point,
        state=countries.name(code, lang),
        office=OFFICES[focal_point.office],
        rows=rows,
        mailbox=masked(focal_point.email),
        acts=[
            (formats.instant(when, "UTC", lang), ACTIONS.get(what, what))
            for when, what in focal_points.last_acts(focal_point)
        ],
        token=token,
        is_account=is_own_account(token),
    )
    return unseen(page)


@bp.post("/delegation/<token>/renew")
@public
@limit_posts("5 per minute; 20 per hour")
def renew_own(token: str) -> ResponseReturnValue:
    """End this link and mail another one to the focal point's own address, whoever asks for it."""
    if is_own_account(token):
        return _renew_of_account(token)
    opened = focal_points.by_link(token)
    if opened is None or not has_access(opened.focal_point, today()):
        abort(404)
    focal_point, lang = opened.focal_point, language.current()
    try:
        with transaction():
            renew = operations.renew if opened.is_current else operations.send_again
            renew(focal_point, by=actor_of(focal_point), at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
    page = render_template(
        "delegations/renewed.html",
        state=countries.name(focal_point.state_code, lang),
        said=with_mail(_("The new link goes to the focal point’s own address.")),
        mailbox=masked(focal_point.email),
    )
    return unseen(page)


def _renew_of_account(public_id: str) -> ResponseReturnValue:
    """The link ends for whoever has it; who signed in stays where she is."""
    focal_point = focal_point_of(public_id)
    said = with_mail(_("The new link goes to the focal point’s own address."))
    return unseen(
        press(
            lambda: operations.renew(focal_point, by=actor_of(focal_point), at=clock.now()),
            said=said,
            to=_desk_of(focal_point),
        )
    )


@bp.route("/delegations/lost-link", methods=["GET", "POST"])
@public
@limit_posts("5 per minute; 30 per hour")
def lost_link() -> ResponseReturnValue:
    """For whoever has lost the link to her desk: it goes to its mailbox, and the answer is the same
    whether that mailbox has a desk."""
    form = LostLinkForm()
    if not form.validate_on_submit():
        page = render_template("delegations/lost_link.html", form=form)
        return unseen((page, 422 if form.is_submitted() else 200))
    try:
        with transaction():
            operations.send_lost(form.email.data or "", by=PUBLIC, at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return unseen((render_template("delegations/lost_link.html", form=form), 422))
    flash(_("If a State’s desk belongs to this mailbox, its link is on its way there."))
    return unseen(redirect(url_for("delegations.lost_link"), 303))


@bp.errorhandler(410)
def link_is_over(_error: Exception) -> ResponseReturnValue:
    """A link that was renewed opens nothing; the one that holds is mailed to its owner only."""
    token = (request.view_args or {}).get("token", "")
    opened = focal_points.by_link(token)
    found = opened.focal_point if opened else None
    page = render_template(
        "delegations/over.html",
        token=token,
        state=countries.name(found.state_code, language.current()) if found else "",
        mailbox=masked(found.email) if found else "",
        may_send=found is not None and has_access(found, today()),
    )
    return unseen((page, 410))


@bp.get("/delegations")
@public
def mine() -> ResponseReturnValue:
    """Where an account that names delegations is led to after signing in."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=url_for("delegations.mine")), 303)
    found = focal_points.of_user(current_user.id, today())
    if len(found) == 1:
        return unseen(redirect(_desk_of(found[0]), 303))
    lang = language.current()
    rows = [(countries.name(each.state_code, lang), _desk_of(each)) for each in found]
    return unseen(render_template("delegations/mine.html", rows=rows))


@bp.app_template_global("names_delegations")
def _names_delegations() -> bool:
    """Whether who signed in names the delegations of a State; asked once for a page. Where a page
    tells of a fault of the database, it is not asked again."""
    if "names_delegations" not in g:
        try:
            g.names_delegations = bool(focal_points.of_user(current_user.id, today()))
        except SQLAlchemyError:
            g.names_delegations = False
    return bool(g.names_delegations)


def masked(email: str) -> str:
    """An address by which its owner knows it and nobody else could write to it."""
    local, _at, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def _desk_of(focal_point: FocalPoint) -> str:
    """Her desk for who signed in: its address opens nothing for anybody else."""
    return url_for("delegations.desk", token=focal_point.public_id)
