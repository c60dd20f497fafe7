"""Users."""

from __future__ import annotations

from datetime import UTC, datetime

from argon2 import PasswordHasher

from meetings import actor
from meetings.accounts import operations
from meetings.accounts.models import User
from meetings.permissions import Role

PASSWORD = "a long enough password"
# Real argon2 with the smallest parameters: a password costs a tenth of a second otherwise.
operations._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def make_user(
    email: str = "ana@cim.example",
    name: str = "Ana Núñez",
    *,
    role: Role = Role.OFFICER,
    language: str = "en",
    meeting_id: int | None = None,
    password: str = PASSWORD,
) -> User:
    """Somebody who signs in; an officer unless told otherwise."""
    return operations.create_user(
        email,
        name,
        password=password,
        role=role,
        language=language,
        meeting_id=meeting_id,
        by=actor.CLI,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
