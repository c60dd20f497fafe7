"""Presence events, appended and never changed; headcounts, superseded and never changed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.registration.models import Participation


class EventKind(StrEnum):
    """What a presence event says."""

    IN = "in"
    OUT = "out"
    UNDO = "undo"


class Source(StrEnum):
    """How it became known."""

    SCAN = "scan"
    SEARCH = "search"
    SELF = "self"
    LIST = "list"
    IMPORT = "import"
    OFFICER = "officer"


class PresenceEvent(Base):
    """One thing the door saw. The id is made by the device; `day` is local to the meeting.

    `at` is the corrected device time, `received_at` the server's. `since` is the first
    answer kept: when another event had said the same before, none when this one was new.
    """

    __tablename__ = "presence_event"
    __table_args__ = (
        Index("ix_presence_event_participation", "participation_id", "day"),
        Index("ix_presence_event_meeting", "meeting_id", "day"),
        Index("ix_presence_event_undoes", "undoes"),
        CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undo_names_event"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    kind: Mapped[str] = mapped_column(String(4))
    undoes: Mapped[str | None] = mapped_column(String(36))
    day: Mapped[date]
    mode: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    since: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(60), default="")
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[str] = mapped_column(String(64))
    actor_label: Mapped[str] = mapped_column(String(120))

    participation: Mapped[Participation] = relationship()


class Covers(StrEnum):
    """Whom a headcount counts."""

    EVERYONE = "everyone"
    UNLISTED = "unlisted"


class Qualifier(StrEnum):
    """How exact a headcount's total is."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"


class Headcount(Base):
    """One report of how many were there. The total stands once; tables only split it.

    It ends superseded by the next one of the same coverage, or taken back without a successor.
    """

    __tablename__ = "headcount"
    __table_args__ = (
        Index(
            "uq_headcount_current",
            "meeting_id",
            "covers",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index("ix_headcount_meeting", "meeting_id", "recorded_at"),
        CheckConstraint("total >= 0", name="not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    report: Mapped[str] = mapped_column(String(80))
    covers: Mapped[str] = mapped_column(String(10))
    total: Mapped[int]
    qualifier: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(200))
    is_current: Mapped[bool] = mapped_column(default=True)
    recorded_at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(120))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str | None] = mapped_column(String(120))

    cells: Mapped[list[HeadcountCell]] = relationship(order_by="HeadcountCell.id")


class HeadcountCell(Base):
    """A cell of one of a report's tables: by sex, by kind of personnel, or both crossed."""

    __tablename__ = "headcount_cell"

    id: Mapped[int] = mapped_column(primary_key=True)
    headcount_id: Mapped[int] = mapped_column(ForeignKey("headcount.id"), index=True)
    sex: Mapped[str | None] = mapped_column(String(12))
    personnel_kind_code: Mapped[str | None] = mapped_column(ForeignKey("personnel_kind.code"))
    count: Mapped[int]


class Completion(Base):
    """A course or training completed on a day, by a person in it; what "trained" counts.

    A record taken back is kept, and counts no longer.
    """

    __tablename__ = "completion"
    __table_args__ = (
        Index(
            "uq_completion_current",
            "participation_id",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    completed_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(120))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str | None] = mapped_column(String(120))
