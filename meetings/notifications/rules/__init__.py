"""When a message is tried again, and what may stand in a header."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

# Longer than one attempt can last: connecting and a mail's few commands, 30 seconds each at most.
LEASE: Final = timedelta(minutes=10)
MAX_ATTEMPTS: Final = 10  # the last one comes about eight and a half hours after the first
NOWHERE: Final = "Addresses under .invalid lead nowhere (RFC 2606): the demo's people have them."
_JOINERS: Final = "\u200c\u200d"
_FIRST_DELAY: Final = timedelta(minutes=1)
_LONGEST_DELAY: Final = timedelta(hours=4)


def delay(attempt: int) -> timedelta:
    """How long to wait after the failed attempt of this number (from 1): doubled each time."""
    return min(_FIRST_DELAY * 2 ** (attempt - 1), _LONGEST_DELAY)


def leads_nowhere(email: str) -> bool:
    """Whether an address can't exist: under `.invalid`, which RFC 2606 keeps free for ever."""
    return email.rstrip(".").lower().endswith((".invalid", "@invalid"))


def one_line(value: str) -> str:
    """Text for a header: control characters and line breaks become single blanks; what joins the
    parts of an emoji or of a word stays."""
    if not value.isprintable():
        value = "".join(sign if sign.isprintable() or sign in _JOINERS else " " for sign in value)
    return " ".join(value.split())
