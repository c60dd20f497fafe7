"""Answers to invitations as they come by mail: applied, or kept for an officer to judge."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.registration.models.participations import Participation


class ReplyState(StrEnum):
    """What became of an answer; a waiting one is never applied without an officer."""

    APPLIED = "applied"
    WAITING = "waiting"
    DISMISSED = "dismissed"


class Doubt(StrEnum):
    """Why an answer waits for an officer."""

    NO_MEETING = "no_meeting"
    NO_PERSON = "no_person"
    SEVERAL_PEOPLE = "several_people"
    OTHER_SENDER = "other_sender"
    OLD_SEQUENCE = "old_sequence"
    NEW_SEQUENCE = "new_sequence"
    SEVERAL_ENTRIES = "several_entries"
    DELEGATED = "delegated"
    COUNTER = "counter"
    NO_ANSWER = "no_answer"
    NO_SEAT = "no_seat"
    CLOSED = "closed"
    ENDED = "ended"
    UNREADABLE = "unreadable"


class IncomingReply(Base):
    """One answer (METHOD:REPLY), read from the mailbox or from an uploaded file.

    `message_id` makes a mail that is read twice the same one: a digest of its Message-ID, sender
    and content, as another may bear the same Message-ID. `raw` is the calendar part as it
    came (the whole mail where none could be read), kept until an officer has judged it.
    """

    __tablename__ = "incoming_reply"
    __table_args__ = (
        Index("ix_incoming_reply_state", "state", "received_at"),
        Index("uq_incoming_reply_message", "message_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    message_id: Mapped[str] = mapped_column(String(255))
    received_at: Mapped[datetime]
    sender: Mapped[str] = mapped_column(String(254), default="")
    attendee: Mapped[str] = mapped_column(String(254), default="")
    attendee_name: Mapped[str] = mapped_column(String(200), default="")
    uid: Mapped[str] = mapped_column(String(200), default="")
    sequence: Mapped[int | None]
    stamped_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(10), default="")
    comment: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(10))
    doubt: Mapped[str] = mapped_column(String(16), default="")
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"), index=True)
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str] = mapped_column(String(200), default="")
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)

    participation: Mapped[Participation | None] = relationship()
