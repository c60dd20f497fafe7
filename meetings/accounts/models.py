"""Users of the secretariat and what they may do."""

from __future__ import annotations

from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetings.actor import Actor, ActorKind
from meetings.clock import now
from meetings.db import Base
from meetings.permissions import RIGHTS, Right, Role


class Scope:
    """How far a grant reaches."""

    ALL = "all"
    MEETING = "meeting"


class User(UserMixin, Base):
    """Somebody who signs in."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    is_enabled: Mapped[bool] = mapped_column(default=True)
    session_generation: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    grants: Mapped[list[Grant]] = relationship(lazy="selectin", order_by="Grant.id")

    def get_id(self) -> str:
        """What the session keeps; raising the generation signs out everywhere."""
        return f"{self.public_id}:{self.session_generation}"

    @property
    def actor(self) -> Actor:
        """This user, as operations know her."""
        return Actor(ActorKind.USER, self.public_id, self.name)

    def may(self, right: Right | str) -> bool:
        """Whether any grant in force carries the right, whatever its scope."""
        return any(right in RIGHTS[Role(grant.role)] for grant in self.grants if grant.is_in_force)

    def meetings_for(self, right: Right | str) -> frozenset[int] | None:
        """The meetings (ids) for which the user has the right; None means every meeting."""
        held = [g for g in self.grants if g.is_in_force and right in RIGHTS[Role(g.role)]]
        if any(grant.scope_type == Scope.ALL for grant in held):
            return None
        return frozenset(int(grant.scope_id) for grant in held if grant.scope_id)

    def may_at(self, right: Right | str, meeting_id: int) -> bool:
        """Whether the user has the right at one meeting."""
        within = self.meetings_for(right)
        return within is None or meeting_id in within


class Grant(Base):
    """A role, how far it reaches, and from when to when (days, both inclusive)."""

    __tablename__ = "grant"
    __table_args__ = (Index("ix_grant_scope", "scope_type", "scope_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    scope_type: Mapped[str] = mapped_column(String(20), default=Scope.ALL)
    scope_id: Mapped[str | None] = mapped_column(String(36))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    @property
    def is_in_force(self) -> bool:
        """Whether today lies within the grant's days."""
        today = now().date()
        return (self.from_on or today) <= today <= (self.to_on or today)
