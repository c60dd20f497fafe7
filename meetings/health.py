"""Whether the server lives, whether it is ready, and one line in the log for each request."""

from __future__ import annotations

import logging
import time
import traceback
from functools import cache
from types import TracebackType

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from meetings.config import ROOT
from meetings.db import db
from meetings.permissions import public

bp = Blueprint("health", __name__)
access_log = logging.getLogger("meetings.access")
Failure = tuple[type, BaseException, TracebackType] | tuple[None, None, None]
MIGRATIONS = ROOT / "migrations"


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The server answers; nothing else is asked."""
    return _plain("ok")


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """200 once the database answers and its tables are those of this version, else 503."""
    try:
        with db.engine.connect() as connection:
            present = set(MigrationContext.configure(connection).get_current_heads())
    except SQLAlchemyError:
        return _plain("the database does not answer", 503)
    if present != _heads():
        return _plain("the database needs `meetings db upgrade`", 503)
    return _plain("ok")


def install(app: Flask) -> None:
    """Log each request and each failure without anything personal.

    A request is named by its rule, never by its path or query: those may hold a person's link.
    A failure is told by its kind and the lines of the program that it passed, never by its
    message: databases quote in it what somebody typed.
    """

    app.before_request(start)

    @app.after_request
    def _line(response: Response) -> Response:
        log_line(response)
        return response

    # Flask's own tells the path.
    app.log_exception = _log_failure  # type: ignore[assignment,method-assign]  # as Flask documents


def start() -> None:
    """Note when the request began."""
    g.started = time.perf_counter()


def log_line(response: Response) -> None:
    """The request's line in the log."""
    spent = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
    rule = request.url_rule.rule if request.url_rule else "-"
    access_log.info("%s %s %d %.0f ms", request.method, rule, response.status_code, spent)


def _log_failure(failure: Failure) -> None:
    rule = request.url_rule.rule if request.url_rule else "-"
    current_app.logger.error("%s %s failed:\n%s", request.method, rule, outline(failure[1]))


def outline(error: BaseException | None) -> str:
    """A failure's kinds, from its cause on, each with the lines that it passed."""
    parts = []
    while error is not None:
        lines = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{type(error).__module__}.{type(error).__qualname__}\n{lines}")
        error = error.__cause__ or error.__context__
    return "caused\n".join(reversed(parts))


@cache
def _heads() -> set[str]:
    return set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def _plain(text: str, status: int = 200) -> Response:
    response = Response(text + "\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
