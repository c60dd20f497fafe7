"""Bodies, their positions, and who sits in them from when to when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.directory.models.codes import Coded
from meetings.directory.models.people import Person


class BodyType(StrEnum):
    """What kind of body it is."""

    ORGAN = "organ"
    SECRETARIAT = "secretariat"
    WORKING_GROUP = "working_group"
    SESSION_COMMITTEE = "session_committee"
    STEERING_COMMITTEE = "steering_committee"
    NATIONAL_COMMITTEE = "national_committee"
    OTHER = "other"


class Numbering(StrEnum):
    """How a body's meetings are numbered: IV, fourth, 4, or not at all."""

    ROMAN = "roman"
    ORDINAL = "ordinal"
    CARDINAL = "cardinal"
    NONE = "none"


class Within(StrEnum):
    """Where a body's numbering starts again at one."""

    EVER = "ever"
    YEAR = "year"
    PERIOD = "period"


class Body(Coded, Base):
    """An organ or secretariat that convenes; it belongs to a mechanism (CIM or MESECVI).

    `is_own`: added by the secretariat, so that no release touches it. A committee of one session
    or of a project has its parent; `level` and `country` tell where a project's committee works.
    """

    __tablename__ = "body"

    mechanism: Mapped[str] = mapped_column(String(20))
    is_organ: Mapped[bool] = mapped_column(default=True)
    type: Mapped[str] = mapped_column(String(20), default=BodyType.ORGAN)
    level: Mapped[str | None] = mapped_column(String(12))
    country: Mapped[str | None] = mapped_column(String(2))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    is_own: Mapped[bool] = mapped_column(default=False)
    numbering: Mapped[str] = mapped_column(String(10), default=Numbering.NONE)
    numbering_within: Mapped[str] = mapped_column(String(10), default=Within.EVER)


class BodyPeriod(Base):
    """A term of office of a whole body (2016-2019): composition and numbering begin anew."""

    __tablename__ = "body_period"
    __table_args__ = (
        CheckConstraint("from_on <= to_on", name="in_order"),
        Index("ix_body_period_body", "body_code", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("body.code"))
    from_on: Mapped[date]
    to_on: Mapped[date]


class Position(Coded, Base):
    """What one may be in a body: `holder` says whether a State or a person holds it.

    Of a person's position, `capacity_code` is what its holder is at a meeting.
    """

    __tablename__ = "position"

    holder: Mapped[str] = mapped_column(String(10))
    capacity_code: Mapped[str | None] = mapped_column(ForeignKey("capacity.code"))


class BodyPlaces(Base):
    """How many hold a position in a body at once, from one day to another.

    Either `places`, or one for each State of which `flag_code` is true.
    """

    __tablename__ = "body_places"
    __table_args__ = (
        CheckConstraint("(places IS NULL) <> (flag_code IS NULL)", name="one_rule"),
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="in_order"),
        Index("ix_body_places_body", "body_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("body.code"))
    position_code: Mapped[str] = mapped_column(ForeignKey("position.code"))
    places: Mapped[int | None]
    flag_code: Mapped[str | None] = mapped_column(ForeignKey("state_flag.code"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class Term(Base):
    """Who sits in a body, in which position, from when to when (days, both inclusive).

    A State's term names the State, a person's the person, and her State where she has one.
    """

    __tablename__ = "term"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="in_order"),
        CheckConstraint("person_id IS NOT NULL OR state_code IS NOT NULL", name="has_a_holder"),
        Index("ix_term_person", "person_id", "body_code"),
        Index("ix_term_body", "body_code", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("body.code"))
    position_code: Mapped[str] = mapped_column(ForeignKey("position.code"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    person: Mapped[Person | None] = relationship()
    position: Mapped[Position] = relationship()
