"""What happened to a participation: changes of status, corrections that wait, consents."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false
from sqlalchemy import text as literal_text
from sqlalchemy.orm import Mapped, mapped_column

from meetings.actor import ActorKind
from meetings.db import Base

_EMPTY = literal_text("''")


class ParticipationChange(Base):
    """A change of status: from what (empty: it began) to what, who, when, and why.

    `note` is what the person was told, in `note_language`. A seat that was offered to who waits is
    a change from waitlisted to waitlisted, with `offered_until`. What was decided while her State's
    focal point had yet to agree is `over_focal_point`.
    """

    __tablename__ = "participation_change"
    __table_args__ = (Index("ix_participation_change", "participation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    before: Mapped[str] = mapped_column(String(12), default="")
    after: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(12))
    actor_label: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text, default="")
    note_language: Mapped[str | None] = mapped_column(String(2))
    offered_until: Mapped[datetime | None]
    over_focal_point: Mapped[bool] = mapped_column(default=False, server_default=false())


class Hand(StrEnum):
    """What becomes of her other registrations when somebody's address is changed by it."""

    STAFF = "staff"  # all follow, and nothing stays held
    READER = "reader"  # she reads the address before: those that were reached there follow
    LIMITED = "limited"  # it reaches this registration only: all others stay where they are reached


OWN_HANDS = (Hand.READER, Hand.LIMITED)  # as far as her own page reaches


class Correction(Base):
    """A correction of what somebody declared that waits for an officer, or was judged.

    `asked` is field -> new value, `before` what it was; nothing of it is in force before an officer
    accepted it (`is_accepted`). One that she took back herself is judged and neither accepted nor
    refused. What needed nobody's leave tells by its `actor_kind` who wrote it: an officer, or by a
    link herself or her State.

    Where an address is asked for, `hand` is how far it reaches once an officer accepts it (a Hand):
    that of who asked, as an officer who accepts vouches for no more than was asked for.
    """

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_open", "judged_at", "participation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    asked_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str] = mapped_column(String(120), default="")
    is_accepted: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text, default="")
    actor_kind: Mapped[str] = mapped_column(String(12), default="", server_default=_EMPTY)
    hand: Mapped[str] = mapped_column(String(8), default="", server_default=_EMPTY)

    @property
    def asks_address_herself(self) -> bool:
        """Whether an address was asked for on her own page, not from one that was hers before."""
        return self.hand in OWN_HANDS

    @property
    def is_by_officer(self) -> bool:
        """Whether nobody asked an officer for it."""
        return self.actor_kind not in ("", ActorKind.LINK)


class Consent(Base):
    """What somebody agreed to, for one purpose: the wording's version, when, until when."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_participation", "participation_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SignInLink(Base):
    """A mail with a single-use link to one's own pages; only digests are kept.

    With a `participation_id` it was asked for on the page of that registration, by who wants to
    read or to erase all that is kept of her, and leads back there.
    """

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AddressChange(Base):
    """Somebody's mail address became another one: whoever reads the former one (empty where there
    was none) may take it back once, by a mail, until `expires_at`, and until then her other
    registrations may be held where they were reached. Only a digest of its secret is kept, and the
    row no longer than it can be used."""

    __tablename__ = "address_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    former: Mapped[str] = mapped_column(String(254))
    changed_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class SavedView(Base):
    """A list as an officer wants it again: its filters and its columns."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("ix_saved_view_user", "user_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    name: Mapped[str] = mapped_column(String(80))
    filters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    columns: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
