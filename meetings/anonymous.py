"""Files whose reader is nobody in particular: answered without asking who it is.

No session is opened, no cookie read, no request counted against a limit: a calendar program that
asks every few minutes costs little, and `Vary` names no cookie, so that a proxy may keep what it
reads.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from itsdangerous import URLSafeTimedSerializer

from meetings import headers, health
from meetings.permissions import public
from meetings.routing import Address

F = TypeVar("F", bound=Callable[..., Any])


def anonymous(view: F) -> F:
    """Anyone may, and nobody is known: such a view shows nothing that depends on who reads it.

    It answers its own refusals: the pages for errors greet whoever is signed in.
    """
    view.__anonymous__ = True  # type: ignore[attr-defined]  # read below
    return public(view)


class Sessions(SecureCookieSessionInterface):
    """Sessions as Flask makes them; without a cookie nothing is prepared to read one, and what
    signs them is prepared once."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The reader's session, empty when she brings none."""
        if self.get_cookie_name(app) not in request.environ.get("HTTP_COOKIE", ""):
            return self.session_class()
        return super().open_session(app, request)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The application's own: its secret never changes while it runs."""
        if "session_serializer" not in app.extensions:
            app.extensions["session_serializer"] = super().get_signing_serializer(app)
        kept: URLSafeTimedSerializer | None = app.extensions["session_serializer"]
        return kept


class Application(Flask):
    """Flask, with a way past the hooks for what anonymous views answer."""

    session_interface = Sessions()
    url_rule_class = Address

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Everything that is done before a view, the hour alone before an anonymous one."""
        if self._is_anonymous():
            health.start()
            return None
        return super().preprocess_request()

    def process_response(self, response: Response) -> Response:
        """Everything that is done after a view; headers and the log's line for an anonymous one."""
        if self._is_anonymous():
            response.headers.setdefault("Cache-Control", "private, no-cache")
            if response.status_code != HTTPStatus.NOT_MODIFIED:  # what is held has them
                headers.protect(response, hsts=self.config["SETTINGS"].hsts)
            health.log_line(response)
            return response
        return super().process_response(response)

    def ensure_sync(self, func: F) -> F:
        """The function as it is: none of ours is a coroutine, and Flask looks at each hook and view
        for that at every request."""
        return func

    def _is_anonymous(self) -> bool:
        view = self.view_functions.get(request.endpoint or "")
        return hasattr(view, "__anonymous__")
