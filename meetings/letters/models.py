"""Who signs letters and certificates, and the certificates that were given out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.db import Base
from meetings.registration.models import Participation


class Letterhead(Base):
    """What stands above letters and certificates of a body's meetings, and who signs them.

    The row of the empty code holds for meetings of every body that has none of its own.
    """

    __tablename__ = "letterhead"

    body_code: Mapped[str] = mapped_column(String(60), primary_key=True)
    heading: Mapped[str] = mapped_column(Text)
    signer: Mapped[str] = mapped_column(String(160), default="")
    post: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    changed_at: Mapped[datetime]


class Certificate(Base):
    """A certificate as it was given out: `code` is random and opens the page that confirms it.

    `facts` are what it says: name, capacity, days; once her name is erased it is no longer told.
    The same facts in the same language are one certificate, however often it is fetched.
    """

    __tablename__ = "certificate"
    __table_args__ = (Index("ix_certificate_participation", "participation_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    language: Mapped[str] = mapped_column(String(2))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    issued_at: Mapped[datetime]

    participation: Mapped[Participation] = relationship()
