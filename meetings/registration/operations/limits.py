"""How many seats there are, within which scope, and what the meeting's registration is told."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.models import (
    Participation,
    Promotion,
    RegistrationPlan,
    SeatCount,
    SeatLimit,
    SessionPlace,
    Status,
)
from meetings.registration.operations import seats as taking
from meetings.registration.operations import waiting
from meetings.registration.operations.session_places import fill
from meetings.registration.rules import seating
from meetings.registration.rules.corrections import NOTHING
from meetings.registration.rules.seating import Scope


def set_seats(meeting: Meeting, seats: int | None, *, by: Actor, at: datetime) -> None:
    """Limit a meeting's seats, or end the limit with None; the same number again changes nothing.

    Raises Refused (field seats) for a number out of range or below the seats already taken.
    """
    taking.hold_alone(meeting.id)
    limit = queries.seats(meeting.id)
    if limit is not None:
        db.session.refresh(limit)
    before = limit.seats if limit else None
    if before == seats:
        return
    if seats is None:
        db.session.delete(limit)
    else:
        taken = limit.taken if limit else queries.count_seated(meeting.id)
        rules.check_seats(seats, taken=taken)
        if limit is None:
            db.session.add(SeatLimit(meeting_id=meeting.id, seats=seats, taken=taken))
        else:
            limit.seats = seats
    db.session.flush()
    changes = {"before": before, "after": seats}
    audit.record("registration.set_seats", ("meeting", meeting.slug), by=by, at=at, changes=changes)
    waiting.promote(meeting, at=at)


def set_limit(
    meeting: Meeting, scope: Scope, *, seats: int | None, by: Actor, at: datetime
) -> None:
    """Limit the seats within a scope, or end that limit with None; whoever has a seat is counted.

    More seats go to those who wait. Raises Refused (field seats) for a number out of range, or
    below what is taken: of a limit for each State or organization, by any one of them.
    """
    if not seating.scope_key(scope):
        set_seats(meeting, seats, by=by, at=at)
        return
    if scope.session_id is not None and scope != Scope(session_id=scope.session_id):
        raise Refused(_l("The seats of a session are counted for all together."), field="session")
    taking.hold_alone(meeting.id)
    key = seating.scope_key(scope)
    known = db.session.scalar(
        select(SeatLimit).where(SeatLimit.meeting_id == meeting.id, SeatLimit.scope_key == key)
    )
    if seats is None:
        if known is not None:
            db.session.execute(delete(SeatCount).where(SeatCount.limit_id == known.id))
            db.session.delete(known)
    else:
        _write(meeting, scope, seats, known=known)
    db.session.flush()
    subject = ("meeting", meeting.slug)
    changes = {"scope": key, "after": seats}
    audit.record("registration.set_limit", subject, by=by, at=at, changes=changes)
    if scope.session_id is not None:
        fill(scope.session_id, at=at)
    waiting.promote(meeting, at=at)


def _write(meeting: Meeting, scope: Scope, seats: int, *, known: SeatLimit | None) -> None:
    limit = known or SeatLimit(meeting_id=meeting.id, scope_key=seating.scope_key(scope))
    for field in fields(scope):
        setattr(limit, field.name, getattr(scope, field.name))
    counted = _counted(meeting.id, limit)
    fullest = max(counted, key=lambda key: counted[key], default="")
    rules.check_seats(seats, taken=counted.get(fullest, 0), whose=fullest)
    limit.seats, limit.taken = seats, 0 if limit.each else counted.get("", 0)
    db.session.add(limit)
    db.session.flush()
    if limit.each and known is None:
        db.session.add_all(
            SeatCount(limit_id=limit.id, key=key, taken=taken) for key, taken in counted.items()
        )


def _counted(meeting_id: int, limit: SeatLimit) -> dict[str, int]:
    """How many hold a seat of a limit now, by State or organization where it is for each."""
    if limit.session_id is not None:
        held = select(SessionPlace.participation_id).where(
            SessionPlace.session_id == limit.session_id, SessionPlace.taken_at.is_not(None)
        )
        return {"": len(db.session.scalars(held).all())}
    found: dict[str, int] = {}
    for each in queries.holders(meeting_id):
        if seating.falls_under(limit, each):
            key = seating.key_of(limit, each) or ""
            found[key] = found.get(key, 0) + 1
    return found


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an officer decides for a meeting's registration as a whole (see RegistrationPlan)."""

    has_waiting_list: bool = False
    promotion: str = Promotion.AUTOMATIC
    accept_hours: int | None = None
    correct_until: datetime | None = None
    form_closes_at: datetime | None = None
    retention_days: int | None = None
    reviewed_fields: tuple[str, ...] = ()


def set_plan(meeting: Meeting, plan: Plan, *, by: Actor, at: datetime) -> None:
    """Decide about waiting list, corrections, the second form and how long names are kept.

    Where seats were offered for a time and are given at once from now on, whoever has an offer that
    is still open has her seat before anybody behind her.
    Raises Refused, naming the field: a waiting list that is given up while people wait in it, hours
    or days out of range, nothing to be reviewed beside something.
    """
    if plan.accept_hours is not None and not 1 <= plan.accept_hours <= rules.MOST_HOURS:
        raise Refused(
            _l("The time to accept is from 1 to %(most)d hours.", most=rules.MOST_HOURS),
            field="accept_hours",
        )
    if plan.retention_days is not None and not 1 <= plan.retention_days <= rules.MOST_DAYS:
        raise Refused(
            _l("Names are kept from 1 to %(most)d days.", most=rules.MOST_DAYS),
            field="retention_days",
        )
    if NOTHING in plan.reviewed_fields and len(plan.reviewed_fields) > 1:
        sentence = _l("Choose either what waits, or that nothing does.")
        raise Refused(sentence, field="reviewed_fields")
    taking.hold_alone(meeting.id)
    if not plan.has_waiting_list and _someone_waits(meeting.id):
        raise Refused(
            _l("People wait in this list: let them in or decline them first."),
            field="has_waiting_list",
            code="in_use",
        )
    row = db.session.get(RegistrationPlan, meeting.id) or RegistrationPlan(meeting_id=meeting.id)
    is_sooner = row.promotion == Promotion.OFFER and plan.promotion == Promotion.AUTOMATIC
    for field in fields(plan):
        setattr(row, field.name, getattr(plan, field.name))
    row.reviewed_fields = list(plan.reviewed_fields)
    db.session.add(row)
    db.session.flush()
    subject = ("meeting", meeting.slug)
    audit.record("registration.set_plan", subject, by=by, at=at, changes=vars(plan))
    if is_sooner:
        waiting.let_in_offered(meeting, at=at)
    waiting.promote(meeting, at=at)


def _someone_waits(meeting_id: int) -> bool:
    found = select(Participation.id).where(
        Participation.meeting_id == meeting_id, Participation.status == Status.WAITLISTED
    )
    return db.session.scalar(found.limit(1)) is not None
