"""A stored message as the mail that travels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address, ContentTypeHeader
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import cache

from meetings.config import ROOT
from meetings.notifications.models import Attachment, Message
from meetings.notifications.rules import one_line


def build(message: Message, *, sender: str, host: str, at: datetime) -> EmailMessage:
    """The mail: text, HTML beside it with its inline images, and the files.

    `sender` is `Name <address>`; the Message-ID is the message's public id at `host`.
    Raises ValueError when an address cannot stand in a header.
    """
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = _address(*parseaddr(sender))
    mail["To"] = _address(message.to_name, message.to_email)
    mail["Subject"] = one_line(message.title)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.public_id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    mail.add_alternative(dressed(message.html), subtype="html")
    files = list(message.attachments)
    _add_inline(mail, [file for file in files if file.content_id])
    for file in files:
        if not file.content_id:
            kind = _kind(file.content_type)
            mail.add_attachment(
                file.content,
                maintype=kind.maintype,
                subtype=kind.subtype,
                params=dict(kind.params),
                filename=file.filename,
            )
    mail["Content-Language"] = message.language  # last: with the parts it would move into one
    return mail


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
