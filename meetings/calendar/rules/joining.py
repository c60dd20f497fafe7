"""Ways to join a meeting: what an address must be, and which of them a person is shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Audience
from meetings.errors import Refused

LONGEST_LINK = 2000
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class Way(Protocol):
    """A way to join: for whom, and in which session (None: the whole meeting)."""

    @property
    def audience(self) -> str:
        """Whom it lets in."""

    @property
    def session_id(self) -> int | None:
        """The session, None for the whole meeting."""


W = TypeVar("W", bound=Way)


def host_of(url: str) -> str:
    """The host of an address, which alone is shown to officers in lists."""
    return urlsplit(url).hostname or ""


def check_link(url: str) -> str:
    """The address as it is stored: https, a named host, no sign-in in it, nothing invisible.

    Raises Refused (field `url`).
    """
    url = url.strip()
    if len(url) > LONGEST_LINK:
        raise Refused(
            _l("This text has more than %(most)d characters.", most=LONGEST_LINK),
            field="url",
            code="too_long",
        )
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        parts.port  # noqa: B018 - raises ValueError for a port that is none
    except (ValueError, UnicodeError):
        host, parts = "", urlsplit("")
    is_bare = not (parts.username or parts.password) and url.isprintable() and " " not in url
    if parts.scheme != "https" or not is_bare or not _HOST.fullmatch(host):
        raise Refused(
            _l("Write an address that begins with https:// and names the host."),
            field="url",
            code="no_address",
        )
    return url


def ways_for(audience: str | None, ways: Iterable[W]) -> tuple[W, ...]:
    """The ways that a confirmed participant is shown: her audience's, else the public stream.

    For the meeting and for each session on its own.
    """
    found: dict[int | None, W] = {}
    for way in ways:
        if way.audience == audience:
            found[way.session_id] = way
        elif way.audience == Audience.PUBLIC_STREAM:
            found.setdefault(way.session_id, way)
    return tuple(found.values())
