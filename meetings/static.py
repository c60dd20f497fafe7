"""Static files: each address carries the file's digest, so that caches may keep it for a year.

And the two files that browsers and search engines expect at the root.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Blueprint, Flask, Response, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Answer

from meetings.permissions import public

bp = Blueprint("root", __name__)
# What belongs to one person or to the staff; everybody's pages may be found.
ROBOTS = """User-agent: *
Disallow: /*/my/
Disallow: /*/unsubscribe/
Disallow: /*/delegation/
Disallow: /*/manage/
Disallow: /*/organizations/represent/
Disallow: /*/door/
"""


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """What search engines leave alone."""
    return _kept_for_a_day(Response(ROBOTS, mimetype="text/plain"))


@bp.get("/favicon.ico")
@public
def favicon() -> ResponseReturnValue:
    """The icon, for browsers that ask for it before they have read a page."""
    return _kept_for_a_day(redirect(url_for("static", filename="img/favicon.svg")))


def install(app: Flask) -> None:
    """Add `?v=<digest>` to every address that `url_for('static', ...)` makes."""
    folder = Path(str(app.static_folder))

    @cache
    def version(filename: str) -> str:
        path = folder / filename
        return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else ""

    @app.url_defaults
    def _stamp(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values.setdefault("v", version(values["filename"]))


def add_headers(headers: Headers, _path: str, _url: str) -> None:
    """What a static file says besides how long it may be kept."""
    headers["X-Content-Type-Options"] = "nosniff"


def _kept_for_a_day(response: Answer) -> Answer:
    response.cache_control.public = True
    response.cache_control.max_age = 86_400
    return response
