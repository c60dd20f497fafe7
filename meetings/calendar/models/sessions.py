"""What happens within a meeting: sessions, speakers, the agenda, ways to join, and courses."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.directory.models import Person, Sex, SexSource

_OF_MEETING = text("session_id IS NULL")


class SessionKind(StrEnum):
    """What a session is; a module belongs to a course and may last for weeks."""

    SESSION = "session"
    OPENING = "opening"
    CLOSING = "closing"
    BREAK = "break"
    MODULE = "module"


class Audience(StrEnum):
    """Who is let in by a way to join, and who may read a document."""

    DELEGATES = "delegates"
    EXPERTS = "experts"
    ORGANIZATIONS = "organizations"
    PUBLIC_STREAM = "public_stream"


class MeetingSession(Base):
    """A part of a meeting, in the meeting's time zone; `ends_on` is inclusive.

    `languages` are those of interpretation. Calendars add `sequence` to the meeting's; `changed_at`
    is when the session was added or changed by itself; None of one that came with a copy.
    """

    __tablename__ = "meeting_session"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="in_order"),
        Index("ix_meeting_session_meeting", "meeting_id", "starts_on", "starts_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    kind: Mapped[str] = mapped_column(String(10), default=SessionKind.SESSION)
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    description: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    starts_time: Mapped[time | None]
    ends_time: Mapped[time | None]
    room: Mapped[str] = mapped_column(String(120), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    sort: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    changed_at: Mapped[datetime | None]

    speakers: Mapped[list[SessionSpeaker]] = relationship(
        order_by="SessionSpeaker.sort", cascade="all, delete-orphan"
    )


class RemovedSession(Base):
    """What calendars are told of a session that they had and that takes place no more: removed,
    made a break, left outside of the meeting's days, or taken back with its meeting.

    `vevents` is language -> cancelled entry, with the session's UID and a raised SEQUENCE;
    `public_id` is the session's, which may be gone. One that takes place again has no row.
    """

    __tablename__ = "removed_session"
    __table_args__ = (Index("ix_removed_session_meeting", "meeting_id", "removed_at"),)

    public_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    vevents: Mapped[dict[str, str]] = mapped_column(JSON)
    removed_at: Mapped[datetime]


class SessionSpeaker(Base):
    """Who chairs or speaks in a session; sex as declared, for statistics only."""

    __tablename__ = "session_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("meeting_session.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    post: Mapped[str] = mapped_column(String(160), default="")
    function_code: Mapped[str] = mapped_column(ForeignKey("function.code"))
    sex: Mapped[str] = mapped_column(String(12), default=Sex.NOT_STATED)
    sex_source: Mapped[str] = mapped_column(String(10), default=SexSource.STAFF)
    sort: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person | None] = relationship()


class AgendaItem(Base):
    """A numbered point of the agenda, in a session once that is known."""

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_meeting", "meeting_id", "sort"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_session.id"), index=True)
    number: Mapped[str] = mapped_column(String(10), default="")
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    sort: Mapped[int] = mapped_column(default=0)


class AgendaDocument(Base):
    """A document under a point of the agenda."""

    __tablename__ = "agenda_document"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)


class JoinLink(Base):
    """The address by which one audience joins a meeting, or one session of it.

    Shown to those entitled on their own page only: never in public pages, feeds or mails.
    """

    __tablename__ = "join_link"
    __table_args__ = (
        Index(
            "uq_join_link_meeting",
            "meeting_id",
            "audience",
            unique=True,
            sqlite_where=_OF_MEETING,
            postgresql_where=_OF_MEETING,
        ),
        Index("uq_join_link_session", "session_id", "audience", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_session.id"))
    audience: Mapped[str] = mapped_column(String(14))
    url: Mapped[str] = mapped_column(Text)


class Course(Base):
    """A course or diploma whose editions, in one language each, are meetings."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    description: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
