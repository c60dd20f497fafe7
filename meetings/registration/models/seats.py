"""Seats: limits of several scopes, what is held back for nominations, places in sessions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base


class Each(StrEnum):
    """For whom a limit is counted apart: for each State, or for each organization."""

    STATE = "state"
    ORGANIZATION = "organization"


class SeatLimit(Base):
    """How many seats there are within a scope, and how many are taken.

    The scope is the meeting, narrowed by what is not empty: a capacity, a mode, a way, a session,
    one State or organization; with `each` the number holds for each of them apart and `taken` is
    counted in SeatCount. `scope_key` spells the scope once. Taking a seat is one UPDATE that names
    the limit, so that the last one is given once; several limits are taken in the order of ids.
    `taken` includes what is held back for nominations and what is offered.
    """

    __tablename__ = "seat_limit"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="not_negative"),
        Index("uq_seat_limit_scope", "meeting_id", "scope_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    scope_key: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    capacity_code: Mapped[str | None] = mapped_column(ForeignKey("capacity.code"))
    mode: Mapped[str | None] = mapped_column(String(10))
    way: Mapped[str | None] = mapped_column(String(12))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_session.id"), index=True)
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    each: Mapped[str | None] = mapped_column(String(12))
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)


class SeatCount(Base):
    """How many seats one State (code) or organization (public id) has taken of a limit for each."""

    __tablename__ = "seat_count"
    __table_args__ = (CheckConstraint("taken >= 0", name="not_negative"),)

    limit_id: Mapped[int] = mapped_column(
        ForeignKey("seat_limit.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    taken: Mapped[int] = mapped_column(default=0)


class SeatHold(Base):
    """Seats of a meeting held back for the nominations of a State or an organization until a time.

    They count as taken in the meeting's limit from the beginning; a nomination uses them first.
    When `until` passes, the unused ones are free for everybody (`released_at`).
    """

    __tablename__ = "seat_hold"
    __table_args__ = (
        CheckConstraint("(state_code IS NULL) <> (organization_id IS NULL)", name="one_holder"),
        CheckConstraint("used >= 0 AND used <= seats", name="within"),
        Index("ix_seat_hold_meeting", "meeting_id", "state_code"),
        Index("ix_seat_hold_due", "released_at", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    seats: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime | None]
    released_at: Mapped[datetime | None]


class SessionPlace(Base):
    """Somebody's place in a session that has seats of its own; `waiting_since` while it is full."""

    __tablename__ = "session_place"

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_session.id"), primary_key=True, index=True
    )
    taken_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
