"""Facts about this database itself: that the demo made it, which address its stored texts bear."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base, db

MADE_BY_DEMO = "made_by_demo"
BASE_URL = "base_url"


class Installation(Base):
    """One fact: its key and its value."""

    __tablename__ = "installation"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(255))


def read(key: str) -> str | None:
    """The fact's value, None when it was never noted."""
    fact = db.session.get(Installation, key)
    return fact.value if fact else None


def note(key: str, value: str) -> None:
    """Write the fact down, over an earlier one."""
    db.session.merge(Installation(key=key, value=value))
    db.session.flush()
