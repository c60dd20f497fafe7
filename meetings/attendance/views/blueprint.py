"""Attendance's blueprint, and how its pages find their meeting."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, current_app, request
from flask_login import current_user

from meetings import formats
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.language import PREFIX, current
from meetings.permissions import Right

bp = Blueprint("attendance", __name__, url_prefix=PREFIX)


def within(right: Right) -> frozenset[int] | None:
    """The meetings (ids) for which the signed-in user has the right, None for all."""
    ids: frozenset[int] | None = current_user.meetings_for(right)
    return ids


def meeting_or_404(slug: str, right: Right) -> Meeting:
    """The meeting, where the signed-in user has the right for it."""
    return calendar.by_slug(slug, drafts=True, within=within(right)) or abort(404)


def hour(at: datetime, meeting: Meeting) -> str:
    """The hour of an instant in the meeting's zone, as the reader writes it."""
    return formats.clock(at, meeting.time_zone, current())


def page_number() -> int:
    """The number of the page asked for, from 1."""
    return min(max(1, request.args.get("page", 1, type=int)), 100_000)


def page_size() -> int:
    """How many rows a page has."""
    size: int = current_app.config["SETTINGS"].page_size
    return size
