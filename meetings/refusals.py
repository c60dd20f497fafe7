"""Pages for what did not work, in the reader's language."""

from __future__ import annotations

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from meetings.extensions import login_manager


def install(app: Flask) -> None:
    """Answer every HTTP error by a page; redirects and ready answers pass as they are."""

    @app.errorhandler(HTTPException)
    def _refuse(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or (error.code or 500) < 400:
            return error
        if isinstance(error, InternalServerError):
            # Where flask-login looks: the database may be what failed, nobody is asked for again.
            g._login_user = login_manager.anonymous_user()
        code = error.code or 500
        words = _words(error)
        page = render_template(
            "errors/error.html",
            code=code,
            title=words[0],
            message=words[1],
            action=_way_back(error),
        )
        allowed = [pair for pair in error.get_headers() if pair[0] == "Allow"]
        return page, code, allowed


def _words(error: HTTPException) -> tuple[str | None, str | None]:
    """A title and a message in place of the page's own, where the error knows better."""
    if isinstance(error, CSRFError):
        return (
            _("This form was opened in an earlier session"),
            _(
                "Nothing was changed. Go back with your browser: what you typed is still there. "
                "Copy longer texts, load the page again and send the form once more."
            ),
        )
    if isinstance(error, RequestEntityTooLarge):
        limit = current_app.config["SETTINGS"].max_upload_mb
        return None, _(
            "A file may have at most %(size)d MB. Choose a smaller one and try again. "
            "Nothing was changed.",
            size=limit,
        )
    if isinstance(error, RateLimitExceeded) and error.limit.error_message:
        return None, str(error.description)
    return None, None


def _way_back(error: HTTPException) -> tuple[str, str] | None:
    """Words and address of the form whose file was too large."""
    rule = request.url_rule
    if isinstance(error, RequestEntityTooLarge) and rule and "GET" in (rule.methods or ()):
        return _("Back to the form"), request.path
    return None
