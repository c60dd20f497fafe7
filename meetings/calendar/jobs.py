"""What the calendar looks after by the hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from meetings import files, installation
from meetings.calendar.operations.texts import raise_version
from meetings.calendar.queries import feed
from meetings.db import transaction

SWEPT = "files_swept"
WITHDRAWN = "withdrawals_ended"


def forget_files(at: datetime) -> int:
    """Once a day, remove the files that no row names: what a crash between file and row left.

    Only what is older than a day: a file stands before its row does. Returns how many went.
    """
    before = installation.read(SWEPT)
    if before and at - datetime.fromisoformat(before) < files.FORGOTTEN_AFTER:
        return 0
    old = list(files.older_than(at - files.FORGOTTEN_AFTER))
    gone = 0
    for start in range(0, len(old), 500):
        some = old[start : start + 500]
        for key in set(some) - files.in_use(some):
            files.delete(key)
            gone += 1
    with transaction():
        installation.note(SWEPT, at.isoformat())
    return gone


def end_withdrawals(at: datetime) -> int:
    """Once an hour, let clients fetch feeds anew when a meeting was taken back 90 days ago.

    The feeds leave it out by themselves; only their tag must be another one. Returns how many.
    """
    before = installation.read(WITHDRAWN)
    since = datetime.fromisoformat(before) if before else at - feed.WITHDRAWN_FOR
    if before and at - since < timedelta(hours=1):
        return 0
    ended = feed.ended_withdrawals(since, at)
    with transaction():
        if ended:
            raise_version(at=at)
        installation.note(WITHDRAWN, at.isoformat())
    return ended


jobs = (forget_files, end_withdrawals)
