"""People are told of a changed meeting: whom, in which words, and when the notice is due."""

from __future__ import annotations

from meetings.desk.telling.counted import count_told
from meetings.desk.telling.delivered import delivered
from meetings.desk.telling.notice import (
    Waiting,
    skip,
    tell,
    tell_now,
    told_of,
    wait_longer,
    waiting,
)
from meetings.desk.telling.recipients import Recipient, recipients

__all__ = [
    "Recipient",
    "Waiting",
    "count_told",
    "delivered",
    "recipients",
    "skip",
    "tell",
    "tell_now",
    "told_of",
    "wait_longer",
    "waiting",
]
