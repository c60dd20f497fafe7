"""Meetings, the texts stored for their readers, and the version that feeds answer with."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.directory.models import Body, Coded


class Status(StrEnum):
    """Where a meeting stands; held is said by an officer, never by the date."""

    FORESEEN = "foreseen"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"


class Precision(StrEnum):
    """How exactly the dates are known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class Involvement(StrEnum):
    """What the secretariat has to do with a meeting."""

    CONVENED = "convened"
    ATTENDED = "attended"
    OBSERVANCE = "observance"


class Mode(StrEnum):
    """How people take part."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class SessionType(StrEnum):
    """Whether a meeting takes a number in its body's series: only an ordinary one does."""

    ORDINARY = "ordinary"
    SPECIAL = "special"
    EXTRAORDINARY = "extraordinary"


class Level(StrEnum):
    """How far a meeting reaches."""

    HEMISPHERIC = "hemispheric"
    REGIONAL = "regional"
    SUBREGIONAL = "subregional"
    NATIONAL = "national"
    LOCAL = "local"


class Kind(Coded, Base):
    """A kind of meeting; it may imply the body that holds it. `color` is a CSS name (RFC 7986)."""

    __tablename__ = "kind"

    body_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"))
    color: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))


class Meeting(Base):
    """A meeting; `ends_on` is inclusive, `starts_at` and `ends_at` are derived for sorting.

    `sequence` and `changed_at` are the calendar's SEQUENCE and LAST-MODIFIED;
    `fingerprint` knows the row of a file from which an import made the meeting.

    `number` is its place in the series of its body, `ordinal` how that is printed, by the body's
    style unless an officer wrote it; `source` is the symbol of what asks for the meeting.
    `withdrawn_at` is when it was last unpublished: feeds say so for a while; `moved_at` when its
    date, time or place changed last: what people agreed to before was another.
    Degrees of `latitude` and `longitude` are known together or not at all.
    `incoming_lang` is the language in which a calendar file gave its title.
    An edition of a course is a meeting with `course_id`, `taught_in` the language of that version.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="in_order"),
        Index("ix_meeting_dates", "starts_on", "ends_on"),
        Index("ix_meeting_published", "published_at", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(200), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    description: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    starts_time: Mapped[time | None]
    ends_time: Mapped[time | None]
    precision: Mapped[str] = mapped_column(String(10))
    time_zone: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    kind_code: Mapped[str] = mapped_column(ForeignKey("kind.code"))
    body_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"), index=True)
    ordinal: Mapped[str] = mapped_column(String(20), default="")
    number: Mapped[int | None]
    is_numbered_by_hand: Mapped[bool] = mapped_column(default=False)
    session_type: Mapped[str] = mapped_column(String(14), default=SessionType.ORDINARY)
    source: Mapped[str] = mapped_column(String(200), default="")
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    edition: Mapped[str] = mapped_column(String(40), default="")
    taught_in: Mapped[str | None] = mapped_column(String(2))
    involvement: Mapped[str] = mapped_column(String(10))
    organizer: Mapped[str] = mapped_column(String(200), default="")
    level: Mapped[str | None] = mapped_column(String(12))
    mode: Mapped[str] = mapped_column(String(10), default=Mode.IN_PERSON)
    venue: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    technical_assistance: Mapped[bool] = mapped_column(default=False)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    search: Mapped[str] = mapped_column(Text)
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    incoming_lang: Mapped[str | None] = mapped_column(String(2))

    kind: Mapped[Kind] = relationship()
    body: Mapped[Body | None] = relationship()
    themes: Mapped[list[MeetingTheme]] = relationship(cascade="all, delete-orphan")
    beneficiaries: Mapped[list[MeetingBeneficiary]] = relationship(cascade="all, delete-orphan")


class MeetingTheme(Base):
    """A theme of a meeting."""

    __tablename__ = "meeting_theme"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    theme_code: Mapped[str] = mapped_column(ForeignKey("theme.code"), primary_key=True)


class MeetingBeneficiary(Base):
    """A country (ISO 3166 alpha-2) for whose benefit a meeting is held."""

    __tablename__ = "meeting_beneficiary"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)


class MeetingText(Base):
    """What a reader of one language sees in lists and feeds, made when the meeting is written."""

    __tablename__ = "meeting_text"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    title_lang: Mapped[str] = mapped_column(String(2))
    dates: Mapped[str] = mapped_column(String(160))
    place: Mapped[str] = mapped_column(String(400))
    kind: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(160))
    vevent: Mapped[str] = mapped_column(Text)


class SlugAlias(Base):
    """An earlier address of a meeting; never given to another one."""

    __tablename__ = "slug_alias"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))


class CalendarVersion(Base):
    """One row, raised in each transaction that changes what a feed would say."""

    __tablename__ = "calendar_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
