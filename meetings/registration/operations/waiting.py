"""The waiting list: who waits, who is next, and seats that are offered for a time.

All of it runs while the unit holds the meeting's seats alone (`moves.hold_seats`), so that two
seats that come free at once go to two people and nobody is passed over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from meetings import audit
from meetings.actor import WORKER, Actor
from meetings.calendar.models import Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.errors import Refused
from meetings.language import reading
from meetings.registration import mails, queries, rules
from meetings.registration.models import Participation, Promotion, Status
from meetings.registration.operations import seats
from meetings.registration.operations.moves import IfFull, hold_seats, keep_change, move
from meetings.registration.operations.session_places import leave_all
from meetings.registration.queries import ways as queries_of
from meetings.registration.rules import seating
from meetings.registration.rules.seating import Seeker


def queue_up(participation: Participation, *, at: datetime) -> None:
    """Put somebody at the end of the meeting's line."""
    latest = db.session.scalar(
        select(func.max(Participation.waiting_since)).where(
            Participation.meeting_id == participation.meeting.id
        )
    )
    participation.status = Status.WAITLISTED
    participation.waiting_since = max(at, latest) if latest else at
    participation.offered_until = None


def instead(participation: Participation, *, by: Actor, at: datetime) -> IfFull | None:
    """What is done where she finds no seat as what she becomes: she gives back the one she holds,
    and the places in sessions with it, and stands at the end of the line. Nothing where the meeting
    has no waiting list."""
    if not queries.plan(participation.meeting_id).has_waiting_list:
        return None

    def stand_in_line(held: Seeker) -> None:
        before = participation.status
        seats.free(participation, held)
        queue_up(participation, at=at)
        participation.badge_changed_at = at
        db.session.flush()
        if before != Status.WAITLISTED:
            keep_change(participation, before, by=by, at=at)
        leave_all(participation, by=by, at=at)
        subject = ("participation", participation.public_id)
        changes = {"before": before, "after": Status.WAITLISTED}
        audit.record("registration.waitlisted", subject, by=by, at=at, changes=changes)

    return stand_in_line


def next_in_line(meeting_id: int) -> Participation | None:
    """The first who waits without an offer and for whom every limit has room; else None."""
    waiting = queries.in_line(meeting_id)
    if not waiting:
        return None
    found, room = queries_of.free_seats(meeting_id)
    return seating.first_that_fits(waiting, found, room=room)


def promote(meeting: Meeting, *, at: datetime) -> list[Participation]:
    """Give every free seat to the next in line, as the meeting's plan has it: at once, or as an
    offer for some hours; by hand, nobody moves. A cancelled meeting promotes nobody."""
    plan = queries.plan(meeting.id)
    if not plan.has_waiting_list or plan.promotion == Promotion.BY_HAND:
        return []
    if meeting.status == MeetingStatus.CANCELLED:
        return []
    promoted = []
    while (found := next_in_line(meeting.id)) is not None:
        if plan.promotion == Promotion.OFFER:
            hours = timedelta(hours=plan.accept_hours or seating.USUAL_HOURS)
            offer(found, until=at + hours, at=at)
        else:
            let_in(found, at=at)
        promoted.append(found)
    return promoted


def offer(participation: Participation, *, until: datetime, at: datetime) -> None:
    """Hold a seat for somebody who waits until an instant, and ask whether she takes it.

    Raises Refused (code full) when none is left.
    """
    seeker = seating.seeker_of(participation)
    participation.seat_hold_id = seats.take(participation.meeting_id, seeker)
    participation.offered_until, participation.changed_at = until, at
    db.session.flush()
    with reading(participation.language):
        until_when = mails.held_until(participation, participation.language)
        note = _("A seat was offered until %(until)s.", until=until_when)
    keep_change(participation, Status.WAITLISTED, by=WORKER, at=at, note=note)
    subject = ("participation", participation.public_id)
    audit.record("registration.offer", subject, by=WORKER, at=at, changes={"until": until})
    mails.offered(participation, at=at)


def let_in(participation: Participation, *, at: datetime) -> None:
    """Move somebody from the line to a seat and tell her; the approval of her way in holds.

    Raises Refused (code full) when no seat is left.
    """
    target = rules.first_status(queries.approval_of(participation), way=participation.way)
    move(participation, target, by=WORKER, at=at)
    mails.promoted(participation, at=at)


def let_in_offered(meeting: Meeting, *, at: datetime) -> None:
    """Give the seats that are held for people by an offer still open to these, who need not answer
    any more: in the order of arrival."""
    if meeting.status == MeetingStatus.CANCELLED:
        return
    for each in queries_of.offered(meeting.id, at=at):
        let_in(each, at=at)


def accept_offer(participation: Participation, *, by: Actor, at: datetime) -> None:
    """Take the seat that is held for her.

    Raises Refused when nothing is offered, or the time has passed (code lapsed).
    """
    hold_seats(participation.meeting_id)
    db.session.refresh(participation, ["status", "offered_until"])
    if participation.offered_until is None or participation.offered_until <= at:
        raise Refused(_l("The time to take this seat has passed."), code="lapsed")
    target = rules.first_status(queries.approval_of(participation), way=participation.way)
    move(participation, target, by=by, at=at)
    mails.promoted(participation, at=at)


def lapse(participation: Participation, *, by: Actor, at: datetime) -> bool:
    """End the registration of somebody who let her offer run out; the seat goes to the next.

    False when she took it meanwhile.
    """
    hold_seats(participation.meeting_id)
    db.session.refresh(participation, ["status", "offered_until"])
    if participation.offered_until is None or participation.offered_until > at:
        return False
    with reading(participation.language):
        note = _("The time to take the offered seat passed.")
    move(participation, Status.CANCELLED, by=by, at=at, note=note)
    mails.lapsed(participation, at=at)
    promote(participation.meeting, at=at)
    return True
