"""Presence out of events: what no undo took back, whatever the order of arrival."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import aliased

from meetings.attendance.models import EventKind, PresenceEvent
from meetings.db import db, read_rows


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


def event(event_id: str) -> PresenceEvent | None:
    """A stored event by the id that the device made."""
    return db.session.get(PresenceEvent, event_id)


def ins_of(participation_id: int, day: date) -> Sequence[PresenceEvent]:
    """The live "in" events of a participation on a day, the earliest first."""
    return db.session.scalars(_ins_of(), {"participation_id": participation_id, "day": day}).all()


def in_since(participation_id: int, day: date) -> datetime | None:
    """The instant of the earliest of them, none without one."""
    asked = {"participation_id": participation_id, "day": day}
    return read_rows(_in_since(), asked).scalar()


@cache
def _in_since() -> Select[datetime]:
    return _ins_of().with_only_columns(PresenceEvent.at)


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
    return bool(with_presence({participation_id}))


def with_presence(participation_ids: Collection[int]) -> set[int]:
    """Those of these participations that were present on any day."""
    wanted = live_ins().where(PresenceEvent.participation_id.in_(participation_ids))
    return set(db.session.scalars(wanted.with_only_columns(PresenceEvent.participation_id)))


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
