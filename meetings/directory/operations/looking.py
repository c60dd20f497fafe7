"""A search for duplicates that goes on from turn to turn: which one is due, and how far it came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings import installation
from meetings.directory.models import Record
from meetings.directory.operations.duplicates import keep_candidates
from meetings.directory.queries import duplicates
from meetings.directory.queries.duplicates import Round, Search

PAUSE = timedelta(minutes=10)
OVERLAP = timedelta(minutes=2)  # what was written meanwhile bears an hour before this one


@dataclass(frozen=True)
class Going:
    """A search that began and isn't over: of what was changed `since`, or of everything; `after` is
    the last record of which all was compared."""

    record: Record
    began: datetime
    since: datetime | None = None
    after: int | None = None


def going(record: Record) -> Going | None:
    """The search that isn't over, whichever process began it."""
    noted = json.loads(installation.read(_key(record)) or "{}")
    if not noted:
        return None
    since = datetime.fromisoformat(noted["since"]) if noted["since"] else None
    return Going(record, datetime.fromisoformat(noted["began"]), since, noted["after"])


def due(record: Record, *, at: datetime) -> Going | None:
    """The search that has to begin: the first one of everything, every ten minutes one of what was
    changed since the last one began; None where nothing was."""
    noted = installation.read(f"duplicates.{record}")
    if noted is None:
        return Going(record, at)
    last = datetime.fromisoformat(noted)
    if at - last < PAUSE or not duplicates.has_changed(record, last - OVERLAP):
        return None
    return Going(record, at, last - OVERLAP)


def keep_turn(search: Going, turn: Round, *, found: Search, at: datetime) -> int:
    """Write down what one turn of a search found, and how far it came or that it is over; how many
    pairs are new. Where another one was begun meanwhile, that one goes on."""
    new = keep_candidates(found, at=at)
    other = going(search.record)
    if other is not None and other.began > search.began:
        return new
    if turn.is_over:
        installation.note(f"duplicates.{search.record}", search.began.isoformat())
        installation.note(_key(search.record), "")
        return new
    since = search.since.isoformat() if search.since else None
    noted = {"began": search.began.isoformat(), "since": since, "after": turn.after}
    installation.note(_key(search.record), json.dumps(noted))
    return new


def _key(record: Record) -> str:
    return f"duplicates.{record}.going"
