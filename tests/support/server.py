"""The application behind a real socket, in threads of the test's own process."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class _Silent(WSGIRequestHandler):
    """Requests aren't printed."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


def free_socket() -> socket.socket:
    """A listening socket on a port of its own, so that the address is known beforehand."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    return listener


@contextmanager
def serving(app: Flask, listener: socket.socket) -> Iterator[None]:
    """Serve the application on the socket."""
    with listener:  # the server listens on a copy of it
        server = make_server(
            "127.0.0.1", 0, app, threaded=True, request_handler=_Silent, fd=listener.fileno()
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
