"""What a mailbox and a website tell of who stands behind them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from meetings.directory.rules.listed import listed

_ADDRESS: Final = re.compile(r"(?:https?://)?(?:www\.)?([^/?#\s:]+)(?::\d+)?([^?#]*)")


@lru_cache(50_000)
def domain_of(email: str) -> str:
    """The domain of a mailbox that tells an institution, empty for providers open to anybody."""
    return institution(email.rpartition("@")[2]) if "@" in email else ""


def institution(host: str) -> str:
    """The part of a host's name that is somebody's own (mujer.gob.gt), empty for open providers."""
    parts = host.strip().lower().strip(".").split(".")
    if len(parts) < 2 or parts[-1] in {"invalid", "test"}:  # nobody's, by RFC 2606
        return ""
    depth = (
        3 if len(parts) > 2 and (len(parts[-1]) == 2 and parts[-2] in listed("second_level")) else 2
    )
    own = parts[-depth:]
    return "" if own[0] in listed("provider") else ".".join(own)


def website_key(website: str) -> str:
    """A site's address as it is compared: host without www and path, empty for open providers."""
    found = re.match(
        r"(?:https?://)?(?:www\.)?([^/?#\s:]+)(?::\d+)?([^?#]*)", website.strip().lower()
    )
    if found is None or not institution(found[1]):
        return ""
    return found[1] + found[2].rstrip("/")
