"""What people will be told of a change, beside whatever else an officer sees."""

from __future__ import annotations

from flask import current_app
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.desk import telling
from meetings.desk.telling import Waiting
from meetings.permissions import Right


def waits(meeting: Meeting) -> Waiting | None:
    """The notice of a meeting that waits, as the officer is shown it."""
    found = calendar.open_notice(meeting.id)
    if found is None:
        return None
    return telling.waiting([(found, meeting)], language.current(), at=clock.now())[0]


def all_waiting() -> list[Waiting]:
    """The notices that wait and will reach somebody, of the meetings the officer manages."""
    found = calendar.open_notices(within=current_user.meetings_for(Right.MANAGE))
    shown = telling.waiting(found, language.current(), at=clock.now())
    return [each for each in shown if each.people and each.lines]


def tells(meeting: Meeting | None) -> str:
    """Said before a form is saved: how many people a change is told to, and when; else empty."""
    if meeting is None or meeting.published_at is None:
        return ""
    people = telling.count_told([meeting.id])
    if not people:
        return ""
    minutes = current_app.config["SETTINGS"].quiet_minutes
    wait = ngettext("%(num)d minute", "%(num)d minutes", minutes)
    return ngettext(
        "When you change the date, the place, the way to take part or the status, %(num)d person "
        "is told by mail, %(wait)s after the last change.",
        "When you change the date, the place, the way to take part or the status, %(num)d people "
        "are told by mail, %(wait)s after the last change.",
        people,
        wait=wait,
    )
