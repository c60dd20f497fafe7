"""The ways into a meeting, and its seats."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from meetings import tokens
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Capacity, Organization
from meetings.registration.models import (
    SEATED,
    Affiliation,
    Opening,
    Participation,
    Promotion,
    RegistrationPlan,
    SeatCount,
    SeatHold,
    SeatLimit,
    Status,
    Way,
)
from meetings.registration.rules.seating import Seeker

PRIVATE = "private_link"
_OPENINGS = (
    select(Opening)
    .join(Opening.capacity)
    .options(contains_eager(Opening.capacity))
    .where(Opening.meeting_id == bindparam("meeting"))
    .order_by(Capacity.sort)
)


def openings(meeting_id: int, *, way: Way | None = None) -> list[Opening]:
    """The ways into a meeting with their capacities, in the capacities' order."""
    query = _OPENINGS.where(Opening.way == way) if way else _OPENINGS
    return list(db.session.scalars(query, {"meeting": meeting_id}))


_BOUNDS = (
    select(SeatLimit, RegistrationPlan)
    .select_from(Meeting)
    .outerjoin(SeatLimit, (SeatLimit.meeting_id == Meeting.id) & (SeatLimit.scope_key == ""))
    .outerjoin(RegistrationPlan, RegistrationPlan.meeting_id == Meeting.id)
    .where(Meeting.id == bindparam("meeting"))
)


def seats_and_plan(meeting_id: int) -> tuple[SeatLimit | None, RegistrationPlan]:
    """What `seats` and `plan` tell, by one statement."""
    seats, plan = db.session.execute(_BOUNDS, {"meeting": meeting_id}).one()
    decided: RegistrationPlan | None = plan  # none: an outer join
    return seats, decided or usual_plan(meeting_id)


def seats(meeting_id: int) -> SeatLimit | None:
    """How many seats a meeting has and how many are taken; None where they are not limited."""
    return db.session.scalar(
        select(SeatLimit).where(SeatLimit.meeting_id == meeting_id, SeatLimit.scope_key == "")
    )


def plan(meeting_id: int) -> RegistrationPlan:
    """What was decided for a meeting's registration; unstored defaults where nothing was."""
    return db.session.get(RegistrationPlan, meeting_id) or usual_plan(meeting_id)


def usual_plan(meeting_id: int) -> RegistrationPlan:
    """The plan of a meeting for which nothing was decided: not stored."""
    return RegistrationPlan(
        meeting_id=meeting_id,
        has_waiting_list=False,
        promotion=Promotion.AUTOMATIC,
        reviewed_fields=[],
        precedence="alphabetical",
        precedence_language="es",
    )


def in_line(meeting_id: int) -> list[Participation]:
    """Who waits for a seat and has no offer yet, in the order of arrival."""
    wanted = _waiting(meeting_id).where(Participation.offered_until.is_(None))
    return list(db.session.scalars(wanted))


def offered(meeting_id: int, *, at: datetime) -> list[Participation]:
    """Who has an offer that is still open at an instant, in the order of arrival."""
    wanted = _waiting(meeting_id).where(Participation.offered_until > at)
    return list(db.session.scalars(wanted))


def _waiting(meeting_id: int) -> Select[Participation]:
    return (
        select(Participation)
        .where(
            Participation.meeting_id == meeting_id,
            Participation.status == Status.WAITLISTED,
        )
        .options(
            joinedload(Participation.person),
            joinedload(Participation.meeting),
            joinedload(Participation.capacity),
            selectinload(Participation.affiliations).joinedload(Affiliation.organization),
        )
        .order_by(Participation.waiting_since, Participation.id)
    )


def free_seats(meeting_id: int) -> tuple[list[SeatLimit], dict[tuple[int, str], int]]:
    """The limits of a meeting's own seats as they are at this moment, and how many seats are free
    (see `room`)."""
    wanted = select(SeatLimit).where(
        SeatLimit.meeting_id == meeting_id, SeatLimit.session_id.is_(None)
    )
    fresh = wanted.order_by(SeatLimit.id).execution_options(populate_existing=True)
    found = list(db.session.scalars(fresh))
    return found, room(found)


