"""Frameworks, their actions and indicators as data, and which meetings serve which action."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base
from meetings.directory.models import Coded


class Framework(Coded, Base):
    """A plan with its indicators; it belongs to a mechanism and covers a period."""

    __tablename__ = "framework"

    mechanism: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Action(Coded, Base):
    """What a plan does: meetings serve it, indicators measure it."""

    __tablename__ = "action"

    framework_code: Mapped[str] = mapped_column(ForeignKey("framework.code"))


class Indicator(Base):
    """One measure: its words in each language, and the family and parameters that compute it."""

    __tablename__ = "indicator"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    framework_code: Mapped[str] = mapped_column(ForeignKey("framework.code"), index=True)
    action_code: Mapped[str] = mapped_column(ForeignKey("action.code"))
    sort: Mapped[int]
    goal: Mapped[dict[str, str]] = mapped_column(JSON)
    objective: Mapped[dict[str, str]] = mapped_column(JSON)
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    unit: Mapped[dict[str, str]] = mapped_column(JSON)
    computation: Mapped[str] = mapped_column(String(10))
    rule: Mapped[dict[str, str]] = mapped_column(JSON)
    disaggregation: Mapped[dict[str, str]] = mapped_column(JSON)
    baseline: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    target_text: Mapped[dict[str, str]] = mapped_column(JSON)
    frequency: Mapped[dict[str, str]] = mapped_column(JSON)
    responsible: Mapped[dict[str, str]] = mapped_column(JSON)
    family: Mapped[str] = mapped_column(String(30))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)


class MeetingAction(Base):
    """A meeting serves an action: said by an officer, never guessed."""

    __tablename__ = "meeting_action"
    __table_args__ = (Index("ix_meeting_action_action", "action_code"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    action_code: Mapped[str] = mapped_column(ForeignKey("action.code"), primary_key=True)
