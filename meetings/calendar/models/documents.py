"""Documents: symbol, title and file in each language, revisions, and who may read them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base


class DocumentType(StrEnum):
    """What a document is."""

    AGENDA = "agenda"
    WORKING_DOCUMENT = "working_document"
    INFORMATION = "information"
    REPORT = "report"
    RESOLUTION = "resolution"
    NOTE_VERBALE = "note_verbale"
    LIST_OF_PARTICIPANTS = "list_of_participants"
    OTHER = "other"


class Access(StrEnum):
    """Who may read a document once it is published."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"
    BODY = "body"
    SECRETARIAT = "secretariat"


class Document(Base):
    """A document of a meeting or of a body, whatever the number of its languages.

    `symbol` is as printed, `symbol_key` how symbols are compared. It is read from `published_at`
    on, never before; `first_published_at` stays when it is taken back. A revision (`revision` 1 is
    rev.1) replaces its predecessor, which is kept. `search` holds symbol and titles, folded.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_meeting", "meeting_id", "sort"),
        Index("ix_document_body", "body_code"),
        Index("ix_document_symbol_key", "symbol_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    body_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"))
    symbol: Mapped[str] = mapped_column(String(80), default="")
    symbol_key: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    type: Mapped[str] = mapped_column(String(20))
    original_language: Mapped[str | None] = mapped_column(String(2))
    access: Mapped[str] = mapped_column(String(12))
    published_at: Mapped[datetime | None]
    first_published_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)
    sort: Mapped[int] = mapped_column(default=0)
    search: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    files: Mapped[list[DocumentFile]] = relationship(
        order_by="DocumentFile.language", cascade="all, delete-orphan"
    )


class DocumentFile(Base):
    """A document's file in one language; `storage_key` is random, its place in the storage."""

    __tablename__ = "document_file"
    __table_args__ = (Index("uq_document_file_language", "document_id", "language", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    language: Mapped[str] = mapped_column(String(2))
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    filename: Mapped[str] = mapped_column(String(160))
    content_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(120))


class EarlierFile(Base):
    """A file that readers could open before another one took its place: kept for officers."""

    __tablename__ = "earlier_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    filename: Mapped[str] = mapped_column(String(160))
    content_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    until: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(120))
