"""What a name and an address may look like; what may be said of States, bodies and terms."""

from __future__ import annotations

from meetings.directory.rules.names import (
    MAX_EMAIL,
    MAX_NAME,
    clean,
    clean_email,
    clean_lines,
    email_fault,
    full_name,
    identity,
)

__all__ = [
    "MAX_EMAIL",
    "MAX_NAME",
    "clean",
    "clean_email",
    "clean_lines",
    "email_fault",
    "full_name",
    "identity",
]
