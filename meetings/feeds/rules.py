"""Whose a secret address is, whether it still answers, and what its feed is called. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.errors import Refused
from meetings.feeds.models import FeedScope
from meetings.localized import LANGUAGES
from meetings.registration.models import Status

NAMES: Mapping[str, object] = {
    FeedScope.MINE: _l("My meetings"),
    FeedScope.BODY: _l("Meetings of my body"),
    FeedScope.DOOR: _l("Meetings at whose door I stand"),
}
# What her own calendar says before the title of a meeting to which she is not confirmed.
STANDING: Mapping[str, object] = {
    Status.INVITED: lazy_pgettext("before a title", "(invitation)"),
    Status.NOMINATED: lazy_pgettext("before a title", "(registration not confirmed)"),
    Status.PENDING: lazy_pgettext("before a title", "(registration not confirmed)"),
    Status.WAITLISTED: lazy_pgettext("before a title", "(waiting list)"),
}


class Kept(Protocol):
    """What is kept of an address."""

    @property
    def generation(self) -> int:
        """Raised each time the address is renewed."""

    @property
    def mailbox(self) -> str | None:
        """The digest of the e-mail address for which it was made; None for who signs in."""

    @property
    def revoked_at(self) -> datetime | None:
        """When it was ended."""


def is_current(kept: Kept, mailbox: str | None) -> bool:
    """Whether an address still answers: not revoked, its reader's e-mail address the same."""
    return kept.revoked_at is None and kept.mailbox == mailbox


def answers(kept: Kept, generation: int, *, mailbox: str | None) -> bool:
    """Whether an address that names this generation is the present one, and answers."""
    is_present = hmac.compare_digest(str(kept.generation), str(generation))
    return is_present and is_current(kept, mailbox)


def scopes_of_user(doors: Collection[int]) -> tuple[FeedScope, ...]:
    """What somebody who signs in is offered: her doors only where she stands at one."""
    return (FeedScope.MINE, FeedScope.DOOR) if doors else (FeedScope.MINE,)


def check_language(lang: str) -> None:
    """Raises Refused (field `language`) for a language that the product does not speak."""
    if lang not in LANGUAGES:
        raise Refused(_l("Choose one from the list."), field="language", code="unknown")
