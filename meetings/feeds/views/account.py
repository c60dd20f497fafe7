"""The page of whoever signs in: who she is here, and her own calendars."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock, language
from meetings.accounts.models import User
from meetings.answering import press
from meetings.feeds import operations, queries, rules
from meetings.feeds.models import FeedAddress, FeedScope
from meetings.feeds.views.blueprint import pages
from meetings.feeds.views.offers import ACTS, change, offer, unseen
from meetings.feeds.views.words import said
from meetings.localized import NATIVE_NAMES
from meetings.permissions import public


@pages.get("/account")
@public
def account() -> ResponseReturnValue:
    """Her calendars: her own meetings, and those of her doors where she stands at one."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path))
    kept = queries.of_user(current_user)
    page = render_template(
        "feeds/account.html",
        user=current_user,
        offers=[offer(each, kept.get(each), language.current()) for each in _scopes(kept)],
        native_names=NATIVE_NAMES,
    )
    return unseen(page)


@pages.post(f"/account/calendars/<any(mine, door):scope>/<{ACTS}:act>")
@public
def change_account(scope: str, act: str) -> ResponseReturnValue:
    """Make, renew or revoke one of her addresses, or choose what is in it."""
    if not current_user.is_authenticated:
        abort(401)

    def do() -> None:
        user: User = current_user
        if act == "make":
            operations.make_for_user(
                user,
                scope=FeedScope(scope),
                language=language.current(),
                by=user.actor,
                at=clock.now(),
            )
        else:
            change(act, queries.of_user(user).get(scope), by=user.actor)

    return press(do, said=said(act), to=url_for("feed_pages.account"))


def _scopes(kept: Mapping[str, FeedAddress]) -> tuple[FeedScope, ...]:
    """What she is offered, and what she has and can only end."""
    offered = rules.scopes_of_user(queries.doors(current_user, on=clock.now().date()))
    door = kept.get(FeedScope.DOOR)
    has_door = door is not None and door.revoked_at is None
    return (FeedScope.MINE, FeedScope.DOOR) if has_door else offered
