"""The ways into a meeting, and its seats."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.directory.models import Capacity


class Way(StrEnum):
    """The ways in."""

    FORM = "form"
    ORGANIZATION = "organization"
    OFFICER = "officer"


class Opening(Base):
    """A way into a meeting for one capacity, within a window (instants; none means unbounded)."""

    __tablename__ = "opening"
    __table_args__ = (
        Index("uq_opening_way", "meeting_id", "capacity_code", "way", unique=True),
        CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name="in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    capacity_code: Mapped[str] = mapped_column(ForeignKey("capacity.code"))
    way: Mapped[str] = mapped_column(String(12))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]

    capacity: Mapped[Capacity] = relationship()


class SeatLimit(Base):
    """How many seats a meeting has and how many are taken; taking one is a single UPDATE."""

    __tablename__ = "seat_limit"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="not_negative"),
        Index("uq_seat_limit_meeting", "meeting_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
