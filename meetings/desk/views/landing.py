"""The first page: what this is, and where each reader goes on."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from meetings import clock, language
from meetings.desk import queries
from meetings.desk.views.blueprint import bp
from meetings.permissions import public

MOST = 6


@bp.get("/")
@public
def landing() -> ResponseReturnValue:
    """Ways in, what is open for registration, and what else comes next."""
    lang, at = language.current(), clock.now()
    is_open = queries.open_now(lang, at=at, most=MOST)
    listed = {row.slug for row in is_open}
    coming = queries.coming(lang, at=at, most=MOST + len(listed))
    return render_template(
        "desk/landing.html",
        is_open=is_open,
        coming=[row for row in coming if row.slug not in listed][:MOST],
    )
