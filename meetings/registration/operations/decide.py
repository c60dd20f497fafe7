"""What becomes of a registration: confirmed, declined, withdrawn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from meetings import audit
from meetings.accreditation import operations as accreditation
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.registration import mails, rules
from meetings.registration.models import GONE, Participation, Status
from meetings.registration.operations import seats


def confirm(participation: Participation, *, by: Actor, at: datetime) -> None:
    """Confirm a registration and tell her so, with her pass.

    Raises Refused when it is confirmed already or was declined or withdrawn (code settled), when
    the meeting is cancelled, or when it held no seat and none is left (code full).
    """
    rules.may_confirm(participation.meeting.status)
    _move(participation, Status.CONFIRMED, by=by, at=at)
    mails.confirmed(participation, at=at)


def decline(participation: Participation, reason: str, *, by: Actor, at: datetime) -> None:
    """Decline a registration with a reason that goes into the mail; its seat is free again.

    Raises Refused without a reason (field reason) or when it cannot be declined (code settled).
    """
    reason = rules.check_reason(reason)
    _move(participation, Status.DECLINED, by=by, at=at, note=reason)
    mails.declined(participation, at=at)


def withdraw(participation: Participation, *, by: Actor, at: datetime) -> None:
    """Withdraw a registration, by herself or on her behalf; the seat and the organization's
    place are free again.

    Raises Refused when it was declined, withdrawn or replaced before (code settled).
    """
    _move(participation, Status.CANCELLED, by=by, at=at)
    mails.withdrawn(participation, at=at)


def _move(
    participation: Participation, target: Status, *, by: Actor, at: datetime, note: str = ""
) -> None:
    """Change the status by one UPDATE that names the status it was read in, so that of two
    who decide at once the second is told."""
    current = Status(participation.status)
    rules.may_move(current, target)
    one_at_a_time(beside=seats.lock_name(participation.meeting_id))
    moved = db.session.scalar(
        update(Participation)
        .where(Participation.id == participation.id, Participation.status == current)
        .values(status=target, changed_at=at, decision_note=note)
        .returning(Participation.id),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(participation, ["status", "changed_at", "decision_note"])
    if moved is None:
        _move(participation, target, by=by, at=at, note=note)
        return
    _settle_seats(participation, current, target)
    subject = ("participation", participation.public_id)
    changes = {"before": current, "after": target}
    audit.record(f"registration.{target}", subject, by=by, at=at, changes=changes)


def _settle_seats(participation: Participation, current: Status, target: Status) -> None:
    held, holds = rules.holds_seat(current), rules.holds_seat(target)
    if holds and not held:
        seats.take(participation.meeting_id)
    if held and not holds:
        seats.free(participation.meeting_id)
    if target in GONE:
        for each in participation.affiliations:
            if each.accreditation_id is not None:
                accreditation.free_place(each.accreditation_id)
