"""Which meetings and mailings the signed-in officer may see, and hours in a meeting's clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import abort
from flask_login import current_user

from meetings import clock, formats, language, zones
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.invitations import queries
from meetings.invitations.models import Mailing
from meetings.permissions import Right


def meeting_of(slug: str) -> Meeting:
    """A meeting that the officer manages, drafts too; 404 for none, 403 outside of her grants."""
    meeting = calendar.by_slug(slug, drafts=True)
    if meeting is None:
        abort(404)
    within = current_user.meetings_for(Right.MANAGE)
    if within is not None and meeting.id not in within:
        abort(403)
    return meeting


def mailing_of(slug: str, public_id: object) -> Mailing:
    """A mailing of such a meeting."""
    meeting = meeting_of(slug)
    found = queries.mailing(str(public_id))
    if found is None or found.meeting_id != meeting.id:
        abort(404)
    return found


def manages_all() -> bool:
    """Whether the officer manages every meeting, and so reads the whole directory."""
    return current_user.meetings_for(Right.MANAGE) is None


def to_instant(local: datetime | None, meeting: Meeting) -> datetime | None:
    """A day and hour in the meeting's clocks as an instant."""
    return local.replace(tzinfo=ZoneInfo(meeting.time_zone)) if local else None


def to_local(instant: datetime | None, meeting: Meeting) -> datetime | None:
    """The same the other way round."""
    zone = ZoneInfo(meeting.time_zone)
    return instant.astimezone(zone).replace(tzinfo=None) if instant else None


def clocks_of(meeting: Meeting) -> Callable[[datetime | None], str]:
    """Says an instant in the meeting's clocks, in the reader's language; empty for none."""
    zone, lang = meeting.time_zone, language.current()
    return lambda instant: formats.instant(instant, zone, lang) if instant else ""


def zone_words(meeting: Meeting) -> str:
    """The meeting's time zone in words."""
    return zones.name(meeting.time_zone, language.current(), on=clock.now().date())
