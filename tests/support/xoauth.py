"""A token server and an IMAP server that takes tokens only, both on loopback: as much of them as
one look at an empty mailbox needs."""

from __future__ import annotations

import base64
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Servers:
    """What was asked of them, and how they answer: `gives` a token, or refuses with an error code;
    `takes` is the only token that opens the mailbox."""

    gives: str = "ya29.first"
    error: str = ""
    takes: str = "ya29.first"
    lasts: object = 3600
    asked: list[dict[str, str]] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    token_port: int = 0
    imap_port: int = 0

    @property
    def token_url(self) -> str:
        """Where tokens are given."""
        return f"http://127.0.0.1:{self.token_port}/token"

    @property
    def imap_url(self) -> str:
        """The mailbox as in the settings: no password."""
        return f"imap://reuniones%40cim.example@127.0.0.1:{self.imap_port}/INBOX?starttls=no"


def _token_handler(servers: Servers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            servers.asked.append({name: each[0] for name, each in parse_qs(body).items()})
            told = {"access_token": servers.gives, "expires_in": servers.lasts}
            refused = {"error": servers.error, "error_description": "secret of ana@example.org"}
            answer = json.dumps(refused if servers.error else told).encode()
            self.send_response(400 if servers.error else 200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    return Handler


def _imap_handler(servers: Servers) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("* OK ready")
            while line := self.rfile.readline().decode().strip():
                tag, command, *rest = line.split(" ")
                if command == "AUTHENTICATE":
                    self._authenticate(tag, rest)
                    continue
                told = {
                    "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2",
                    "SELECT": "* OK [UIDVALIDITY 7] valid",
                    "UID": "* SEARCH",
                    "LOGOUT": "* BYE",
                }.get(command)
                if told:
                    self._say(told)
                self._say(f"{tag} {'OK' if told else 'BAD'} done")
                if command == "LOGOUT":
                    return

        def _authenticate(self, tag: str, rest: list[str]) -> None:
            assert rest == ["XOAUTH2"]
            self._say("+ ")
            said = base64.b64decode(self.rfile.readline())
            servers.said.append(said)
            if said.endswith(f"auth=Bearer {servers.takes}\x01\x01".encode()):
                self._say(f"{tag} OK welcome")
                return
            self._say("+ " + base64.b64encode(b'{"status":"400"}').decode())
            assert self.rfile.readline().strip() == b"", "an empty line answers the refusal"
            self._say(f"{tag} NO AUTHENTICATE failed")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    return Handler


@contextmanager
def serving() -> Iterator[Servers]:
    """Run both in threads."""
    servers = Servers()
    with ExitStack() as stack:
        tokens = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), _token_handler(servers)))
        imap = stack.enter_context(
            socketserver.ThreadingTCPServer(("127.0.0.1", 0), _imap_handler(servers))
        )
        servers.token_port, servers.imap_port = (each.server_address[1] for each in (tokens, imap))
        for each in (tokens, imap):
            threading.Thread(target=each.serve_forever, args=(0.05,), daemon=True).start()
            stack.callback(each.shutdown)
        yield servers
