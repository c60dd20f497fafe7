"""Messages that wait, travel, or failed."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, SmallInteger, String, Text
from sqlalchemy import text as literal_text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base

EMPTY = literal_text("''")
_CAME_BACK = literal_text("bounced_at IS NOT NULL")


class Delivery(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"


class Urgency(IntEnum):
    """Which mail goes first, the lowest number: what somebody waits for before a screen, what comes
    of one decision, what goes to many."""

    AWAITED = 0
    USUAL = 1
    BULK = 2


class Message(Base):
    """One mail, rendered in its reader's language when the business was done.

    While a worker sends it, `next_attempt_at` lies ahead: the lease after which another tries.
    `search` holds recipient and title, folded. `bounce` is what a mail server said
    (`bounced_at`): the mail was taken, and came back later; or it was refused at once for its
    address, and is given up. `unsubscribe` is the address by which its
    reader ends mails of its sort (RFC 8058), where they aren't necessary. The worker reads the
    first row of `ix_message_due` that is due: the most urgent, of these the one that waits longest.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_due", "status", "urgency", "next_attempt_at", "id"),
        Index("ix_message_subject", "subject_type", "subject_id"),
        Index(
            "ix_message_bounced",
            "to_email",
            sqlite_where=_CAME_BACK,
            postgresql_where=_CAME_BACK,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    to_email: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(255))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10), default=Delivery.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    urgency: Mapped[int] = mapped_column(
        SmallInteger, default=Urgency.USUAL, server_default=literal_text("1")
    )
    next_attempt_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(String(500))
    sent_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    bounce: Mapped[str] = mapped_column(String(500), default="", server_default=EMPTY)
    unsubscribe: Mapped[str] = mapped_column(String(500), default="", server_default=EMPTY)

    attachments: Mapped[list[Attachment]] = relationship(order_by="Attachment.id")


class Attachment(Base):
    """A file that travels with a message."""

    __tablename__ = "message_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), index=True
    )
    filename: Mapped[str] = mapped_column(String(120))
    content_type: Mapped[str] = mapped_column(String(120))
    content_id: Mapped[str | None] = mapped_column(String(60))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class MailboxPosition(Base):
    """How far a mailbox (a digest of its address) has been read: IMAP's UIDs only rise.

    People read the same mailbox: what they have seen or flagged there says nothing to us. Another
    `uid_validity` means that the server counts anew.
    """

    __tablename__ = "mailbox_position"

    mailbox: Mapped[str] = mapped_column(String(64), primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
    read_at: Mapped[datetime]
