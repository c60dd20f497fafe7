"""What is usual for a body's meetings, and what it owes."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.calendar.models.meetings import Mode
from meetings.db import Base


class BodyTemplate(Base):
    """What a new meeting of a body begins with.

    `title` may hold {ordinal} and {period}. Days: `days` long, convoked `notice_days` before,
    documents out `documents_days` before. `languages` are those of interpretation.
    """

    __tablename__ = "body_template"
    __table_args__ = (CheckConstraint("days BETWEEN 1 AND 400", name="sound_length"),)

    body_code: Mapped[str] = mapped_column(ForeignKey("body.code"), primary_key=True)
    kind_code: Mapped[str] = mapped_column(ForeignKey("kind.code"))
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    days: Mapped[int] = mapped_column(default=1)
    starts_time: Mapped[time | None]
    ends_time: Mapped[time | None]
    mode: Mapped[str] = mapped_column(String(10), default=Mode.IN_PERSON)
    venue: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    level: Mapped[str | None] = mapped_column(String(12))
    notice_days: Mapped[int | None]
    documents_days: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    capacities: Mapped[list[str]] = mapped_column(JSON, default=list)

    documents: Mapped[list[TemplateDocument]] = relationship(
        order_by="TemplateDocument.sort", cascade="all, delete-orphan"
    )


class TemplateDocument(Base):
    """A document that every meeting of the body is expected to have."""

    __tablename__ = "template_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("body_template.body_code"), index=True)
    type: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    sort: Mapped[int] = mapped_column(default=0)


class Obligation(Base):
    """How many ordinary meetings a text asks of a body: `count` in every `every_years` years.

    `source` is the text's symbol as printed (CIM/RES.221); the cycle begins in the year of
    `from_on`.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="in_order"),
        CheckConstraint("count > 0 AND every_years > 0", name="asks_for_something"),
        Index("ix_obligation_body", "body_code", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("body.code"))
    source: Mapped[str] = mapped_column(String(120))
    words: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    count: Mapped[int]
    every_years: Mapped[int] = mapped_column(default=1)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
