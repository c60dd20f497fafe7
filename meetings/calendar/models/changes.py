"""What was changed of a meeting, the notice that tells people, and the world's days we follow."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base

_OPEN = text("closed_at IS NULL")


class Changed(StrEnum):
    """What of a meeting is worth keeping when it changes."""

    DATES = "dates"
    PLACE = "place"
    MODE = "mode"
    STATUS = "status"


class MeetingChange(Base):
    """One change: the facts before and after, by whom, and why.

    The reason is for the officers' eyes unless `is_why_public`; `why_language` is that in which the
    officer worked, empty where nobody knows it. Where a source (`found_in`)
    contradicts the calendar, `old` is what it says and nothing was changed.
    """

    __tablename__ = "meeting_change"
    __table_args__ = (Index("ix_meeting_change_meeting", "meeting_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    what: Mapped[str] = mapped_column(String(10))
    old: Mapped[dict[str, Any]] = mapped_column(JSON)
    new: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(Text, default="")
    why_language: Mapped[str] = mapped_column(String(2), default="", server_default=text("''"))
    is_why_public: Mapped[bool] = mapped_column(default=False)
    found_in: Mapped[str] = mapped_column(String(200), default="")
    was_published: Mapped[bool]


class Outcome(StrEnum):
    """What became of a notice."""

    SENT = "sent"
    SKIPPED = "skipped"
    TAKEN_BACK = "taken_back"
    NOBODY = "nobody"


class ChangeNotice(Base):
    """The changes of a meeting since `opened_at`, told together when no more came until `due_at`.

    `before` holds the meeting's date, place, mode and status as people last heard of them. There
    is at most one open notice for a meeting.
    """

    __tablename__ = "change_notice"
    __table_args__ = (
        Index(
            "uq_change_notice_open",
            "meeting_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_change_notice_due", "closed_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(120))
    outcome: Mapped[str | None] = mapped_column(String(12))
    recipients: Mapped[int | None]


class FollowedCalendar(Base):
    """A calendar of others whose days the secretariat wants to keep clear of."""

    __tablename__ = "followed_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    imported_at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(120))


class FollowedDay(Base):
    """A day, or days (inclusive), of a followed calendar."""

    __tablename__ = "followed_day"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="in_order"),
        Index("uq_followed_day_uid", "calendar_id", "uid", unique=True),
        Index("ix_followed_day_dates", "starts_on", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("followed_calendar.id"))
    uid: Mapped[str] = mapped_column(String(255))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    title: Mapped[str] = mapped_column(String(300))
    place: Mapped[str] = mapped_column(String(200), default="")
