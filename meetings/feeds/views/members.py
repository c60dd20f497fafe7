"""The officer's page of the calendars of a body's members: made for one of them, mailed to her."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import press
from meetings.directory import queries as directory
from meetings.directory.models import Body
from meetings.feeds import operations, queries
from meetings.feeds.models import FeedAddress, FeedScope
from meetings.feeds.views.blueprint import pages
from meetings.localized import NATIVE_NAMES
from meetings.permissions import Right, allow


@pages.get("/manage/directory/bodies/<code>/calendars")
@allow(Right.MANAGE)
def members(code: str) -> ResponseReturnValue:
    """Who sits in the body today, and whether she has an address; the address itself is hers."""
    return render_template(
        "feeds/members.html",
        body=_body(code),
        members=queries.members(code, on=_today()),
        native_names=NATIVE_NAMES,
    )


@pages.post("/manage/directory/bodies/<code>/calendars/<uuid:public_id>/make")
@allow(Right.MANAGE)
def make_for_member(code: str, public_id: UUID) -> ResponseReturnValue:
    """Make a member's address, in the language that the officer has chosen, and mail it to her."""
    _body(code)

    def do() -> None:
        operations.make_for_member(
            _body(code),
            directory.person(str(public_id)) or abort(404),
            language=request.form.get("language") or language.current(),
            zone=_zone(),
            by=current_user.actor,
            at=clock.now(),
        )

    return press(do, said=_("The address is made, and a mail takes it to her."), to=_here(code))


@pages.post("/manage/directory/bodies/<code>/calendars/<uuid:public_id>/<any(renew, revoke):act>")
@allow(Right.MANAGE)
def change_for_member(code: str, public_id: UUID, act: str) -> ResponseReturnValue:
    """Renew a member's address, which is mailed to her, or revoke it."""
    _address(code, public_id)
    done = {
        "renew": _("The address is renewed, and a mail takes the new one to her."),
        "revoke": _("The address is revoked. Whatever has it reads nothing any more."),
    }

    def do() -> None:
        change = operations.renew if act == "renew" else operations.revoke
        change(_address(code, public_id), by=current_user.actor, at=clock.now())

    return press(do, said=done[act], to=_here(code))


def _body(code: str) -> Body:
    """The body, for who manages every meeting; 404 where there is none."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
    return directory.body(code) or abort(404)


def _address(code: str, public_id: UUID) -> FeedAddress:
    _body(code)
    found = queries.called(str(public_id))
    if found is None or found.scope != FeedScope.BODY or found.body_code != code:
        abort(404)
    return found


def _here(code: str) -> str:
    return url_for("feed_pages.members", code=code)


def _zone() -> str:
    zone: str = current_app.config["SETTINGS"].time_zone
    return zone


def _today() -> date:
    return clock.local_day(clock.now(), _zone())
