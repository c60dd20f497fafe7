"""An answer to an invitation (METHOD:REPLY, RFC 5546 and 6047) read out of a mail. Pure.

Nothing in a mail is believed: not its size, its charset, its nesting, nor who it says it is from.
"""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from itertools import islice
from typing import Any, Final

from icalendar import Calendar

from meetings.directory.rules import clean_email
from meetings.notifications.rules import one_line

MOST_RAW: Final = 256 * 1024  # octets kept of what an officer must judge
MOST_PARTS: Final = 100
_ANSWERS: Final = {"REPLY", "COUNTER"}
_WIDE: Final = ("utf-16", "utf-32", "utf_16", "utf_32")
_LARGEST: Final = 2**31 - 1
_HINT = re.compile(rb"method\s*[=:]\s*\"?(reply|counter)", re.IGNORECASE)
_UNPROVEN = re.compile(r"\bdmarc\s*=\s*fail", re.IGNORECASE)
# What Python's mail parser and icalendar raise at what nobody should have sent.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody answered, as far as it could be read; without `method` nothing could.

    `sender` is the one address of From, `sender_name` the name beside it. `is_mail` tells an
    answer with a sender from a calendar file alone, for which whoever hands it in stands.
    `attendees` and `entries` are how many the answer names: of a sound one each is one.
    """

    message_id: str
    raw: bytes
    is_mail: bool = True
    sender: str = ""
    sender_name: str = ""
    is_unproven: bool = False
    method: str = ""
    uid: str = ""
    sequence: int = 0
    stamped_at: datetime | None = None
    attendee: str = ""
    attendee_name: str = ""
    partstat: str = ""
    comment: str = ""
    attendees: int = 0
    entries: int = 0
    is_one_of_series: bool = False

    @property
    def key(self) -> str:
        """By which one that is read twice is known: its Message-ID alone may be another's too."""
        return _digest("\n".join((self.message_id, self.sender, "")).encode() + self.raw)


