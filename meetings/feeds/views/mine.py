"""A participant's own calendar, from her own page: she needs no account."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.answering import press
from meetings.extensions import limit_posts
from meetings.feeds import operations, queries
from meetings.feeds.models import FeedScope
from meetings.feeds.views.blueprint import pages
from meetings.feeds.views.offers import ACTS, change, offer, unseen
from meetings.feeds.views.words import said
from meetings.localized import NATIVE_NAMES
from meetings.permissions import public
from meetings.registration import queries as registration
from meetings.registration.models import Participation
from meetings.registration.proof import is_she


@pages.get("/my/<token>/calendar")
@public
def mine(token: str) -> ResponseReturnValue:
    """Her secret address with the ways to subscribe to it, or the button that makes one; for who
    did not prove to be she, where her mailbox is asked. It holds all her meetings, and the address
    of a page of one of them may have been passed on."""
    found, lang = _found(token), language.current()
    if found.held_email is not None:
        return redirect(_away(token), 303)
    if not is_she(found):
        return unseen(render_template("feeds/whose.html", token=token))
    address = queries.address_of_person(found.person, scope=FeedScope.MINE)
    page = render_template(
        "feeds/mine.html",
        token=token,
        offer=offer(FeedScope.MINE, address, lang),
        native_names=NATIVE_NAMES,
    )
    return unseen(page)


@pages.post(f"/my/<token>/calendar/<{ACTS}:act>")
@public
@limit_posts("20 per minute")
def change_mine(token: str, act: str) -> ResponseReturnValue:
    """Make, renew or revoke her address, or choose what is in it; only for who proved to be she."""
    found = _found(token)
    if found.held_email is not None:
        return redirect(_away(token), 303)
    if not is_she(found):
        return redirect(url_for("feed_pages.mine", token=token), 303)

    def do() -> None:
        found, at = _found(token), clock.now()
        by = Actor(ActorKind.LINK, found.public_id, "own link")
        if act == "make":
            operations.make_for_person(found.person, language=language.current(), by=by, at=at)
        else:
            address = queries.address_of_person(found.person, scope=FeedScope.MINE)
            change(act, address, by=by)

    return press(do, said=said(act), to=url_for("feed_pages.mine", token=token))


def _away(token: str) -> str:
    """Where to, with why: her calendar is bound to her present address, and whoever reads the
    former one, where this registration is held, must not get hold of it."""
    flash(
        _(
            "Your e-mail address was changed a few days ago on another of your registrations, and "
            "that can still be taken back: until then there is no calendar here."
        ),
        "warning",
    )
    return url_for("desk.my", token=token)


def _found(token: str) -> Participation:
    return registration.by_link(token) or abort(404)
