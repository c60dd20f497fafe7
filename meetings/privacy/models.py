"""Requests to be erased that wait, and records that must be kept for now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.directory.models import Person


class ErasureRequest(Base):
    """Somebody asked that nothing tell who she was, and an officer must judge it first.

    `waits_for` are codes of rules (mandate, hold), for which it was not done at once.
    """

    __tablename__ = "erasure_request"
    __table_args__ = (Index("ix_erasure_request_open", "judged_at", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    waits_for: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str] = mapped_column(String(120), default="")
    is_done: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship()


class LegalHold(Base):
    """A record that must be kept although its time is over, since when and why."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_person", "person_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(500))
    placed_at: Mapped[datetime]
    placed_by: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(String(120), default="")

    person: Mapped[Person] = relationship()
