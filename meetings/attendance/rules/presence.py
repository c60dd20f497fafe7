"""Who may enter and on which days, decided without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from meetings.attendance.models import EventKind, Source
from meetings.calendar.models import Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.errors import Refused
from meetings.registration.models import Status


class Verdict(StrEnum):
    """How an event was answered."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Event:
    """What a door reports: who, by pass or by the participation's public id, and what.

    `id` is a UUID made by the device; `at` the device's corrected time; `day` is the local day
    of `at` in the meeting's zone unless given; an undo names in `undoes` the event it undoes.
    """

    id: str
    at: datetime
    pass_code: str | None = None
    registration: str | None = None
    kind: str = EventKind.IN
    undoes: str | None = None
    day: date | None = None
    mode: str | None = None
    source: str = Source.SEARCH
    device: str = ""


@dataclass(frozen=True)
class Answer:
    """What the door is told. `since` is the instant of the earlier event of a duplicate;
    `reason` and `code` say why an event was refused (and then nothing is stored)."""

    status: Verdict
    event_id: str
    since: datetime | None = None
    reason: object = ""
    code: str = ""


_STANDING = {
    Status.PENDING: _l("The registration is still awaiting confirmation by the Secretariat."),
    Status.NOMINATED: _l("The nomination is still awaiting confirmation by the Secretariat."),
    Status.INVITED: _l("The invitation was never answered: this person is not registered."),
    Status.WAITLISTED: _l("This person is on the waiting list: there was no seat."),
    Status.DECLINED: _l("The Secretariat declined this registration."),
    Status.CANCELLED: _l("This registration was withdrawn."),
    Status.REPLACED: _l("Another person was designated instead."),
}


def may_enter(status: str) -> None:
    """Only confirmed participations enter. Raises Refused, its code is the status."""
    if status != Status.CONFIRMED:
        raise Refused(_STANDING[Status(status)], code=str(status))


def door_is_open(meeting: Meeting, day: date) -> None:
    """A cancelled meeting has no door; every other one has it on its own days (held or not).

    `day` is local to the meeting. Raises Refused, its code `meeting_cancelled`, `before` or
    `after`.
    """
    if meeting.status == MeetingStatus.CANCELLED:
        raise Refused(_l("This meeting is cancelled."), code="meeting_cancelled")
    if day < meeting.starts_on:
        raise Refused(
            _l("This meeting has not begun: presence is recorded on its own days only."),
            code="before",
        )
    if day > meeting.ends_on:
        raise Refused(
            _l("This meeting is over: presence is recorded on its own days only."), code="after"
        )