def room(limits: Sequence[SeatLimit]) -> dict[tuple[int, str], int]:
    """How many seats are free, by limit (id) and key; whoever has no count yet has them all."""
    free = {(each.id, ""): each.seats - each.taken for each in limits if not each.each}
    apart = {each.id: each.seats for each in limits if each.each}
    if not apart:
        return free
    counts = db.session.execute(
        select(SeatCount.limit_id, SeatCount.key, SeatCount.taken).where(
            SeatCount.limit_id.in_(apart)
        )
    )
    return free | {(limit, key): apart[limit] - taken for limit, key, taken in counts}


def organization_names(ids: Collection[int]) -> dict[int, str]:
    """Organizations (ids) by name."""
    rows = db.session.execute(
        select(Organization.id, Organization.name).where(Organization.id.in_(ids))
    )
    return dict(rows.all())


def approval_of(participation: Participation) -> str:
    """Who must agree before she is confirmed: as her way in says, else as her capacity does."""
    own = db.session.scalar(
        select(Opening.approval).where(
            Opening.meeting_id == participation.meeting_id,
            Opening.capacity_code == participation.capacity_code,
            Opening.way == participation.way,
        )
    )
    return own or participation.capacity.approval


def count_seated(meeting_id: int) -> int:
    """How many registrations hold a seat."""
    return (
        db.session.scalar(
            select(func.count(Participation.id)).where(
                Participation.meeting_id == meeting_id, Participation.status.in_(SEATED)
            )
        )
        or 0
    )


def limits(meeting_id: int) -> list[SeatLimit]:
    """All limits of a meeting's seats, the whole meeting's first."""
    query = select(SeatLimit).where(SeatLimit.meeting_id == meeting_id)
    return list(db.session.scalars(query.order_by(SeatLimit.scope_key)))


def holds(meeting_id: int) -> list[SeatHold]:
    """What is held back of a meeting's seats, released or not, the earliest first."""
    query = select(SeatHold).where(SeatHold.meeting_id == meeting_id).order_by(SeatHold.id)
    return list(db.session.scalars(query))


def holders(meeting_id: int) -> list[Seeker]:
    """Of everyone who holds a seat of a meeting, or is offered one: what limits go by."""
    found = seekers(
        Participation.meeting_id == meeting_id,
        or_(Participation.status.in_(SEATED), Participation.offered_until.is_not(None)),
    )
    return list(found.values())


def seekers(*where: ColumnElement[bool]) -> dict[int, Seeker]:
    """Participation (id) -> what limits go by, in the order in which they came to the line."""
    rows = db.session.execute(
        select(
            Participation.id,
            Participation.capacity_code,
            Participation.mode,
            Participation.way,
            Affiliation.state_code,
            Affiliation.organization_id,
        )
        .join(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .where(*where)
        .order_by(Participation.waiting_since, Participation.id)
    )
    return {
        id_: Seeker(capacity_code=code, mode=mode, way=way, state_code=state, organization_id=of)
        for id_, code, mode, way, state, of in rows
    }


def by_private_link(token: str) -> Opening | None:
    """The way in behind a private link; None for a forged or renewed one."""
    read = tokens.read_link(PRIVATE, token)
    if read is None:
        return None
    found = db.session.scalar(
        select(Opening)
        .options(joinedload(Opening.capacity), joinedload(Opening.meeting))
        .where(Opening.public_id == read[0], Opening.way == Way.PRIVATE_LINK)
    )
    return found if found is not None and found.link_generation == read[1] else None


def private_token(opening: Opening) -> str:
    """The token of the address of a private link."""
    return tokens.sign_link(PRIVATE, opening.public_id or "", opening.link_generation)


def lapsed_offers(*, at: datetime) -> list[int]:
    """The participations (ids) whose offer of a seat ran out by `at`, the longest ago first."""
    query = (
        select(Participation.id)
        .where(Participation.offered_until <= at, Participation.status == Status.WAITLISTED)
        .order_by(Participation.offered_until, Participation.id)
    )
    return list(db.session.scalars(query))


def due_holds(*, at: datetime) -> list[int]:
    """The holds (ids) that end by `at` and were not released yet."""
    query = select(SeatHold.id).where(SeatHold.released_at.is_(None), SeatHold.until <= at)
    return list(db.session.scalars(query.order_by(SeatHold.until, SeatHold.id)))
