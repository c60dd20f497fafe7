"""Participations: who takes part in a meeting, for whom, and where that stands."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.accreditation.models import Accreditation
from meetings.calendar.models import Meeting
from meetings.db import Base
from meetings.directory.models import Capacity, Organization, Person, PersonnelKind


class Status(StrEnum):
    """Where a participation stands."""

    INVITED = "invited"
    NOMINATED = "nominated"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


class Reply(StrEnum):
    """What somebody answered to her invitation, in her own calendar or on her own page."""

    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


GONE = (Status.DECLINED, Status.CANCELLED, Status.REPLACED)
SEATED = (Status.NOMINATED, Status.PENDING, Status.CONFIRMED)
_LIVE = text("status NOT IN ('declined', 'cancelled', 'replaced')")
_HELD = text("held_email IS NOT NULL")


class Represents(StrEnum):
    """For whom somebody takes part."""

    STATE = "state"
    ORGANIZATION = "organization"
    SELF = "self"


class Participation(Base):
    """A person in a meeting: capacity, status, and what she declared then.

    `nonce` makes a repeated submit the same one; `pass_code` opens nothing but the
    door's answer; raising `link_generation` revokes the link to her own page.
    `replied_sequence` is the SEQUENCE of the invitation that `reply` answers: an older answer never
    takes the place of a newer one. A seat that was offered from the waiting list (`offered_until`)
    is held. `protocol_order` is her place in her delegation; `badge_changed_at` is when what stands
    on her badge changed last. Who is `is_unlisted` is left out of lists of participants.
    `sequence_raised` is by how much the SEQUENCE of her calendar stands above the meeting's since
    she was taken up again after it had been taken back.
    `form_answered_at` is when she sent the second form last, the one after confirmation.
    `held_email` is where the mails of this registration still go after her address was changed by a
    hand that reaches another of her registrations only (operations/addresses.py): empty where they
    go to nobody meanwhile, None where nothing is held.
    Since `purged_at` nothing of what she wrote for this meeting is left but what is counted.
    """

    __tablename__ = "participation"
    __table_args__ = (
        Index(
            "uq_participation_live",
            "meeting_id",
            "person_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_participation_list", "meeting_id", "status", "id"),
        Index("ix_participation_came", "meeting_id", "id"),
        Index("ix_participation_waiting", "meeting_id", "waiting_since", "id"),
        Index("ix_participation_offered", "offered_until"),
        Index("ix_participation_held", "held_email", sqlite_where=_HELD, postgresql_where=_HELD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    nonce: Mapped[str] = mapped_column(String(36), unique=True)
    pass_code: Mapped[str] = mapped_column(String(20), unique=True)
    link_generation: Mapped[int] = mapped_column(default=0)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    capacity_code: Mapped[str] = mapped_column(ForeignKey("capacity.code"))
    functions: Mapped[list[str]] = mapped_column(JSON, default=list)
    mode: Mapped[str] = mapped_column(String(10))
    badge_name: Mapped[str] = mapped_column(String(80))
    post: Mapped[str] = mapped_column(String(160), default="")
    personnel_kind_code: Mapped[str] = mapped_column(ForeignKey("personnel_kind.code"))
    sex: Mapped[str] = mapped_column(String(12))
    sex_source: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(12))
    consent_version: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    decision_note: Mapped[str] = mapped_column(Text, default="")
    reply: Mapped[str] = mapped_column(String(10), default=Reply.NONE, server_default="none")
    replied_at: Mapped[datetime | None]
    replied_sequence: Mapped[int | None]
    way: Mapped[str] = mapped_column(String(12), default="form", server_default="form")
    waiting_since: Mapped[datetime | None]
    offered_until: Mapped[datetime | None]
    seat_hold_id: Mapped[int | None] = mapped_column(ForeignKey("seat_hold.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"), index=True)
    protocol_order: Mapped[int | None]
    is_unlisted: Mapped[bool] = mapped_column(default=False, server_default=false())
    badge_changed_at: Mapped[datetime | None]
    form_answered_at: Mapped[datetime | None]
    sequence_raised: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    purged_at: Mapped[datetime | None] = mapped_column(index=True)
    search: Mapped[str] = mapped_column(Text)
    held_email: Mapped[str | None] = mapped_column(String(254))

    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person] = relationship()
    capacity: Mapped[Capacity] = relationship()
    personnel_kind: Mapped[PersonnelKind] = relationship()
    affiliations: Mapped[list[Affiliation]] = relationship(
        order_by="Affiliation.id", cascade="all, delete-orphan"
    )

    @property
    def principal(self) -> Affiliation:
        """What the participation counts for in tables."""
        return next(each for each in self.affiliations if each.is_principal)

    @property
    def mailbox(self) -> str:
        """The address at which she is reached for this registration; empty where there is none."""
        return self.person.email if self.held_email is None else self.held_email


class Affiliation(Base):
    """What a participation represents: a State, an organization (by its accreditation), herself."""

    __tablename__ = "affiliation"
    __table_args__ = (
        Index(
            "uq_affiliation_principal",
            "participation_id",
            unique=True,
            sqlite_where=text("is_principal"),
            postgresql_where=text("is_principal"),
        ),
        Index("ix_affiliation_participation", "participation_id"),
        Index("ix_affiliation_organization", "organization_id"),
        CheckConstraint(
            "(type = 'state') = (state_code IS NOT NULL)"
            " AND (type = 'organization') = (organization_id IS NOT NULL)",
            name="names_its_entity",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    type: Mapped[str] = mapped_column(String(12))
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    accreditation_id: Mapped[int | None] = mapped_column(ForeignKey("accreditation.id"))
    is_principal: Mapped[bool]

    organization: Mapped[Organization | None] = relationship()
    accreditation: Mapped[Accreditation | None] = relationship()


class AccessNeed(Base):
    """What a person needs in order to take part: read only with the right to what is sensitive,
    each reading logged."""

    __tablename__ = "access_need"

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    needs: Mapped[str] = mapped_column(Text)
