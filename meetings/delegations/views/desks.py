"""Two doors to the same desk: a focal point's link, and an officer's menu.

Each page of a desk is one view with two addresses: `at_both_desks` gives it a `Desk`, which knows
in whose name it acts and how the pages beside it are called. In the place of her link a focal
point's address may hold her public id: then only her account opens it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock
from meetings.actor import Actor, ActorKind
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.delegations.queries import focal_points
from meetings.delegations.queries.lists import Place
from meetings.delegations.views.blueprint import bp
from meetings.directory import queries as directory
from meetings.directory.models import FocalPoint
from meetings.directory.queries.focal_points import has_access
from meetings.directory.rules import offices
from meetings.extensions import limit_posts
from meetings.permissions import Right, allow, public

_PUBLIC_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Desk:
    """A State's desk at a meeting; `token` is empty for an officer."""

    place: Place
    token: str = ""

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        return self.place.meeting

    @property
    def focal_point(self) -> FocalPoint | None:
        """Whose desk it is; None for the secretariat."""
        return self.place.focal_point

    @property
    def is_officer(self) -> bool:
        """Whether the secretariat sits at it."""
        return self.place.focal_point is None

    @property
    def actor(self) -> Actor:
        """Who acts."""
        if self.place.focal_point is None:
            actor: Actor = current_user.actor
            return actor
        return actor_of(self.place.focal_point)

    def url(self, name: str, **values: Any) -> str:
        """The address of a page of this desk."""
        slug = self.meeting.slug
        if self.token:
            return url_for(f"delegations.own_{name}", token=self.token, slug=slug, **values)
        code = self.place.state_code
        return url_for(f"delegations.officer_{name}", slug=slug, code=code, **values)


def actor_of(focal_point: FocalPoint) -> Actor:
    """A focal point as operations know her: her name and her office."""
    label = offices.label(focal_point.name, focal_point.office)
    return Actor(ActorKind.LINK, focal_point.public_id, label)


def at_both_desks(path: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Register a view of a desk under both addresses; every answer is kept by no cache."""

    def register(view: View) -> View:
        name = view.__name__

        def own(token: str, slug: str, **values: Any) -> Response:
            return unseen(view(_own(token, slug), **values))

        def officer(slug: str, code: str, **values: Any) -> Response:
            return unseen(view(_officers(slug, code), **values))

        own.__name__, officer.__name__ = f"own_{name}", f"officer_{name}"
        limited = limit_posts("60 per minute; 600 per hour")(public(own))
        bp.add_url_rule(
            f"/delegation/<token>/<slug>{path}",
            f"own_{name}",
            public(limited),
            methods=[*methods],
        )
        bp.add_url_rule(
            f"/manage/meetings/<slug>/delegations/<code>{path}",
            f"officer_{name}",
            allow(Right.MANAGE)(officer),
            methods=[*methods],
        )
        return view

    return register


def is_own_account(token: str) -> bool:
    """Whether an address names a focal point (by her public id) instead of holding her link: it
    opens her desk for her account alone."""
    return _PUBLIC_ID.fullmatch(token) is not None


def focal_point_of(token: str) -> FocalPoint:
    """Whose link this is; 404 for a forged one, 410 for one that was renewed or has ended. An
    address without a link is opened by who signed in as her; others are asked to sign in."""
    if is_own_account(token):
        return _of_account(token)
    opened = focal_points.by_link(token)
    if opened is None:
        abort(404)
    if not opened.is_current or not has_access(opened.focal_point, today()):
        abort(410)
    return opened.focal_point


def _of_account(public_id: str) -> FocalPoint:
    if not current_user.is_authenticated:
        abort(redirect(url_for("accounts.sign_in", next=url_for("delegations.mine")), 303))
    own = focal_points.of_user(current_user.id, today())
    found = next((each for each in own if each.public_id == public_id), None)
    if found is None:
        abort(404)
    return found


def today() -> Any:
    """The day at the secretariat."""
    return clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)


def unseen(answer: ResponseReturnValue) -> Response:
    """Never kept by a cache, its address told to nobody."""
    made = make_response(answer)
    made.headers["Cache-Control"] = "no-store"
    made.headers["Referrer-Policy"] = "strict-origin"
    return made


def meeting_of(slug: str) -> Meeting:
    """A meeting that the officer manages, drafts too; 404 for none, 403 outside of her grants."""
    meeting = calendar.by_slug(slug, drafts=True)
    if meeting is None:
        abort(404)
    within = current_user.meetings_for(Right.MANAGE)
    if within is not None and meeting.id not in within:
        abort(403)
    return meeting


def _own(token: str, slug: str) -> Desk:
    focal_point = focal_point_of(token)
    meeting = calendar.by_slug(slug)
    if meeting is None:
        abort(404)
    return Desk(Place(meeting, focal_point.state_code, focal_point), token)


def _officers(slug: str, code: str) -> Desk:
    meeting = meeting_of(slug)
    if not directory.is_represented(code):
        abort(404)
    return Desk(Place(meeting, code))
