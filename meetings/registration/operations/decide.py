"""What becomes of a registration: confirmed, declined, withdrawn."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.errors import Refused
from meetings.registration import mails, queries, rules
from meetings.registration.models import Participation, Status
from meetings.registration.operations import waiting
from meetings.registration.operations.moves import move
from meetings.registration.operations.session_places import leave_all


def confirm(
    participation: Participation, *, by: Actor, at: datetime, without_focal_point: bool = False
) -> None:
    """Confirm a registration and tell her so, with her pass.

    Where the State's focal point has yet to agree it is confirmed only `without_focal_point`, which
    its history tells. Raises Refused when it still waits for that agreement (code focal_point),
    when it is confirmed already or was declined or withdrawn (code settled), when the meeting is
    cancelled, or when it held no seat and none is left (code full).
    """
    rules.may_confirm(participation.meeting.status)
    awaited = queries.awaited_of(participation, at=at)
    is_over = awaited is not None and awaited.has_focal_point
    if is_over and not without_focal_point:
        raise not_agreed()
    move(participation, Status.CONFIRMED, by=by, at=at, over_focal_point=is_over)
    mails.confirmed(participation, at=at)


def not_agreed() -> Refused:
    """The refusal where a State's focal point has yet to agree (code focal_point)."""
    return Refused(
        _l(
            "The State’s focal point has not agreed to this registration yet. On its own page "
            "it can be confirmed without that agreement."
        ),
        code="focal_point",
    )


def decline(
    participation: Participation, reason: str, *, by: Actor, at: datetime, office: str = ""
) -> None:
    """Decline a registration with a reason that goes into the mail; its seat is free again. The
    mail names the `office` of her State that declined it, else the secretariat.

    Raises Refused without a reason (field reason) or when it cannot be declined (code settled).
    """
    reason = rules.check_reason(reason)
    end(participation, Status.DECLINED, by=by, at=at, note=reason)
    mails.declined(participation, office=office, at=at)


def agree(
    participation: Participation, *, by: Actor, at: datetime, over_focal_point: bool = False
) -> None:
    """Her State's focal point agrees to who registered by herself: nominated from now on, and told.
    Where the secretariat does it in the focal point's place (`over_focal_point`) its history tells.

    Raises Refused when it is confirmed already or was declined or withdrawn (code settled).
    """
    move(participation, Status.NOMINATED, by=by, at=at, over_focal_point=over_focal_point)
    mails.nominated(participation, at=at)


def withdraw(
    participation: Participation,
    *,
    by: Actor,
    at: datetime,
    promotes: bool = True,
    note: str = "",
    office: str = "",
) -> None:
    """Withdraw a registration, by herself or on her behalf; the seat and the organization's
    place are free again: for who waits, unless the caller `promotes` when it has done the rest.
    Her mail names the `office` of her State that withdrew her, and why (`note`).

    Raises Refused when it was declined, withdrawn or replaced before (code settled).
    """
    move(participation, Status.CANCELLED, by=by, at=at, note=note)
    leave_all(participation, by=by, at=at)
    if promotes:
        waiting.promote(participation.meeting, at=at)
    mails.withdrawn(participation, office=office, at=at)


def withdraw_for(participation: Participation, reason: str, *, by: Actor, at: datetime) -> None:
    """Withdraw a registration on somebody's behalf, with a reason that goes into the mail.

    Raises Refused without a reason (field reason) or when it has ended before (code settled).
    """
    withdraw(participation, by=by, at=at, note=rules.check_reason(reason))


def end(
    participation: Participation, target: Status, *, by: Actor, at: datetime, note: str = ""
) -> None:
    """End a participation without a mail, and give its seat to whoever waits for one.

    Raises Refused when it has ended before (code settled).
    """
    move(participation, target, by=by, at=at, note=note)
    leave_all(participation, by=by, at=at)
    waiting.promote(participation.meeting, at=at)
