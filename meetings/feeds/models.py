"""Secret addresses of personal feeds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.accounts.models import User
from meetings.db import Base
from meetings.directory.models import Body, Person


class FeedScope(StrEnum):
    """What a personal feed holds."""

    MINE = "mine"
    BODY = "body"
    DOOR = "door"


class FeedAddress(Base):
    """A secret address for one reader: a person, or somebody who signs in.

    MINE is what a person is registered or convened to; BODY the meetings of a body for one of its
    members, as long as her term lasts; DOOR the meetings at whose door a user stands. The address
    holds `public_id` and `generation`, signed: raising the generation renews it, `revoked_at`
    ends it. `mailbox` is a digest of the e-mail address that a person had when it was made: whoever
    wrote another one into her record reads nothing by an address from before.
    """

    __tablename__ = "feed_address"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (person_id IS NULL)", name="one_reader"),
        CheckConstraint("(scope = 'body') = (body_code IS NOT NULL)", name="names_its_body"),
        Index("ix_feed_address_person", "person_id", "scope"),
        Index("ix_feed_address_user", "user_id", "scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    scope: Mapped[str] = mapped_column(String(8))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    body_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    mailbox: Mapped[str | None] = mapped_column(String(64))
    with_sessions: Mapped[bool] = mapped_column(default=False)
    generation: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship()
    person: Mapped[Person | None] = relationship()
    body: Mapped[Body | None] = relationship()
