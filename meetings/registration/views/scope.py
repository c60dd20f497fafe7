"""Which meetings and registrations the signed-in officer may see."""

from __future__ import annotations

from flask import abort
from flask_login import current_user

from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.permissions import Right
from meetings.registration import queries
from meetings.registration.models import Participation


def meeting_of(slug: str) -> Meeting:
    """A meeting that the officer manages, drafts too; 404 for none, 403 outside of her grants."""
    meeting = calendar.by_slug(slug, drafts=True)
    if meeting is None:
        abort(404)
    _must_reach(meeting.id)
    return meeting


def participation_of(public_id: str) -> Participation:
    """A registration to a meeting that the officer manages."""
    participation = queries.by_public_id(public_id)
    if participation is None:
        abort(404)
    _must_reach(participation.meeting_id)
    return participation


def _must_reach(meeting_id: int) -> None:
    within = current_user.meetings_for(Right.MANAGE)
    if within is not None and meeting_id not in within:
        abort(403)
