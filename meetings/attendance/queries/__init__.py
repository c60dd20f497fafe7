"""Who was present: derived from the events, whatever their order of arrival."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, case, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from meetings.attendance.models import EventKind, Headcount, PresenceEvent
from meetings.db import db
from meetings.directory.models import Person
from meetings.pagination import Page, offset
from meetings.registration.models import Affiliation, Participation, Status


@dataclass(frozen=True)
class Standing:
    """Since when somebody is in on a day, and who recorded it."""

    event_id: str
    at: datetime
    by: str


@cache
def live_ins() -> Select[PresenceEvent]:
    """The "in" events that no undo of the same participation points at."""
    undo = aliased(PresenceEvent)
    return select(PresenceEvent).where(
        PresenceEvent.kind == EventKind.IN,
        ~exists().where(
            undo.kind == EventKind.UNDO,
            undo.undoes == PresenceEvent.id,
            undo.participation_id == PresenceEvent.participation_id,
        ),
    )


def live_presence() -> Select[int, int, date]:
    """DISTINCT (participation_id, meeting_id, day) of presence: what every figure stands on.

    One SELECT, independent of the order in which events arrived; use `.subquery()` to join it.
    """
    return (
        live_ins()
        .with_only_columns(
            PresenceEvent.participation_id, PresenceEvent.meeting_id, PresenceEvent.day
        )
        .distinct()
    )


def inside_now(meeting_id: int, day: date) -> int:
    """How many confirmed participations are present on a day of the meeting."""
    present = (
        live_presence()
        .where(PresenceEvent.meeting_id == meeting_id, PresenceEvent.day == day)
        .subquery()
    )
    wanted = (
        select(func.count())
        .select_from(present)
        .join(Participation, Participation.id == present.c.participation_id)
        .where(Participation.status == Status.CONFIRMED)
    )
    return db.session.scalar(wanted) or 0


def confirmed(meeting_id: int) -> int:
    """How many participations of the meeting are confirmed."""
    wanted = select(func.count()).where(
        Participation.meeting_id == meeting_id, Participation.status == Status.CONFIRMED
    )
    return db.session.scalar(wanted) or 0


def attended(meeting_id: int) -> int:
    """How many confirmed participations were present on at least one day."""
    present = (
        live_presence()
        .where(PresenceEvent.meeting_id == meeting_id)
        .with_only_columns(PresenceEvent.participation_id)
        .distinct()
        .subquery()
    )
    wanted = (
        select(func.count())
        .select_from(present)
        .join(Participation, Participation.id == present.c.participation_id)
        .where(Participation.status == Status.CONFIRMED)
    )
    return db.session.scalar(wanted) or 0


def event(event_id: str) -> PresenceEvent | None:
    """A stored event by the id that the device made."""
    return db.session.get(PresenceEvent, event_id)


def ins_of(participation_id: int, day: date) -> Sequence[PresenceEvent]:
    """The live "in" events of a participation on a day, the earliest first."""
    return db.session.scalars(_ins_of(), {"participation_id": participation_id, "day": day}).all()


@cache
def _ins_of() -> Select[PresenceEvent]:
    return (
        live_ins()
        .where(
            PresenceEvent.participation_id == bindparam("participation_id"),
            PresenceEvent.day == bindparam("day"),
        )
        .order_by(PresenceEvent.at, PresenceEvent.id)
    )


def was_present(participation_id: int) -> bool:
    """Whether a participation was present on any day."""
    wanted = live_ins().where(PresenceEvent.participation_id == participation_id).limit(1)
    return db.session.scalar(wanted) is not None


def undo_of(event_id: str) -> PresenceEvent | None:
    """The first undo that points at an event."""
    return db.session.scalar(
        select(PresenceEvent)
        .where(PresenceEvent.undoes == event_id)
        .order_by(PresenceEvent.at, PresenceEvent.id)
        .limit(1)
    )


def standing(participation_ids: Collection[int], day: date) -> dict[int, Standing]:
    """Participation -> since when it is in on a day; those who are not are left out."""
    wanted = live_ins().where(
        PresenceEvent.participation_id.in_(participation_ids), PresenceEvent.day == day
    )
    found: dict[int, Standing] = {}
    for each in db.session.scalars(wanted.order_by(PresenceEvent.at, PresenceEvent.id)):
        found.setdefault(each.participation_id, Standing(each.id, each.at, each.actor_label))
    return found


def with_person(wanted: Select[Participation]) -> Select[Participation]:
    """Load with each participation whatever a list shows of it, in a fixed number of queries."""
    return wanted.options(
        joinedload(Participation.person),
        joinedload(Participation.capacity),
        selectinload(Participation.affiliations).joinedload(Affiliation.organization),
    )


@dataclass(frozen=True)
class DayPresence:
    """Somebody on one day: since when, recorded by whom, how many times."""

    participation: Participation
    day: date
    since: datetime
    times: int


def day_list(
    meeting_id: int, *, day: date | None = None, page: int = 1, size: int = 50
) -> Page[DayPresence]:
    """Whom the door let in on which day, a row for each person and day, by day and surname.

    Those who are no longer confirmed are among them, although no figure counts them.
    """
    mine = live_ins().where(PresenceEvent.meeting_id == meeting_id)
    if day is not None:
        mine = mine.where(PresenceEvent.day == day)
    grouped = (
        mine.with_only_columns(
            PresenceEvent.participation_id,
            PresenceEvent.day,
            func.min(PresenceEvent.at).label("since"),
            func.count().label("times"),
        )
        .group_by(PresenceEvent.participation_id, PresenceEvent.day)
        .subquery()
    )
    rows = db.session.execute(
        select(grouped)
        .join(Participation, Participation.id == grouped.c.participation_id)
        .join(Person, Person.id == Participation.person_id)
        .order_by(grouped.c.day, Person.surnames, Person.given_names, Participation.id)
        .offset(offset(page, size))
        .limit(size)
    ).all()
    ids = {row.participation_id for row in rows}
    found = db.session.scalars(with_person(select(Participation).where(Participation.id.in_(ids))))
    people = {each.id: each for each in found}
    total = db.session.scalar(select(func.count()).select_from(grouped)) or 0
    items = [
        DayPresence(people[row.participation_id], row.day, row.since, row.times) for row in rows
    ]
    return Page(items, page, size, total)


def day_counts(meeting_id: int) -> dict[date, int]:
    """Day -> how many confirmed participations were present, in order.

    A day on which only others were let in is there with 0.
    """
    present = live_presence().where(PresenceEvent.meeting_id == meeting_id).subquery()
    rows = db.session.execute(
        select(
            present.c.day,
            func.sum(case((Participation.status == Status.CONFIRMED, 1), else_=0)),
        )
        .join(Participation, Participation.id == present.c.participation_id)
        .group_by(present.c.day)
        .order_by(present.c.day)
    )
    return {row[0]: int(row[1]) for row in rows}


def undone(meeting_id: int, *, limit: int = 50) -> Sequence[tuple[PresenceEvent, PresenceEvent]]:
    """The latest undone presences of a meeting: the undo, then the event it undid."""
    target = aliased(PresenceEvent)
    rows = db.session.execute(
        select(PresenceEvent, target)
        .join(target, target.id == PresenceEvent.undoes)
        .where(PresenceEvent.meeting_id == meeting_id, PresenceEvent.kind == EventKind.UNDO)
        .options(
            joinedload(PresenceEvent.participation).joinedload(Participation.person),
        )
        .order_by(PresenceEvent.at.desc(), PresenceEvent.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def headcounts(meeting_ids: Collection[int]) -> Sequence[Headcount]:
    """The headcounts in force of some meetings, with their cells."""
    return db.session.scalars(
        select(Headcount)
        .where(Headcount.meeting_id.in_(meeting_ids), Headcount.is_current)
        .options(selectinload(Headcount.cells))
        .order_by(Headcount.meeting_id, Headcount.covers)
    ).all()


def current_headcount(meeting_id: int, covers: str) -> Headcount | None:
    """The headcount in force of a meeting for everyone, or for those not on the list."""
    return db.session.scalar(
        select(Headcount).where(
            Headcount.meeting_id == meeting_id, Headcount.covers == covers, Headcount.is_current
        )
    )


def headcount_history(meeting_id: int) -> Sequence[Headcount]:
    """Every headcount ever reported of a meeting, the latest first, with its cells."""
    return db.session.scalars(
        select(Headcount)
        .where(Headcount.meeting_id == meeting_id)
        .options(selectinload(Headcount.cells))
        .order_by(Headcount.recorded_at.desc(), Headcount.id.desc())
    ).all()
