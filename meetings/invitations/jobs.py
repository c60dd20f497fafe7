"""What goes on by itself: reminders follow their meetings, and what is due is sent."""

from __future__ import annotations

import time
from datetime import datetime

from meetings.db import transaction
from meetings.invitations import operations, queries

ROUND = 5.0  # seconds after which a round ends; the next goes on where it stopped


def follow_meetings(at: datetime) -> int:
    """The reminders whose time is another one, because a meeting or a deadline moved."""
    if not queries.following():
        return 0
    with transaction():
        return sum(operations.follow(each, at=at) for each in queries.following())


def send_mailings(at: datetime) -> int:
    """Write to the recipients of what is due, batch by batch; how many lines of logs."""
    ends, written = time.monotonic() + ROUND, 0
    for mailing_id in queries.due(at=at):
        while time.monotonic() < ends:
            with transaction():
                done = operations.send_batch(mailing_id, at=at)
            written += done
            if not done:
                break
    return written


jobs = (follow_meetings, send_mailings)
