"""Addresses in mails that open something for their reader alone, taken out for anybody else. Pure.

Whoever has one acts as she does: reads her calendar, withdraws her, names people for her State.
Programs to which a calendar is offered get its address inside of their own, percent-encoded.
"""

from __future__ import annotations

import re

_SLASH = r"(?:/|%(?:25)*2F)"
_OPENS = rf"(?:feeds|my{_SLASH}open|my{_SLASH}address|my|delegation|unsubscribe)"
_SECRET = re.compile(rf"({_SLASH}{_OPENS}{_SLASH})[\w.~%-]+", re.IGNORECASE)
# Where calendars (RFC 5545, 3.1) and mails (RFC 2045, 6.7) break a line inside of an address.
_FOLD = re.compile(rb"\r?\n[ \t]|=\r?\n")


def personal(text: str, folder: str) -> set[str]:
    """The tokens of the links in a text that lead under a folder, as `my` of /es/my/…"""
    return set(re.findall(rf"/{re.escape(folder)}/([\w.~-]*[\w~-])", text))


def without_secrets(text: str) -> str:
    """A text in which each secret address ends in dots where its token was."""
    return _SECRET.sub(r"\1…", text)


def file_without_secrets(content: bytes) -> bytes:
    """The same of a file of text, whose lines may be folded; one without secrets is as it was."""
    whole = _FOLD.sub(b"", content).decode("utf-8", "replace")
    hidden = without_secrets(whole)
    return content if hidden == whole else hidden.encode()
