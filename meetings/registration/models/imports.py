"""Tables of people that officers bring in, until they are taken in or a day has passed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base


class RegistrationImport(Base):
    """A table of people as it was sent, with what the officer said of its rows (`decisions`, by
    line). Once `done_at`, `result` counts what was done; `to_tell` are the new participations (ids)
    and `corrected` the corrections (ids) whose mails still have to be made. `content` is empty once
    somebody in it was erased.
    """

    __tablename__ = "registration_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(String(12))
    sends_mail: Mapped[bool] = mapped_column(default=False)
    dates: Mapped[str] = mapped_column(String(6), default="")
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    to_tell: Mapped[list[int]] = mapped_column(JSON, default=list)
    corrected: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True), default=list)
