"""Reading a mailbox over IMAP (RFC 3501) that people read too: nothing in it is changed by reading.

Only IMAP's UIDs say what is new: a mail that somebody has opened is still read here, and one that
isn't ours stays unseen. Mails are marked as seen by `mark_seen`, after they were stored.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from meetings import oauth
from meetings.errors import SettingError
from meetings.tokens import digest

TIMEOUT: Final = 30.0  # seconds for connecting and for each command
MOST_READ: Final = 512 * 1024  # octets read of a mail: what is longer has pictures in it
MOST_MAILS: Final = 50  # of one round
FIRST_LOOK: Final = timedelta(days=14)  # how far back an unknown mailbox is read
VARIABLE: Final = "MEETINGS_IMAP_URL"
FAULTS = (imaplib.IMAP4.error, OSError)
_LIKE: Final = "must look like imaps://user:password@host/INBOX"
_LIKE_OAUTH: Final = "must look like imaps://user@host/INBOX where OAuth stands in for a password"
_UID = re.compile(rb"\bUID (\d+)")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Place:
    """Where a mailbox is, and what opens it: a password, or tokens that `oauth` buys."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_tls: bool
    starts_tls: bool
    oauth: oauth.Client | None = None

    def key(self, reader: str) -> str:
        """Under which a reader keeps how far she is: without the address, of 64 signs."""
        return digest(f"{reader} {self.host} {self.user} {self.folder}")


@dataclass(frozen=True)
class Mail:
    """One mail: its UID in the folder, and the beginning of what it says."""

    uid: int
    content: bytes


def place(url: str, client: oauth.Client | None = None) -> Place:
    """Read `imaps://user:password@host/INBOX`, or `imap://…`, which turns to TLS before it says a
    password unless `?starttls=no` forbids it; with an OAuth `client` there is no password.

    Raises SettingError for anything else.
    """
    like = _LIKE_OAUTH if client else _LIKE
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingError(VARIABLE, like) from error
    wanted = parse_qs(parts.query).get("starttls", ["yes"])[-1]
    if (
        parts.scheme not in {"imap", "imaps"}
        or not (parts.hostname and parts.username)
        or bool(parts.password) == bool(client)
        or wanted not in {"yes", "no"}
    ):
        raise SettingError(VARIABLE, like)
    is_tls = parts.scheme == "imaps"
    return Place(
        parts.hostname,
        port or (993 if is_tls else 143),
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
        is_tls,
        not is_tls and wanted == "yes",
        client,
    )


class Box:
    """A folder that is open; `uid_validity` changes when the server counts its UIDs anew."""

    def __init__(self, line: imaplib.IMAP4, folder: str) -> None:
        """Open the folder. Raises imaplib.IMAP4.error or OSError."""
        self.line = line
        quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
        _good(line.select(f'"{quoted}"'))
        told = line.response("UIDVALIDITY")[1]
        self.uid_validity = int(told[0]) if told and told[0] else 0

    def new(self, after: int | None, *, at: datetime) -> list[int]:
        """The UIDs above one, lowest first; without one those of the last two weeks."""
        if after is None:
            day = at - FIRST_LOOK
            wanted = ("SINCE", f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}")
        else:
            wanted = ("UID", f"{after + 1}:*")
        found = _good(self.line.uid("SEARCH", *wanted))
        uids = sorted(int(each) for each in b" ".join(filter(None, found)).split())
        return [uid for uid in uids if after is None or uid > after][:MOST_MAILS]

    def read(self, uids: Collection[int]) -> Iterator[Mail]:
        """The mails, as far as they are read at all; one that went meanwhile is left out."""
        for uid in uids:
            told = _good(self.line.uid("FETCH", str(uid), f"(UID BODY.PEEK[]<0.{MOST_READ}>)"))
            for each in told:
                if isinstance(each, tuple) and (known := _UID.search(each[0])):
                    yield Mail(int(known[1]), each[1])

    def mark_seen(self, uids: Collection[int]) -> None:
        """Mark mails as seen, so that people need not open them."""
        if uids:
            _good(self.line.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Seen)"))


@contextmanager
def opened(where: Place) -> Iterator[Box]:
    """The mailbox; encrypted lines check the server's certificate.

    Raises imaplib.IMAP4.error or OSError (`FAULTS`), here and in every use.
    """
    context = ssl.create_default_context()
    line: imaplib.IMAP4
    if where.is_tls:
        line = imaplib.IMAP4_SSL(where.host, where.port, ssl_context=context, timeout=TIMEOUT)
    else:
        line = imaplib.IMAP4(where.host, where.port, timeout=TIMEOUT)
    try:
        if where.starts_tls:
            line.starttls(context)
        _sign_in(line, where)
        yield Box(line, where.folder)
    finally:
        with suppress(*FAULTS):
            line.logout()


def _sign_in(line: imaplib.IMAP4, where: Place) -> None:
    """By password, or by a token; to what refuses a token (it says why) an empty line answers."""
    if where.oauth is None:
        line.login(where.user, where.password)
        return
    said = oauth.xoauth2(where.user, oauth.token(where.oauth))
    try:
        line.authenticate("XOAUTH2", lambda asked: b"" if asked else said)
    except imaplib.IMAP4.error:
        oauth.forget(where.oauth)
        raise


def _good(answer: tuple[str, list[Any]]) -> list[Any]:
    """What the server sent: octets, or a pair of them for a mail.

    Raises imaplib.IMAP4.error when it said no.
    """
    status, told = answer
    if status != "OK":
        raise imaplib.IMAP4.error(status)
    return told
