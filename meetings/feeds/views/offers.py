"""An address as its owner sees it on a page, and what she can do with it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, request

from meetings import clock, language
from meetings.actor import Actor
from meetings.calendar.rules.subscribing import Subscription
from meetings.feeds import operations, queries, rules
from meetings.feeds.models import FeedAddress

ACTS = "any(make, renew, revoke, choices)"


@dataclass(frozen=True)
class Offer:
    """A kind of feed that somebody may have; without `address` she has none at present."""

    scope: str
    name: str
    address: FeedAddress | None
    feed: Subscription | None


def offer(scope: str, address: FeedAddress | None, lang: str) -> Offer:
    """What a page shows of an address; one that no longer answers is as good as none."""
    name = str(rules.NAMES[scope])
    if address is None or not queries.is_current(address):
        return Offer(scope, name, None, None)
    url = language.address("feeds.personal", lang=lang, token=queries.token_of(address))
    return Offer(scope, name, address, Subscription(url, name))


def change(act: str, address: FeedAddress | None, *, by: Actor) -> None:
    """Renew, revoke, or write the choices of the form; nothing where there is no address.

    Raises Refused for a language that the product does not speak.
    """
    if address is None or not queries.is_current(address):
        return
    if act == "choices":
        operations.set_choices(
            address,
            with_sessions="sessions" in request.form,
            language=request.form.get("language", ""),
            by=by,
            at=clock.now(),
        )
        return
    {"renew": operations.renew, "revoke": operations.revoke}[act](address, by=by, at=clock.now())


def unseen(page: str, status: int = 200) -> Response:
    """A page that holds a secret address: never kept by a cache, its own address told to nobody."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
