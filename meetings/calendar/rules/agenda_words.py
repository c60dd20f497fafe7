"""What kinds of sessions, audiences, doubts, days and hours are called."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from meetings import formats
from meetings.calendar.models import Audience, SessionKind
from meetings.calendar.rules.agenda import Doubt
from meetings.calendar.rules.sessions import Holding, tells_days

KINDS: Final[dict[str, Any]] = {
    SessionKind.SESSION: _p("session", "Working session"),
    SessionKind.OPENING: _p("session", "Opening"),
    SessionKind.CLOSING: _p("session", "Closing"),
    SessionKind.BREAK: _p("session", "Break"),
    SessionKind.MODULE: _p("session", "Module of a course"),
}
AUDIENCES: Final[dict[str, Any]] = {
    Audience.DELEGATES: _l("Delegations and participants"),
    Audience.EXPERTS: _l("Experts"),
    Audience.ORGANIZATIONS: _l("Organizations"),
    Audience.PUBLIC_STREAM: _l("Public stream"),
}


def doubt_words(doubt: Doubt, *, what: str, other: str) -> Any:
    """A doubt as a sentence; `other` is the title of the session it collides with."""
    sentences = {
        Doubt.ROOM: _l(
            "The room %(room)s is also taken by “%(other)s” at this time.", room=what, other=other
        ),
        Doubt.PERSON: _l("%(name)s is also in “%(other)s” at this time.", name=what, other=other),
        Doubt.OUTSIDE: _l("This session lies outside of the meeting’s days."),
        Doubt.SKIPPED_HOUR: _l("The clocks skip this hour on that day."),
        Doubt.HOURS: _l("This session lies outside of the meeting’s hours."),
    }
    return sentences[doubt]


def day_title(day: date, meeting: Holding, *, lang: str) -> str:
    """`Wednesday, May 20, 2026`; `Day 2` while the meeting's days are not known."""
    if tells_days(meeting):
        return formats.weekday(day, lang)
    return _("Day %(number)s", number=(day - meeting.starts_on).days + 1)


def days_of(meeting: Holding) -> list[date]:
    """The meeting's days."""
    count = (meeting.ends_on - meeting.starts_on).days + 1
    return [meeting.starts_on + timedelta(days=number) for number in range(count)]


def hours_of(start: time | None, end: time | None, *, lang: str) -> str:
    """`9:00 AM–10:30 AM`, `9:00 AM`, or nothing."""
    return "–".join(formats.hour(each, lang) for each in (start, end) if each is not None)
