"""A real IMAP server on loopback (pymap), with one mailbox that tests put mails into."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

USER, PASSWORD = "reuniones", "secreto de prueba"
START = 20.0  # seconds within which it must answer


@dataclass
class Mailbox:
    """The secretariat's mailbox; `url` is what MEETINGS_IMAP_URL takes."""

    port: int

    @property
    def url(self) -> str:
        """As in the settings."""
        return f"imap://{USER}:secreto%20de%20prueba@127.0.0.1:{self.port}/INBOX?starttls=no"

    @contextmanager
    def line(self) -> Iterator[imaplib.IMAP4]:
        """A person's own mail program, with the mailbox open."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=10) as line:
            line.login(USER, PASSWORD)
            line.select("INBOX")
            yield line

    def put(self, *mails: bytes) -> None:
        """Mails arrive."""
        with self.line() as line:
            for mail in mails:
                assert line.append("INBOX", "", "", mail)[0] == "OK"

    def open_all(self) -> None:
        """A person opens every mail."""
        with self.line() as line:
            line.store("1:*", "+FLAGS", r"(\Seen)")

    def seen(self) -> list[bool]:
        """Which mails are marked as seen, in the order in which they came."""
        with self.line() as line:
            told = line.fetch("1:*", "(FLAGS)")[1]
            return [b"\\Seen" in each for each in told if isinstance(each, bytes)]


@contextmanager
def serving() -> Iterator[Mailbox]:
    """Run the server as a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    backend = ["dict", "--demo-user", USER, "--demo-password", PASSWORD, "--demo-data"]
    command = [
        sys.executable,
        "-c",
        "from pymap.main import main; main()",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*command, "--no-tls", "--no-service", "admin", *backend],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        mailbox = Mailbox(port)
        _await(mailbox)
        yield mailbox
    finally:
        process.terminate()
        process.wait(10)


def _await(mailbox: Mailbox) -> None:
    """Wait until it answers, and empty the mailbox of what the server brings along."""
    ends = time.monotonic() + START
    while True:
        with suppress(OSError, imaplib.IMAP4.error), mailbox.line() as line:
            line.store("1:*", "+FLAGS", r"(\Deleted)")
            line.expunge()
            return
        assert time.monotonic() < ends, "the IMAP server does not answer"
        time.sleep(0.05)
