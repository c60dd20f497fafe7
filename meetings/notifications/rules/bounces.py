"""A mail that came back: refused at the door by the server of its address, or returned later with
a report, read out of what that says (RFC 3464). Pure.

Nothing in a report is believed but that it names one of our own mails: who doesn't know the
Message-ID, 122 random bits of it, can say nothing about it.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import islice
from typing import Final

from meetings.notifications.rules import one_line

MOST_PARTS: Final = 50
# There is no such mailbox, it is elsewhere, its name is none (RFC 5321, 4.2.3).
NO_MAILBOX: Final = frozenset({550, 551, 553})
# A matter of policy and security (RFC 3463): the sender or the relay is not wanted, which says
# nothing of the address.
_POLICY = re.compile(r"[\s(-]*5\.7\.\d")
MOST_SAID: Final = 500
_OURS = re.compile(r"<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([^\s<>]+?)>?\s*$")
_HEADER = re.compile(r"(?im)^message-id:\s*(<[^\r\n]*>)")
# What Python's mail parser raises at what nobody should have sent.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Bounce:
    """Which of our mails came back (its public id), and what the server said of it."""

    public_id: str
    said: str


def is_refused(code: int, words: str) -> bool:
    """Whether a server's answer to a mail says that nobody can be reached at its address."""
    return code in NO_MAILBOX and not _POLICY.match(words)


def read(content: bytes, *, host: str) -> Bounce | None:
    """The bounce that a mail reports, `host` being ours; None for any other mail, for one that
    is only late or was delivered, and for what can't be read."""
    try:
        mail = email.message_from_bytes(content)
        if mail.get_content_type() != "multipart/report":
            return None
        if str(mail.get_param("report-type", "")).lower() != "delivery-status":
            return None
        said = _said(mail)
        public_id = _original(mail, host)
    except _BROKEN:
        return None
    return Bounce(public_id, said) if said and public_id else None


def _said(mail: Message) -> str:
    """What the first address that failed is said to have failed for; empty where none did."""
    for part in islice(mail.walk(), MOST_PARTS):
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload() if part.is_multipart() else ():
            if isinstance(fields, Message) and _is_failed(fields):
                status = str(fields.get("Status", "")).strip()
                told = str(fields.get("Diagnostic-Code", "")).partition(";")[2]
                return one_line(f"{status} {told}")[:MOST_SAID] or "failed"
    return ""


def _is_failed(fields: Message) -> bool:
    return str(fields.get("Action", "")).strip().lower() == "failed"


def _original(mail: Message, host: str) -> str:
    """Our own id of the mail that the report brings back, whole or only its header."""
    for given in _ids(mail):
        found = _OURS.match(given.strip())
        if found and found[2].lower() == host.lower():
            return found[1]
    return ""


def _ids(mail: Message) -> Iterator[str]:
    for part in islice(mail.walk(), MOST_PARTS):
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    yield str(inner.get("Message-ID", ""))
        elif kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            text = part.get_payload(decode=True)
            told = text.decode("latin-1") if isinstance(text, bytes) else str(part.get_payload())
            yield from _HEADER.findall(told)
