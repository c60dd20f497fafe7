"""Moving a participation from one status to another: the one place that does, and keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import update

from meetings import audit
from meetings.accreditation import operations as accreditation
from meetings.actor import Actor
from meetings.db import db, one_at_a_time, write_row
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.models import GONE, Participation, ParticipationChange, Status
from meetings.registration.operations import seats
from meetings.registration.queries.line import others_first
from meetings.registration.rules.seating import Seeker

IfFull = Callable[[Seeker], None]
_READ_ANEW = ("status", "offered_until", "capacity_code", "mode")


def keep_change(
    participation: Participation,
    before: str,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    over_focal_point: bool = False,
) -> None:
    """Keep that a participation (it has an id) came to its present status; `before` is empty for
    its beginning. `note` is what the person was told, in her language. Until when a seat is offered
    to her is kept too."""
    write_row(
        ParticipationChange,
        participation_id=participation.id,
        before=before,
        after=participation.status,
        at=at,
        actor_kind=by.kind,
        actor_label=by.label,
        note=note,
        note_language=participation.language if note else None,
        offered_until=participation.offered_until,
        over_focal_point=over_focal_point,
    )


def hold_seats(meeting_id: int) -> None:
    """Before anything of a meeting's seats is written: alone where there is a waiting list, beside
    others where there is none."""
    plan = queries.plan(meeting_id)
    if plan.has_waiting_list:
        seats.hold_alone(meeting_id)
    else:
        one_at_a_time(beside=seats.lock_name(meeting_id))


@contextmanager
def seats_follow(
    participation: Participation, *, if_full: IfFull | None = None, in_turn: bool = False
) -> Iterator[None]:
    """Inside, what decides under which limits she falls may be written: the seat that she holds,
    or is offered, is exchanged for one of what she is then. Where a seat may come free,
    `waiting.promote` is the caller's next step.

    Where there is none, `if_full` is done instead, told what she was when she took the seat that
    she holds still. Without it, raises Refused (code full, naming the field that changed); what was
    written is undone with the unit. `in_turn` she passes nobody who waits for such a seat: there is
    none for her then (code line).
    """
    hold_seats(participation.meeting_id)
    db.session.flush()
    db.session.refresh(participation, _READ_ANEW, with_for_update=True)
    before = rules.seating.seeker_of(participation)
    yield
    db.session.flush()
    db.session.refresh(participation, ["capacity"])
    if rules.holds_seat(participation.status) or participation.offered_until is not None:
        try:
            with db.session.begin_nested():
                if in_turn and others_first(participation, before):
                    raise rules.seating.in_turn()
                seats.exchange(participation, before)
        except Refused as refusal:
            if if_full is not None:
                if_full(before)
                return
            field = _field_changed(before, rules.seating.seeker_of(participation))
            raise Refused(refusal.sentence, field=field, code=refusal.code) from refusal


def _field_changed(before: Seeker, after: Seeker) -> str:
    """Beside which field of a form it is told that there is no seat."""
    if before.mode != after.mode:
        return "mode"
    return "capacity" if before.capacity_code != after.capacity_code else "represents"


def move(
    participation: Participation,
    target: Status,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    over_focal_point: bool = False,
) -> None:
    """Change the status by one UPDATE that names the status it was read in, so that of two
    who decide at once the second is told; seats and places follow. Where a seat may come free,
    `waiting.promote` is the caller's next step. What is done `over_focal_point`, without the
    agreement of the State's, is kept as such.

    Raises Refused for a step that the table of transitions lacks (code settled) and when a seat is
    needed and none is left (code full).
    """
    rules.may_move(Status(participation.status), target)
    hold_seats(participation.meeting_id)
    _step(participation, target, by=by, at=at, note=note, over=over_focal_point)


def _step(
    participation: Participation, target: Status, *, by: Actor, at: datetime, note: str, over: bool
) -> None:
    current, offered = Status(participation.status), participation.offered_until
    rules.may_move(current, target)
    held = rules.holds_seat(current) or offered is not None
    values: dict[str, Any] = {"status": target, "changed_at": at, "decision_note": note}
    values |= {"waiting_since": None, "offered_until": None, "badge_changed_at": at}
    moved = db.session.scalar(
        update(Participation)
        .where(
            Participation.id == participation.id,
            Participation.status == current,
            Participation.offered_until.is_(None)
            if offered is None
            else Participation.offered_until.is_not(None),
        )
        .values(values)
        .returning(Participation.id),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(participation, [*values])
    if moved is None:
        _step(participation, target, by=by, at=at, note=note, over=over)
        return
    _settle(participation, held=held, target=target)
    keep_change(participation, current, by=by, at=at, note=note, over_focal_point=over)
    subject = ("participation", participation.public_id)
    changes: dict[str, str] = {"before": current, "after": target}
    if over:
        changes["without"] = "agreement of the focal point"
    audit.record(f"registration.{target}", subject, by=by, at=at, changes=changes)


def come_back(
    participation: Participation,
    target: Status,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    is_undone: bool = False,
) -> None:
    """From an end to a status of those who take part, by one UPDATE as in `move`; the seat that it
    needs is taken, and the places of the organizations that she represents. Where the end
    `is_undone`, who was replaced comes back too.

    Raises Refused when it has not ended (code settled) and when no seat or place is left (code
    full).
    """
    hold_seats(participation.meeting_id)
    current = Status(participation.status)
    rules.may_take_up(current, is_undone=is_undone)
    values = {"status": target, "changed_at": at, "decision_note": "", "badge_changed_at": at}
    values |= {"replaced_by_id": None}
    moved = db.session.scalar(
        update(Participation)
        .where(Participation.id == participation.id, Participation.status == current)
        .values(values)
        .returning(Participation.id),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(participation, [*values])
    if moved is None:
        come_back(participation, target, by=by, at=at, note=note, is_undone=is_undone)
        return
    for each in participation.affiliations:
        if each.accreditation_id is not None:
            accreditation.take_place(each.accreditation_id)
    _settle(participation, held=False, target=target)
    keep_change(participation, current, by=by, at=at, note=note)
    subject = ("participation", participation.public_id)
    changes = {"before": current, "after": target}
    audit.record("registration.take_up", subject, by=by, at=at, changes=changes)


def _settle(participation: Participation, *, held: bool, target: Status) -> None:
    """The seat that a status needs is taken, the one that it needs no more is free."""
    holds = rules.holds_seat(target)
    if holds and not held:
        seeker = rules.seating.seeker_of(participation)
        participation.seat_hold_id = seats.take(participation.meeting_id, seeker)
    if held and not holds:
        seats.free(participation)
    if target in GONE:
        for each in participation.affiliations:
            if each.accreditation_id is not None:
                accreditation.free_place(each.accreditation_id)
    db.session.flush()
