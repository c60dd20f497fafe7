"""What happened to a participation, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from meetings.actor import ActorKind
from meetings.directory.rules.offices import told as told_office
from meetings.registration.models import Status, Way
from meetings.registration.rules.way_words import WAYS
from meetings.registration.rules.words import STATUS

_ACTORS = {  # labels of those who are no signed-in users
    "public form": WAYS[Way.FORM],
    "private link": WAYS[Way.PRIVATE_LINK],
    "organization's link": WAYS[Way.ORGANIZATION],
    "own link": _l("By her or his own page"),
    "mail link": _l("By a link in a mail"),
    "former address": _l("By the former e-mail address"),
    "worker": _l("By itself, when the time came"),
    "command line": _l("Command line"),
}


class Change(Protocol):
    """A change of status as it is kept."""

    @property
    def before(self) -> str:
        """The status before; empty for the beginning."""

    @property
    def after(self) -> str:
        """The status after."""

    @property
    def actor_kind(self) -> str:
        """Who did it: a user, her own link, the worker."""

    @property
    def actor_label(self) -> str:
        """The name of a user; else one of ours, in English."""

    @property
    def offered_until(self) -> datetime | None:
        """Until when a seat was offered by it."""

    @property
    def over_focal_point(self) -> bool:
        """Whether it was decided while the State's focal point had yet to agree."""


def told(changes: Iterable[Change], *, moment: Callable[[datetime], str]) -> Iterator[str]:
    """A few words for each change, the first first; `moment` says an instant in words.

    A seat that was offered is told as an offer, and what became of it by who ended it: she took it,
    left it, or let it lapse; an officer's decision is told as such.
    """
    is_offered = False
    for each in changes:
        yield _told(each, is_offered=is_offered, moment=moment)
        is_offered = _is_offer(each)


def by(change: Change) -> str:
    """Who made a change."""
    return actor(change.actor_kind, change.actor_label)


def actor(kind: str, label: str) -> str:
    """Who did something: a user by name, else in the reader's language."""
    return label if kind == ActorKind.USER else who(label)


def who(label: str | None) -> str:
    """The same where the kind was not kept: a focal point with the kind of her office, by which way
    somebody came, any other name as it is; empty for none."""
    return str(_ACTORS[label]) if label in _ACTORS else told_office(label or "")


def _is_offer(change: Change) -> bool:
    return change.before == change.after == Status.WAITLISTED


def _told(change: Change, *, is_offered: bool, moment: Callable[[datetime], str]) -> str:
    if _is_offer(change):
        if change.offered_until is None:
            return _("Seat offered")
        return _("Seat offered until %(until)s", until=moment(change.offered_until))
    after = str(STATUS[Status(change.after)])
    if is_offered and change.actor_kind == ActorKind.WORKER and change.after == Status.CANCELLED:
        return _("Offer lapsed → %(status)s", status=after)
    if is_offered and change.actor_kind == ActorKind.LINK:
        if change.after == Status.CANCELLED:
            return _("Offered seat left to the next → %(status)s", status=after)
        return _("Offer accepted → %(status)s", status=after)
    before = f"{STATUS[Status(change.before)]} → " if change.before else ""
    if change.over_focal_point:
        return _("%(change)s, without the focal point’s agreement", change=before + after)
    return before + after
