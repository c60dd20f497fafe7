"""A real SMTP server on loopback that keeps what it is sent."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What has arrived, oldest first; `refuse` makes the server answer 451 to everything, `unknown`
    what is said there of an address (`{"ana@example.org": "550 5.1.1 No such user"}`)."""

    url: str = ""
    messages: list[EmailMessage] = field(default_factory=list)
    refuse: bool = False
    unknown: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take a mail for an address, or say that there is no such mailbox."""
        if address in self.unknown:
            return self.unknown[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a message, or refuse it for now."""
        if self.refuse:
            return "451 try again later"
        content = envelope.content
        assert isinstance(content, bytes)
        parsed = email.message_from_bytes(content, policy=email.policy.default)
        self.messages.append(parsed)
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages that went to one address."""
        return [message for message in self.messages if address in str(message["To"])]


class _AnyPort(Controller):
    """A controller that lets the system choose the port."""

    server: asyncio.Server

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving() -> Iterator[Mailbox]:
    """Run the server; `url` is what MEETINGS_SMTP_URL takes."""
    mailbox = Mailbox()
    controller: Any = _AnyPort(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    mailbox.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield mailbox
    finally:
        controller.stop()
