"""Looking for duplicates among the records that are new or were changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from meetings import installation
from meetings.db import transaction
from meetings.directory import operations
from meetings.directory.models import Record
from meetings.directory.queries import duplicates

PAUSE = timedelta(minutes=10)
OVERLAP = timedelta(minutes=2)  # what was written meanwhile bears an hour before this one


def look_for_duplicates(at: datetime) -> int:
    """Every ten minutes, compare what changed since; the first time everything.

    Returns how many pairs were found that nobody had seen. Nothing is locked while it compares.
    """
    return sum(_look(record, at) for record in Record)


def _look(record: Record, at: datetime) -> int:
    key = f"duplicates.{record}"
    noted = installation.read(key)
    last = datetime.fromisoformat(noted) if noted else None
    if last is not None and at - last < PAUSE:
        return 0
    since = last - OVERLAP if last else None
    if since is not None and not duplicates.has_changed(record, since):
        return 0
    found = duplicates.search(record, since=since)
    with transaction():
        installation.note(key, at.isoformat())
        return operations.keep_candidates(found, at=at)


jobs = (look_for_duplicates,)
