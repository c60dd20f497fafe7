"""States with what is true of them from when to when, the groups they form, and observers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base
from meetings.directory.models.codes import Coded


class Exactness(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class State(Coded, Base):
    """A country of the directory; the code is ISO 3166 alpha-2.

    A permanent observer (see Observer) stands here too under its own code, without `iso3`: so it is
    represented as a State is, the European Union among them. It is none of the directory's States.
    """

    __tablename__ = "state"

    iso3: Mapped[str] = mapped_column(String(3))


class StateFlag(Coded, Base):
    """What may be true of a State for a time: member of the OAS, party to the Convention."""

    __tablename__ = "state_flag"


class StateFact(Base):
    """A flag of a State from one day to another (inclusive; open where none is known).

    How exactly each end is known: to the day, the month or the year; the days stored are then the
    first and the last of it. A contested fact is shown with its note and never settled here; facts
    of one flag may overlap when one of them is contested.
    """

    __tablename__ = "state_fact"
    __table_args__ = (
        CheckConstraint("from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="in_order"),
        Index("ix_state_fact_state", "state_code", "flag_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"))
    flag_code: Mapped[str] = mapped_column(ForeignKey("state_flag.code"))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    from_precision: Mapped[str] = mapped_column(String(10), default=Exactness.DAY)
    to_precision: Mapped[str] = mapped_column(String(10), default=Exactness.DAY)
    is_contested: Mapped[bool] = mapped_column(default=False)
    note: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class StateGroup(Coded, Base):
    """States that are named together (CARICOM, SICA ...); groups overlap.

    `is_own`: added by the secretariat, so that no release touches it.
    """

    __tablename__ = "state_group"

    is_own: Mapped[bool] = mapped_column(default=False)


class StateGroupMember(Base):
    """A State in a group, from one day to another (inclusive; open where none is known)."""

    __tablename__ = "state_group_member"
    __table_args__ = (
        CheckConstraint("from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="in_order"),
        Index("ix_state_group_member_group", "group_code", "state_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    group_code: Mapped[str] = mapped_column(ForeignKey("state_group.code"))
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"), index=True)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class Observer(Coded, Base):
    """A permanent observer, a State or an organization; `since` is the year, where known.

    Whoever represents it stands for the `State` with the same code.

    From then on that the secretariat wrote it (`is_own`), no list brings it up to date.
    """

    __tablename__ = "observer"

    since: Mapped[int | None]
    is_own: Mapped[bool] = mapped_column(default=False, server_default=false())
