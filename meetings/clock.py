"""The hour: read at the edge, passed down as `at=`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC, to the second (what is stored and compared)."""
    return datetime.now(UTC).replace(microsecond=0)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of an instant in an IANA zone."""
    return at.astimezone(ZoneInfo(zone)).date()
