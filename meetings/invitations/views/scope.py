"""Which meetings and mailings the signed-in officer may see, and hours of the office's clocks."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import abort, current_app
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


def to_instant(local: datetime | None) -> datetime | None:
    """A day and hour of the office's clocks as an instant."""
    return local.replace(tzinfo=ZoneInfo(_zone())) if local else None


def to_local(instant: datetime | None) -> datetime | None:
    """The same the other way round."""
    return instant.astimezone(ZoneInfo(_zone())).replace(tzinfo=None) if instant else None


def when(instant: datetime | None) -> str:
    """An instant in the office's clocks, in the reader's language; empty for none."""
    return formats.instant(instant, _zone(), language.current()) if instant else ""


def zone_words() -> str:
    """The office's time zone in words."""
    return zones.name(_zone(), language.current(), on=clock.now().date())


def _zone() -> str:
    return str(current_app.config["SETTINGS"].time_zone)
