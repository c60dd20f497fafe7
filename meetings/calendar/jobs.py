"""What the calendar looks after by the hour."""

from __future__ import annotations

from datetime import datetime

from meetings import files, installation
from meetings.calendar.queries import documents
from meetings.db import transaction

SWEPT = "files_swept"


def forget_files(at: datetime) -> int:
    """Once a day, remove the files that no document has: what a crash between file and row left.

    Only what is older than a day: a file stands before its row does. Returns how many went.
    """
    before = installation.read(SWEPT)
    if before and at - datetime.fromisoformat(before) < files.FORGOTTEN_AFTER:
        return 0
    old = list(files.older_than(at - files.FORGOTTEN_AFTER))
    gone = 0
    for start in range(0, len(old), 500):
        some = old[start : start + 500]
        for key in set(some) - documents.keys_in_use(some):
            files.delete(key)
            gone += 1
    with transaction():
        installation.note(SWEPT, at.isoformat())
    return gone


jobs = (forget_files,)
