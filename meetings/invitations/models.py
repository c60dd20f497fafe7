"""Mailings to many, their recipients, templates, and who wants no more of what isn't necessary."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy import text as literal_text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.calendar.models import Meeting
from meetings.db import Base
from meetings.directory.models import Capacity


class MailingKind(StrEnum):
    """What a mailing is: who is invited becomes a participation; the others only read."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    NOTE = "note"


class MailingState(StrEnum):
    """Where a mailing stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


# What has not gone out to anybody: its words, its recipients and its hour may change.
EDITABLE = (MailingState.DRAFT, MailingState.SCHEDULED)


class Moment(StrEnum):
    """What a reminder's time is counted from, in hours before or after it."""

    BEFORE_CLOSING = "before_closing"
    BEFORE_MEETING = "before_meeting"
    AFTER_MEETING = "after_meeting"


class Reach(StrEnum):
    """Who of those on its list gets a mailing, as they stand when it goes out."""

    EVERYBODY = ""
    UNANSWERED = "unanswered"
    CONFIRMED = "confirmed"
    PRESENT = "present"


class MailTemplate(Base):
    """A mail's wording to begin from, in each language, with placeholders in braces.

    `moment` and `hours` are when a mailing that begins from it is usually due.
    """

    __tablename__ = "mail_template"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    moment: Mapped[str | None] = mapped_column(String(16))
    hours: Mapped[int | None]
    sort: Mapped[int] = mapped_column(default=0)
    is_own: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime | None]


class Mailing(Base):
    """A mail to many about a meeting: wording per language, to whom, and when.

    `audience` is a list of sources: `{"body": code, "positions": [...]}`, `{"meeting": slug,
    "who": "registered" | "attended" | "accredited" (its organizations)}`,
    `{"tag": code, "country": code}`, `{"status": [...]}`,
    `{"people": [public ids]}`, `{"registrations": [public ids of this meeting's]}`,
    `{"file": [rows]}` (emptied to `{"rows": count}` once it is sent).
    `choices` are what an officer decided for one of them: key -> `{"out": true, "language": "es"}`.
    `reach` are those of them who get it, judged when it goes out (rules/reach.py).
    `is_necessary` goes to those too who unsubscribed. A reminder's time follows the meeting:
    `moment` and `hours` say when, and `due_at` is brought up to date by the worker. `meant_for` is
    the moment that its words speak of, whenever it goes out: that of the template it began from.
    """

    __tablename__ = "mailing"
    __table_args__ = (
        Index("ix_mailing_meeting", "meeting_id", "state"),
        Index("ix_mailing_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    audience: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    capacity_code: Mapped[str | None] = mapped_column(ForeignKey("capacity.code"))
    is_necessary: Mapped[bool] = mapped_column(default=False)
    reach: Mapped[str] = mapped_column(
        String(12), default=Reach.EVERYBODY, server_default=literal_text("''")
    )
    state: Mapped[str] = mapped_column(String(10), default=MailingState.DRAFT)
    moment: Mapped[str | None] = mapped_column(String(16))
    hours: Mapped[int | None]
    due_at: Mapped[datetime | None]
    meant_for: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(120))
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
    capacity: Mapped[Capacity | None] = relationship()


class Receipt(StrEnum):
    """What became of a recipient when the mailing went out."""

    WRITTEN = "written"
    UNSUBSCRIBED = "unsubscribed"
    NOT_AGREED = "not_agreed"
    NO_ADDRESS = "no_address"
    SAME_ADDRESS = "same_address"
    CAME_BACK = "came_back"
    ALREADY_IN = "already_in"
    ANSWERED = "answered"
    UNCONFIRMED = "unconfirmed"
    ABSENT = "absent"
    NO_CAPACITY = "no_capacity"
    NO_STATE = "no_state"
    NO_ENTITY = "no_entity"
    REFUSED = "refused"


class MailingRecipient(Base):
    """One recipient of a mailing that went out, a person or an organization, and the mail to her
    or it (in the outbox)."""

    __tablename__ = "mailing_recipient"
    __table_args__ = (
        Index("uq_mailing_recipient", "mailing_id", "person_id", unique=True),
        Index("uq_mailing_recipient_organization", "mailing_id", "organization_id", unique=True),
        Index("ix_mailing_recipient_receipt", "mailing_id", "receipt"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    receipt: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]


class MailRefusal(Base):
    """A person who wants no mails that aren't necessary, as she said by a link of her own. Others
    who share her mailbox still get theirs."""

    __tablename__ = "mail_refusal"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]


class OrganizationRefusal(Base):
    """An organization that wants no mails that aren't necessary, as whoever reads its mailbox said
    by a link in one of them. People who read there too still get theirs."""

    __tablename__ = "organization_refusal"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    at: Mapped[datetime]


class Unsubscription(Base):
    """An address that was taken off by one of its readers before each person had a refusal of her
    own; read no more, and dropped by the release after this one."""

    __tablename__ = "unsubscription"

    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    at: Mapped[datetime]
