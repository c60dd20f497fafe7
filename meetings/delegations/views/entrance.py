"""The way in to a focal point's desk: her link, her account, a link that was renewed."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language
from meetings.answering import with_mail
from meetings.db import transaction
from meetings.delegations.operations import focal_points as operations
from meetings.delegations.queries import around, focal_points
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.offers import offers as offers_of
from meetings.delegations.rules.words import ACTIONS
from meetings.delegations.views.blueprint import bp
from meetings.delegations.views.desks import actor_of, focal_point_of, today, unseen
from meetings.directory import countries
from meetings.directory.models import FocalPoint
from meetings.directory.queries.focal_points import has_access
from meetings.directory.rules.offices import OFFICES
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration.rules.way_words import deadline


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
        closes = offers[meeting.id].closes_at
        until = deadline(closes, meeting, lang=lang, at=at) if closes else ""
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
    )
    return unseen(page)


@bp.post("/delegation/<token>/renew")
@public
@limit_posts("5 per minute; 20 per hour")
def renew_own(token: str) -> ResponseReturnValue:
    """End this link and mail another one to the focal point's own address, whoever asks for it."""
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


def masked(email: str) -> str:
    """An address by which its owner knows it and nobody else could write to it."""
    local, _at, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def _desk_of(focal_point: FocalPoint) -> str:
    return url_for("delegations.desk", token=focal_points.link_token(focal_point))
