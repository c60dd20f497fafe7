"""How a registration may move on from one status to another."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Status as MeetingStatus
from meetings.errors import Refused
from meetings.registration.models import GONE, SEATED, Approval, Status, Way

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.INVITED: frozenset(
        {
            Status.NOMINATED,
            Status.PENDING,
            Status.CONFIRMED,
            Status.WAITLISTED,
            Status.DECLINED,
            Status.CANCELLED,
        }
    ),
    Status.NOMINATED: frozenset(
        {Status.PENDING, Status.CONFIRMED, Status.DECLINED, Status.CANCELLED, Status.REPLACED}
    ),
    Status.PENDING: frozenset(
        {
            Status.NOMINATED,
            Status.CONFIRMED,
            Status.DECLINED,
            Status.CANCELLED,
            Status.REPLACED,
        }
    ),
    Status.CONFIRMED: frozenset({Status.DECLINED, Status.CANCELLED, Status.REPLACED}),
    Status.WAITLISTED: frozenset(
        {
            Status.NOMINATED,
            Status.PENDING,
            Status.CONFIRMED,
            Status.DECLINED,
            Status.CANCELLED,
            Status.REPLACED,
        }
    ),
    Status.DECLINED: frozenset(),
    Status.CANCELLED: frozenset(),
    Status.REPLACED: frozenset(),
}


def first_status(approval: str, *, way: str = Way.FORM) -> Status:
    """Where a registration begins: `none` is confirmed at once, whoever else waits to be confirmed;
    what a State's focal point sends is nominated."""
    if approval == Approval.NONE:
        return Status.CONFIRMED
    return Status.NOMINATED if way == Way.STATE else Status.PENDING


def may_move(current: Status, target: Status) -> None:
    """Whether a registration may go from one status to another.

    Raises Refused with a sentence about where it stands (code `settled`).
    """
    if target in TRANSITIONS[current]:
        return
    sentences = {
        Status.CONFIRMED: _l("This registration is already confirmed."),
        Status.DECLINED: _l("This registration was declined. The person may register again."),
        Status.CANCELLED: _l("This registration was withdrawn. The person may register again."),
        Status.REPLACED: _l("This registration was replaced by another one."),
    }
    raise Refused(
        sentences.get(current, _l("This registration cannot be changed in this way.")),
        code="settled",
    )


def may_take_up(status: str, *, is_undone: bool = False) -> None:
    """Raise Refused (code settled) unless a registration was declined or withdrawn: who has not
    ended needs nothing, and who was replaced gave her place to somebody, unless that is undone."""
    if status not in (GONE if is_undone else (Status.DECLINED, Status.CANCELLED)):
        raise Refused(
            _l("Only a registration that was declined or withdrawn can be taken up again."),
            code="settled",
        )


def can_take_up(status: str, meeting_status: str, *, is_kept: bool) -> bool:
    """Whether an officer is offered to take it up again: `is_kept`, its names are still there."""
    is_ended = status in (Status.DECLINED, Status.CANCELLED)
    return is_ended and is_kept and meeting_status != MeetingStatus.CANCELLED


def can_move(current: str, target: Status) -> bool:
    """Whether the table of transitions has this step."""
    return target in TRANSITIONS[Status(current)]


def holds_seat(status: str) -> bool:
    """Whether a registration in this status takes one of the meeting's seats."""
    return status in SEATED


def may_confirm(meeting_status: str) -> None:
    """Raise Refused for a registration to a cancelled meeting."""
    if meeting_status == MeetingStatus.CANCELLED:
        raise Refused(_l("This meeting is cancelled."), code="cancelled")


def may_join(status: str, meeting_status: str) -> bool:
    """Whether a registration in this status entitles to a way to join its meeting."""
    return status == Status.CONFIRMED and meeting_status != MeetingStatus.CANCELLED


def may_correct(status: str) -> None:
    """Raise Refused (code settled) for a registration that was declined, withdrawn or replaced."""
    if status in GONE:
        raise Refused(
            _l("This registration has ended and can no longer be changed."), code="settled"
        )


def must_declare(status: str, *, way: str, consent_version: str) -> bool:
    """Whether somebody invited said yes in her calendar, and what only she can say is missing."""
    is_in = status not in GONE and status != Status.INVITED
    return is_in and way == Way.INVITATION and not consent_version


def may_answer(status: str) -> None:
    """Raise Refused (code settled) unless somebody is invited and has not been let in, declined or
    withdrawn since."""
    if status != Status.INVITED:
        raise Refused(_l("This invitation has been answered already."), code="settled")
