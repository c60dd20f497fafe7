"""Which meetings the signed-in officer may manage."""

from __future__ import annotations

from flask import abort
from flask_login import current_user

from meetings.calendar import queries
from meetings.calendar.models import Meeting
from meetings.permissions import Right


def managed(slug: str) -> Meeting:
    """The meeting that the officer may manage, a draft too; 404 otherwise."""
    within = current_user.meetings_for(Right.MANAGE)
    return queries.by_slug(slug, drafts=True, within=within) or abort(404)


def manages(meeting_id: int) -> bool:
    """Whether whoever reads the page manages the meeting."""
    if not (current_user.is_authenticated and current_user.may(Right.MANAGE)):
        return False
    within = current_user.meetings_for(Right.MANAGE)
    return within is None or meeting_id in within
