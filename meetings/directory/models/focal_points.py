"""Focal points: who speaks for a State when people come to its meetings."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.accounts.models import User
from meetings.db import Base


class Office(StrEnum):
    """Where a focal point sits."""

    MINISTRY = "ministry"
    MISSION = "mission"
    OTHER = "other"


class FocalPoint(Base):
    """Who names the delegation of a State: an account, or a mailbox with a link that is renewed.

    Raising `link_generation` revokes the link; `ended_at` ends the access of both. Who waited for
    her agreement was told to her last at `asked_at`.
    """

    __tablename__ = "focal_point"
    __table_args__ = (Index("ix_focal_point_state", "state_code", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"))
    name: Mapped[str] = mapped_column(String(160))
    office: Mapped[str] = mapped_column(String(10), default=Office.MINISTRY)
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    link_generation: Mapped[int] = mapped_column(default=0)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship()
