"""The calendar's blueprint."""

from __future__ import annotations

from flask import Blueprint

from meetings import language
from meetings.calendar import names

bp = Blueprint("calendar", __name__, url_prefix=language.PREFIX)


@bp.app_template_filter("organizer")
def organizer(written: str) -> str:
    """An organizer's name for the reader of the page."""
    return names.told("organizer", written, language.current())
