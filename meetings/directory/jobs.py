"""Looking for duplicates among the records that are new or were changed."""

from __future__ import annotations

import time
from datetime import datetime

from meetings.db import transaction
from meetings.directory.models import Record
from meetings.directory.operations import looking
from meetings.directory.operations.looking import Going
from meetings.directory.queries.duplicates import Round

TURN = 1.0  # seconds, after which mails, offers and all else that is due have theirs
_rounds: dict[Record, tuple[Going, Round]] = {}  # what this process compares, between two turns


def look_for_duplicates(at: datetime) -> int:
    """Every ten minutes, compare what changed since; the first time everything.

    Returns how many pairs were found that nobody had seen, at least one where there is more to
    compare. It is done in turns of a second; how far it came is noted, so that another process
    goes on from there. Nothing is locked while it compares.
    """
    return sum(_look(record, at) for record in Record)


def _look(record: Record, at: datetime) -> int:
    search = looking.going(record) or looking.due(record, at=at)
    before = _rounds.pop(record, None)  # given back below: one that failed is read anew
    if search is None:
        return 0
    turn = _same(search, before) or Round(record, since=search.since, after=search.after)
    ends = time.monotonic() + TURN
    found = turn.go_on(ends=lambda: time.monotonic() >= ends)
    with transaction():
        new = looking.keep_turn(search, turn, found=found, at=at)
    if turn.is_over:
        return new
    _rounds[record] = (search, turn)
    return max(1, new)


def _same(search: Going, before: tuple[Going, Round] | None) -> Round | None:
    """What was compared in the turn before, where no other process was at it meanwhile."""
    if before is None:
        return None
    known, turn = before
    return turn if (known.began, turn.after) == (search.began, search.after) else None


jobs = (look_for_duplicates,)
