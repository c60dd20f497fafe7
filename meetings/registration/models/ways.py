"""The ways into a meeting, and what its registration as a whole is told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.calendar.models import Meeting
from meetings.db import Base
from meetings.directory.models import Capacity


class Way(StrEnum):
    """The ways in."""

    FORM = "form"
    PRIVATE_LINK = "private_link"
    INVITATION = "invitation"
    STATE = "state"
    ORGANIZATION = "organization"
    OFFICER = "officer"
    IMPORT = "import"
    WALK_IN = "walk_in"


class Approval(StrEnum):
    """Who must agree before a registration by a way is confirmed."""

    NONE = "none"
    OFFICER = "officer"
    FOCAL_POINT = "focal_point"


class Promotion(StrEnum):
    """How somebody comes from the waiting list to a free seat."""

    AUTOMATIC = "automatic"
    OFFER = "offer"
    BY_HAND = "by_hand"


class Opening(Base):
    """A way into a meeting for one capacity, within a window (instants; none means unbounded).

    Without `approval` the capacity's own holds; `focal_point` means the State's focal point first,
    then an officer. A private link is signed from `public_id` and `link_generation`.
    """

    __tablename__ = "opening"
    __table_args__ = (
        Index("uq_opening_way", "meeting_id", "capacity_code", "way", unique=True),
        CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name="in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    capacity_code: Mapped[str] = mapped_column(ForeignKey("capacity.code"))
    way: Mapped[str] = mapped_column(String(12))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    approval: Mapped[str | None] = mapped_column(String(12))
    link_generation: Mapped[int] = mapped_column(default=0, server_default="0")

    meeting: Mapped[Meeting] = relationship()
    capacity: Mapped[Capacity] = relationship()

    @property
    def represents(self) -> list[str]:
        """What the capacity may represent."""
        return self.capacity.represents

    def name(self, lang: str) -> str:
        """The capacity's name for a reader of `lang`."""
        return self.capacity.name(lang)


class RegistrationPlan(Base):
    """What an officer decided for a meeting's registration as a whole; no row means the defaults.

    `accept_hours` is how long an offered seat is held; `correct_until` the last instant at which
    people may correct what they declared; `reviewed_fields` are those whose correction waits for an
    officer (none: as who must agree has it, see rules.corrections AGREED and NOTHING);
    `retention_days` how long names are kept after the meeting's last day. The badges were printed
    from a list made at `badges_printed_at`: what changes from then on is printed again.
    `precedence` is how States follow each other in lists: by lot, in alphabetical order of
    `precedence_language`, or own.
    """

    __tablename__ = "registration_plan"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    has_waiting_list: Mapped[bool] = mapped_column(default=False)
    promotion: Mapped[str] = mapped_column(String(10), default=Promotion.AUTOMATIC)
    accept_hours: Mapped[int | None]
    correct_until: Mapped[datetime | None]
    reviewed_fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    retention_days: Mapped[int | None]
    badges_printed_at: Mapped[datetime | None]
    precedence: Mapped[str] = mapped_column(String(12), default="alphabetical")
    precedence_language: Mapped[str] = mapped_column(String(2), default="es")
    form_closes_at: Mapped[datetime | None]


class StatePlace(Base):
    """The place of a State in a meeting's order of precedence, by lot or by an officer's hand."""

    __tablename__ = "state_place"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"), primary_key=True)
    place: Mapped[int]
