"""What a name and an address may look like."""

from __future__ import annotations

import re
import unicodedata

from flask_babel import lazy_gettext as _l

from meetings.localized import fold

MAX_NAME = 80
MAX_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_JOINERS = "\u200c\u200d"  # some scripts need them inside a word


def clean(text: str | None) -> str:
    """One line of text as people mean it: single blanks, no invisible or turning signs."""
    text = text or ""
    if text.isprintable():  # as nearly all are: there is no such sign in it
        return " ".join(text.split())
    kept = (
        char if unicodedata.category(char) not in {"Cc", "Cf", "Cs"} or char in _JOINERS else " "
        for char in text
        if char not in "\u200b\u2060\ufeff\u00ad"
    )
    return " ".join("".join(kept).split())


def clean_lines(text: str | None) -> str:
    """Text of several lines, each cleaned, at most one empty line between two."""
    lines = [clean(line) for line in (text or "").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_email(text: str | None) -> str:
    """An address as it is compared: without blanks around it, in small letters."""
    return (text or "").strip().lower()


def email_fault(email: str) -> object | None:
    """What is wrong with a cleaned address (RFC 5321: at most 254 characters); None: nothing."""
    if not email:
        return _l("Write an e-mail address.")
    if len(email) > MAX_EMAIL:
        return _l("An e-mail address has at most %(count)d characters.", count=MAX_EMAIL)
    local, _at, domain = email.rpartition("@")
    if local and not local.isascii() and "." in domain:
        return _l(
            "Before the @ an e-mail address has no accents and no letters of other scripts here: "
            "most mail servers refuse them. Write it as the mailbox is spelled, or another one."
        )
    dots = email.startswith(".") or ".." in email or local.endswith(".")
    plain = email.isascii() and email.isprintable()
    if dots or not plain or len(local) > 64 or len(domain) > 253 or not _EMAIL.fullmatch(email):
        return _l("This is not an e-mail address. Write it like name@example.org.")
    return None


def full_name(given_names: str, surnames: str) -> str:
    """Given names, then surnames; either may be empty, for people with a single name."""
    return f"{given_names} {surnames}".strip()


def identity(given_names: str, surnames: str) -> str:
    """A name as it is compared: folded, at most 330 characters (a letter may become several)."""
    return fold(full_name(given_names, surnames))[:330]
