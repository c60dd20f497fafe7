"""Reading users."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from meetings.accounts.models import User
from meetings.db import db

_WITH_GRANTS = (
    select(User).where(User.public_id == bindparam("public_id")).options(joinedload(User.grants))
)


def by_email(email: str) -> User | None:
    """The user of an address, whatever its case."""
    chosen = select(User).where(User.email == email.strip().lower())
    user: User | None = db.session.scalar(chosen)
    return user


def by_session(session_id: str) -> User | None:
    """The enabled user behind a session's id with her grants, in one statement.

    None once it was ended everywhere.
    """
    public_id, _, generation = session_id.partition(":")
    found = db.session.scalars(_WITH_GRANTS, {"public_id": public_id})
    user: User | None = found.unique().one_or_none()
    if user is None or not user.is_enabled or str(user.session_generation) != generation:
        return None
    return user
