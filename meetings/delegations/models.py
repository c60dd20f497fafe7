"""The lists of delegations with their history, and signed papers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.directory.models import FocalPoint
from meetings.registration.models import Participation

_OFFICIAL = text("state = 'official'")


class ListWay(StrEnum):
    """How an official list came after another one."""

    FIRST = "first"
    CHANGE = "change"
    SUPERSEDE = "supersede"
    MERGE = "merge"
    UNDO = "undo"
    CORRECTION = "correction"
    STANDING = "standing"


class ListState(StrEnum):
    """Where a list stands: being written, the official one, or an earlier official one."""

    DRAFT = "draft"
    OFFICIAL = "official"
    SUPERSEDED = "superseded"


class DelegationList(Base):
    """A State's list of its delegation to a meeting, as one office writes or submitted it.

    A draft belongs to one focal point (none: the secretariat) and began from the official list
    with `base_number`; `version` is raised by every edit, so that of two
    editors the second is told. `before` is how the draft was before its last change, for undoing it
    (see operations.undoing); a list that was submitted keeps none.
    A submitted list has its `number`; exactly one is official, and earlier ones are kept.
    `way` says how it came after another: first, supersede, merge, undo, change, and correction
    where the registration of somebody on it was corrected (nobody submitted it: `submitted_by` is
    the officer's name, empty where she did it herself); standing where somebody on it was declined,
    withdrew, was given a seat, or came back.
    A draft that was given up is deleted, its changes with it.
    """

    __tablename__ = "delegation_list"
    __table_args__ = (
        Index("ix_delegation_list", "meeting_id", "state_code", "state"),
        Index(
            "uq_delegation_list_official",
            "meeting_id",
            "state_code",
            unique=True,
            sqlite_where=_OFFICIAL,
            postgresql_where=_OFFICIAL,
        ),
        Index("uq_delegation_list_number", "meeting_id", "state_code", "number", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"))
    focal_point_id: Mapped[int | None] = mapped_column(ForeignKey("focal_point.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=ListState.DRAFT)
    base_number: Mapped[int] = mapped_column(default=0)
    number: Mapped[int | None]
    way: Mapped[str] = mapped_column(String(10), default="")
    version: Mapped[int] = mapped_column(default=1)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(160), default="")
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[str] = mapped_column(String(160), default="")

    focal_point: Mapped[FocalPoint | None] = relationship()
    members: Mapped[list[DelegationMember]] = relationship(
        order_by="DelegationMember.sort", cascade="all, delete-orphan"
    )


class DelegationMember(Base):
    """Somebody on a list, in order of protocol; `participation_id` once she was nominated.

    `key` stays with the same member through all lists that were made from one another;
    `replaces_key` names the member in whose place she comes. `standing` is how she stood when the
    list became official (empty: she comes; else waitlisted, declined, cancelled), so that papers of
    one number never differ; a draft holds what its beginning held.
    """

    __tablename__ = "delegation_member"
    __table_args__ = (
        CheckConstraint("sort >= 0", name="in_order"),
        Index("uq_delegation_member_key", "list_id", "key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("delegation_list.id"))
    key: Mapped[str] = mapped_column(String(36))
    replaces_key: Mapped[str | None] = mapped_column(String(36))
    sort: Mapped[int]
    is_head: Mapped[bool] = mapped_column(default=False)
    honorific: Mapped[str] = mapped_column(String(40), default="")
    given_names: Mapped[str] = mapped_column(String(80))
    surnames: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    sex: Mapped[str] = mapped_column(String(12))
    capacity_code: Mapped[str] = mapped_column(ForeignKey("capacity.code"))
    functions: Mapped[list[str]] = mapped_column(JSON, default=list)
    post: Mapped[str] = mapped_column(String(160), default="")
    personnel_kind_code: Mapped[str] = mapped_column(ForeignKey("personnel_kind.code"))
    mode: Mapped[str] = mapped_column(String(10), default="")
    language: Mapped[str] = mapped_column(String(2))
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"), index=True)
    standing: Mapped[str] = mapped_column(String(12), default="", server_default=text("''"))

    participation: Mapped[Participation | None] = relationship()


class DelegationChange(Base):
    """One step in the writing of a State's lists: who, when, what, and whom it was about.

    `version` is the one that the list (see DelegationList) had after it; `details` are fields with
    what they held before and after.
    """

    __tablename__ = "delegation_change"
    __table_args__ = (
        Index("ix_delegation_change", "meeting_id", "state_code", "id"),
        Index("ix_delegation_change_list", "list_id", "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"))
    list_id: Mapped[int] = mapped_column(ForeignKey("delegation_list.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(12))
    actor_label: Mapped[str] = mapped_column(String(160))
    action: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(170), default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PaperKind(StrEnum):
    """What a State's signed paper is."""

    CREDENTIALS = "credentials"
    NOTE_VERBALE = "note_verbale"


class DelegationPaper(Base):
    """A signed letter of credentials or note verbale as it was uploaded, and to which list."""

    __tablename__ = "delegation_paper"
    __table_args__ = (Index("ix_delegation_paper", "meeting_id", "state_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"))
    kind: Mapped[str] = mapped_column(String(14))
    list_number: Mapped[int | None]
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    filename: Mapped[str] = mapped_column(String(160))
    content_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str] = mapped_column(String(160))
