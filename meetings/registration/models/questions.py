"""The questions of a form beyond its fixed core, their versions, and the answers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    FILE = "file"
    CONSENT = "consent"


class Stage(StrEnum):
    """When a question is asked: on registering, or once confirmed (travel, visa, side events)."""

    REGISTRATION = "registration"
    AFTER = "after"


class Question(Base):
    """A question of the library, reused across meetings; its wording lives in its versions.

    A sensitive one is answered into a table of its own, which other rights guard. `retention_days`
    counts from the meeting's last day; without it the meeting's own holds.
    """

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    type: Mapped[str] = mapped_column(String(10))
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    is_in_library: Mapped[bool] = mapped_column(default=True)
    retention_days: Mapped[int | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    versions: Mapped[list[QuestionVersion]] = relationship(
        order_by="QuestionVersion.number", cascade="all, delete-orphan"
    )


class QuestionVersion(Base):
    """The wording of a question; never changed once somebody answered it: a new one is made.

    `choices` are `{"code", "label": {lang: text}}` in order; a code means the same in all versions.
    """

    __tablename__ = "question_version"
    __table_args__ = (Index("uq_question_version_number", "question_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    number: Mapped[int]
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    help: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]


class FormQuestion(Base):
    """A question on a meeting's form: its place, for whom, under which condition.

    No `capacities` means all. `conditions` must all hold: `{"field": "mode", "is": ["virtual"]}`,
    or `{"question": <public id>, "is": [<choice codes>]}` of a question that stands before it.
    """

    __tablename__ = "form_question"
    __table_args__ = (
        Index("uq_form_question", "meeting_id", "question_id", unique=True),
        Index("ix_form_question_order", "meeting_id", "stage", "sort"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    stage: Mapped[str] = mapped_column(String(12), default=Stage.REGISTRATION)
    sort: Mapped[int] = mapped_column(default=0)
    is_required: Mapped[bool] = mapped_column(default=False)
    capacities: Mapped[list[str]] = mapped_column(JSON, default=list)
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    question: Mapped[Question] = relationship()
    version: Mapped[QuestionVersion] = relationship()


class Answer(Base):
    """What somebody answered, to the wording that she was shown.

    `value` is a text, a list of codes, an ISO date, true, or an AnswerFile's public id.
    """

    __tablename__ = "answer"

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id"), primary_key=True, index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)
    value: Mapped[Any] = mapped_column(JSON)
    at: Mapped[datetime]

    version: Mapped[QuestionVersion] = relationship()


class SensitiveAnswer(Base):
    """The answer to a sensitive question: read only with the right to it, each reading logged."""

    __tablename__ = "sensitive_answer"

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id"), primary_key=True, index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)
    value: Mapped[Any] = mapped_column(JSON)
    at: Mapped[datetime]

    version: Mapped[QuestionVersion] = relationship()


class AnswerFile(Base):
    """A file that somebody gave as an answer; `storage_key` is random, its place in the storage."""

    __tablename__ = "answer_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    filename: Mapped[str] = mapped_column(String(160))
    content_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
