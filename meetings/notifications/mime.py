"""A stored message as the mail that travels."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.header import Header
from email.headerregistry import (
    Address,
    ContentTypeHeader,
    HeaderRegistry,
    UniqueUnstructuredHeader,
    UnstructuredHeader,
)
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from functools import cache

from meetings.config import ROOT
from meetings.notifications.models import Attachment, Message
from meetings.notifications.rules import one_line


class Whole(UnstructuredHeader):
    """A header that holds one address: never folded, and never encoded for its length."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header on one line, far below the 998 octets that a line may have."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]  # of BaseHeader


class Subject(UniqueUnstructuredHeader):
    """A subject whose first line is never empty: some programs show none then.

    The library breaks before the whole of what would just fit a line of its own, and of a subject
    with accents it encodes single words, whose blanks readers drop (RFC 2047, 6.2): such a one is
    encoded whole.
    """

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header, broken at the last blank that leaves its first line short enough."""
        name: str = self.name  # type: ignore[attr-defined]  # of BaseHeader
        if not str(self).isascii():
            whole = Header(str(self), "utf-8", maxlinelen=74, header_name=name)
            return f"{name}: {whole.encode(linesep=policy.linesep)}{policy.linesep}"
        folded: str = super().fold(policy=policy)  # type: ignore[misc]  # of BaseHeader
        empty = f"{name}:{policy.linesep} "
        if not folded.startswith(empty):
            return folded
        line = f"{name}: {folded.removeprefix(empty)}"
        at = line.rfind(" ", len(name) + 2, (policy.max_line_length or 78) + 1)
        return line if at < 0 else f"{line[:at]}{policy.linesep}{line[at:]}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", Subject)  # type: ignore[arg-type]  # made one by it
_HEADERS.map_to_type("list-unsubscribe", Whole)  # type: ignore[arg-type]  # made one by it
POLICY = policy.SMTP.clone(header_factory=_HEADERS)


def build(message: Message, *, sender: str, host: str, at: datetime) -> EmailMessage:
    """The mail: text, HTML beside it with its inline images, and the files.

    A message to the reader's calendar (a file with METHOD:REQUEST or CANCEL) stands beside text
    and HTML, where Outlook and Gmail look for it, and is a file as well, as Google sends it: some
    programs look there only. `sender` is `Name <address>`; the Message-ID is the message's public
    id at `host`. Raises ValueError when an address cannot stand in a header.
    """
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _address(*parseaddr(sender))
    mail["To"] = _address(message.to_name, message.to_email)
    mail["Subject"] = one_line(message.title)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.public_id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe:  # RFC 2369, and one click by RFC 8058
        mail["List-Unsubscribe"] = f"<{one_line(message.unsubscribe)}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text)
    mail.add_alternative(dressed(message.html), subtype="html")
    files = list(message.attachments)
    _add_inline(mail, [file for file in files if file.content_id])
    for file in files:
        if not file.content_id:
            kind = _kind(file.content_type)
            if is_to_calendar(file.content_type):
                _add_to_calendar(mail, file)
                kind = _kind("application/ics")
            mail.add_attachment(
                file.content,
                maintype=kind.maintype,
                subtype=kind.subtype,
                params=dict(kind.params),
                filename=file.filename,
            )
    mail["Content-Language"] = message.language  # last: with the parts it would move into one
    return mail


def is_to_calendar(content_type: str) -> bool:
    """Whether a file asks something of its reader's calendar (RFC 6047), and isn't only to read."""
    kind = _kind(content_type)
    asks = str(kind.params.get("method", "")).upper() in {"REQUEST", "CANCEL"}
    return kind.content_type == "text/calendar" and asks


def _add_to_calendar(mail: EmailMessage, file: Attachment) -> None:
    """Base64, as Exchange writes it: no line can be too long and none is changed on the way."""
    part = EmailMessage(policy=policy.SMTP)
    part["Content-Type"] = file.content_type
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(file.content).decode("ascii"))
    alternatives = next(each for each in mail.walk() if each.get_content_subtype() == "alternative")
    alternatives.attach(part)


def dressed(html: str) -> str:
    """The HTML with the style that all mails share, which mail programs read in its head only."""
    return html.replace("</head>", f"<style>{_style()}</style></head>", 1)


@cache
def _style() -> str:
    return (ROOT / "static" / "css" / "mail.css").read_text(encoding="utf-8")


def _add_inline(mail: EmailMessage, images: Iterable[Attachment]) -> None:
    html = mail.get_body(("html",))
    for image in images:
        kind = _kind(image.content_type)
        assert isinstance(html, EmailMessage)  # noqa: S101 - added a few lines above
        html.add_related(
            image.content,
            maintype=kind.maintype,
            subtype=kind.subtype,
            cid=f"<{image.content_id}>",
            filename=image.filename,
            disposition="inline",
        )


def _address(name: str, email: str) -> Address:
    """A mailbox; a domain beyond ASCII in the form that mail servers know."""
    mailbox, at_sign, domain = one_line(email).rpartition("@")
    if not (mailbox and at_sign and domain):
        raise ValueError("not an e-mail address")
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    try:
        return Address(one_line(name), addr_spec=f"{mailbox}@{domain}")
    except MessageError as error:
        raise ValueError("not an e-mail address") from error


def _kind(content_type: str) -> ContentTypeHeader:
    """A content type with its parameters, such as `text/calendar; method=PUBLISH`."""
    header = policy.SMTP.header_factory("Content-Type", one_line(content_type))
    assert isinstance(header, ContentTypeHeader)  # noqa: S101 - what the factory makes of this name
    return header
