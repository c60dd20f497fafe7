"""To whom letters of invitation and certificates of attendance are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Status as MeetingStatus
from meetings.errors import Refused
from meetings.registration.models import Status

COURSES = ("training", "virtual_course")
MAX_HEADING = 600
MAX_SIGNER = 160


def may_have_letter(status: str, meeting_status: str, *, ends_at: datetime, at: datetime) -> None:
    """A letter of invitation is for who is confirmed at a meeting that will be held.

    Raises Refused with the reason otherwise.
    """
    if meeting_status in {MeetingStatus.CANCELLED, MeetingStatus.POSTPONED}:
        raise Refused(
            _l("There is no letter of invitation while the meeting is cancelled or put off.")
        )
    if status != Status.CONFIRMED:
        raise Refused(_l("There is a letter of invitation once the registration is confirmed."))
    if at >= ends_at:
        raise Refused(_l("The meeting is over: there is no letter of invitation any more."))


def may_have_certificate(
    status: str, days: Sequence[date], *, is_course: bool, completed_on: date | None
) -> None:
    """A certificate of attendance is for who was present; of a course, for who completed it.

    Raises Refused with the reason otherwise.
    """
    if status != Status.CONFIRMED or not (days or completed_on):
        raise Refused(_l("There is a certificate once presence at the meeting is recorded."))
    if is_course and completed_on is None:
        raise Refused(_l("There is a certificate once the course is recorded as completed."))
