"""Applications of organizations to meetings, and the accreditations granted."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.calendar.models import Meeting
from meetings.db import Base
from meetings.directory.models import Organization


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    ACCREDITED = "accredited"
    DECLINED = "declined"


class Application(Base):
    """What an organization submitted, kept as it was; an officer links it to a record."""

    __tablename__ = "application"
    __table_args__ = (Index("ix_application_meeting", "meeting_id", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    nonce: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    name: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str] = mapped_column(String(40))
    country: Mapped[str] = mapped_column(String(2))
    is_womens: Mapped[bool]
    in_oas_register: Mapped[bool]
    contact_name: Mapped[str] = mapped_column(String(160))
    contact_email: Mapped[str] = mapped_column(String(254))
    reason: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    consent_version: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(12), default=ApplicationStatus.SUBMITTED)
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(Text, default="")
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))

    meeting: Mapped[Meeting] = relationship()
    organization: Mapped[Organization | None] = relationship()


CIVIL_SOCIETY = "cso_representative"


class Accreditation(Base):
    """An organization at a meeting: how many representatives, and how many places are taken.

    The secretariat admits one without an application too: an international organization that
    observes, say. Then `capacity_code` is as what its people come (none: as civil society), and
    `language` that of the mail with the link to its own mailbox.
    """

    __tablename__ = "accreditation"
    __table_args__ = (
        CheckConstraint("taken <= places", name="within_places"),
        CheckConstraint("taken >= 0", name="not_negative"),
        Index("uq_accreditation_organization", "meeting_id", "organization_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    link_generation: Mapped[int] = mapped_column(default=0)
    accredited_at: Mapped[datetime]
    capacity_code: Mapped[str | None] = mapped_column(ForeignKey("capacity.code"))
    language: Mapped[str | None] = mapped_column(String(2))

    meeting: Mapped[Meeting] = relationship()
    organization: Mapped[Organization] = relationship()
    application: Mapped[Application | None] = relationship()

    @property
    def comes_as(self) -> str:
        """The capacity (code) of its representatives."""
        return self.capacity_code or CIVIL_SOCIETY
