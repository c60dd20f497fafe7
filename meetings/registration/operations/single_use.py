"""Links that work once: of two uses one counts."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import update

from meetings import tokens
from meetings.db import db
from meetings.registration.models import AddressChange, SignInLink

L = TypeVar("L", SignInLink, AddressChange)


def use(kind: type[L], secret: str, *, at: datetime) -> L | None:
    """The link of this secret, used from now on; None for one that was used, has run out or never
    was."""
    return db.session.scalar(
        update(kind)
        .where(
            kind.secret_digest == tokens.digest(secret),
            kind.used_at.is_(None),
            kind.expires_at > at,
        )
        .values(used_at=at)
        .returning(kind),
        execution_options={"synchronize_session": False},
    )