def read(content: bytes) -> Answer | None:
    """The answer in a mail or a calendar file; None when neither holds one.

    What says that it is an answer and can't be read comes back without a `method`.
    """
    if _plain(content).lstrip(b" \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR":
        unread = Answer(message_id=_digest(content), raw=content[:MOST_RAW], is_mail=False)
        return _found(content, "", unread) or _unreadable(content, unread)
    try:
        mail = email.message_from_bytes(content)
        unread = _envelope(mail, content)
        for part, charset in _calendars(mail):
            if found := _found(part, charset, replace(unread, raw=part[:MOST_RAW])):
                return found
    except _BROKEN:
        unread = Answer(message_id=_digest(content), raw=content[:MOST_RAW])
    return _unreadable(content, unread)


def _unreadable(content: bytes, unread: Answer) -> Answer | None:
    return unread if _HINT.search(_plain(content)) else None


def _plain(content: bytes) -> bytes:
    """The same without the marks and the empty octets of UTF-16 and UTF-32."""
    return re.sub(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)|\x00", b"", content)


def _envelope(mail: Message, content: bytes) -> Answer:
    """From whom, and under which Message-ID; a mail without one is known by its content."""
    senders = getaddresses([_text(value) for value in mail.get_all("From", [])])
    name, sender = senders[0] if len(senders) == 1 and "@" in senders[0][1] else ("", "")
    given = one_line(str(mail.get("Message-ID", "")))
    # The topmost is the one that the mailbox's own server has written.
    proofs = mail.get_all("Authentication-Results", [])
    return Answer(
        message_id=given if 0 < len(given) <= 255 else _digest(content),
        raw=content[:MOST_RAW],
        sender=clean_email(sender)[:254],
        sender_name=one_line(name)[:200],
        is_unproven=bool(proofs and _UNPROVEN.search(str(proofs[0]))),
    )


def _calendars(mail: Message) -> Iterator[tuple[bytes, str]]:
    """The parts that may be a calendar, decoded from their transfer encoding, and their charset."""
    for part in islice(mail.walk(), MOST_PARTS):
        name = str(part.get_filename() or "").lower()
        kind = part.get_content_type()
        if kind in {"text/calendar", "application/ics"} or name.endswith(".ics"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield content, str(part.get_content_charset() or "")


def _found(content: bytes, charset: str, unread: Answer) -> Answer | None:
    """What a calendar answers; None where it is none, or no answer."""
    try:
        calendar = Calendar.from_ical(_decoded(content[:MOST_RAW], charset))
        entries = calendar.walk("VEVENT")
        method = str(calendar.get("METHOD", "")).upper()
        if method not in _ANSWERS or not entries:
            return None
        return _read_entry(entries[0], replace(unread, method=method, entries=len(entries)))
    except _BROKEN:
        return None


def _read_entry(entry: Any, unread: Answer) -> Answer:
    attendees = _several(entry.get("ATTENDEE"))
    own = [each for each in attendees if _address(each) == unread.sender]
    who = own[0] if len(own) == 1 else attendees[0] if attendees else None
    told = who.params if who is not None else {}
    return replace(
        unread,
        uid=one_line(str(entry.get("UID", "")))[:200],
        sequence=_number(entry.get("SEQUENCE")),
        stamped_at=_instant(entry.get("DTSTAMP")),
        attendee=_address(who)[:254] if who is not None else "",
        attendee_name=one_line(str(told.get("CN", "")))[:200],
        partstat=str(told.get("PARTSTAT", "")).upper()[:20],
        comment=_comment(entry, told, unread.method)[:500],
        attendees=len(own) if len(own) == 1 else len(attendees),
        is_one_of_series="RECURRENCE-ID" in entry,
    )


def _comment(entry: Any, told: Any, method: str) -> str:
    """What she wrote; else whom she sends instead, or when she would come."""
    written = " ".join(str(each) for each in _several(entry.get("COMMENT")))
    if written.strip():
        return one_line(written)
    if "DELEGATED-TO" in told:
        return one_line(" ".join(str(each) for each in _several(told["DELEGATED-TO"])))
    start = getattr(entry.get("DTSTART"), "dt", None)
    return f"{start:%Y-%m-%d %H:%M}" if method == "COUNTER" and start else ""


def _address(value: object) -> str:
    """The address of `mailto:…`; empty for whatever else stands there."""
    scheme, _colon, address = one_line(str(value)).partition(":")
    return clean_email(address) if scheme.lower() == "mailto" and "@" in address else ""


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _number(value: object) -> int:
    try:
        return min(max(int(str(value)), 0), _LARGEST)
    except ValueError:
        return 0  # without one it answers the first invitation (RFC 5545, 3.8.7.4)


def _instant(value: Any) -> datetime | None:
    found = getattr(value, "dt", None)
    if not isinstance(found, datetime):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _text(value: object) -> str:
    try:
        return one_line(str(make_header(decode_header(str(value)))))
    except _BROKEN:
        return one_line(str(value))


def _decoded(content: bytes, charset: str) -> str:
    """The text: what is UTF-8 is read as such, whatever charset was named beside it."""
    start = content[:4]
    if b"\x00" in start or start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        charset = charset if charset.lower().startswith(_WIDE) else _width(start)
    wide = charset.lower().startswith(_WIDE)
    for each in (charset, "utf-8") if wide else ("utf-8-sig", charset):
        try:
            return content.decode(each)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _width(start: bytes) -> str:
    """The charset of wide letters by their first octets: a mark, or where the empty ones stand."""
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-32" if start == b"\xff\xfe\x00\x00" else "utf-16"
    size = 32 if start.count(0) == 3 else 16
    return f"utf-{size}-be" if start[:1] == b"\x00" else f"utf-{size}-le"


def _digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()
