"""Pages for what did not work, in the reader's language."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.errors import RateLimitExceeded
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from meetings.errors import FileLost, StorageSilent
from meetings.extensions import login_manager

OWN_PAGE, PRIVATE_FORM = "/my/<token>", "/register/<token>"  # parts of the rules of mailed links


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
            kept=_typed(error),
        )
        allowed = [pair for pair in error.get_headers() if pair[0] in {"Allow", "Retry-After"}]
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
            "A file may have at most %(size)d MB. Nothing was changed. Go back with your browser: "
            "most keep what you typed. Choose a smaller file there and send the form once more.",
            size=limit,
        )
    if isinstance(error, RateLimitExceeded) and error.limit.error_message:
        return None, str(error.description)
    if isinstance(error, StorageSilent):
        return (
            _("The file cannot be fetched now"),
            _("The place where files are kept does not answer. Try again in a few minutes."),
        )
    if isinstance(error, FileLost):
        return (
            _("The file is missing"),
            _("It is in the list, but the file itself is lost. Ask the Secretariat for it."),
        )
    return _lost_link(error) or (None, None)


def _lost_link(error: HTTPException) -> tuple[str, str] | None:
    """What a mailed link says that was replaced, or cut by a mail program: never "mistyped"."""
    rule = request.url_rule.rule if request.url_rule else ""
    if error.code not in {404, 410} or set(request.view_args or ()) - {"lang"} != {"token"}:
        return None
    title = _("This link opens nothing")
    if OWN_PAGE in rule:
        return title, _(
            "It was replaced by a newer one, or a part of it is missing. The newest mail has the "
            "newest link: copy all of it. We can also send it to you again."
        )
    if PRIVATE_FORM in rule:
        return title, _(
            "It was replaced by a newer one, or a part of it is missing. Ask whoever gave it to "
            "you for the present one. If you have registered already, we can send you the link to "
            "your own page."
        )
    return None


def _typed(error: HTTPException) -> list[tuple[str, str]] | None:
    """What a form held that was refused before anybody read it, to be sent once more.

    A form without a valid token is given back to somebody who is not signed in only: anyone else
    might be made to send what another site wrote.
    """
    is_stale = isinstance(error, CSRFError) and not current_user.is_authenticated
    if not (isinstance(error, RateLimitExceeded) or is_stale) or request.method != "POST":
        return None
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", "password"}
    ]


def _way_back(error: HTTPException) -> tuple[str, str] | None:
    """Words and address of the form whose file was too large, or of where a lost link is found."""
    rule = request.url_rule
    if isinstance(error, RequestEntityTooLarge):
        has_page = rule and "GET" in (rule.methods or ())
        to = request.path if has_page else _page_before()
        return (_("Open the form anew"), to) if to else None
    if _lost_link(error):
        return _("Find your registration"), url_for("registration.find")
    return None


def _page_before() -> str:
    """The page of ours from which a form came that has no page of its own; empty where the browser
    doesn't say."""
    before = urlsplit(request.referrer or "")
    is_ours = before.netloc == request.host and before.path.startswith("/")
    return before.path if is_ours and not before.path.startswith("//") else ""
