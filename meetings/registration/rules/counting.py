"""Who counts, and whom a meeting concerns: the one place that says so.

Whoever is invited, on the waiting list, declined, withdrawn or replaced is in no count. Nominated
and pending count as registered only, confirmed counts as registered and as confirmed, and only a
confirmed participation can have attended (`model.md`, counting words). Both of the former wait to
be confirmed, whatever page tells how many do.

Who is there in a capacity that does not count (interpreters, technical and security staff, media,
guests, the secretariat) is registered and confirmed as anybody, and shown apart in the figures.

A meeting concerns more people than it counts: whoever is invited or waits is told of its changes
and holds her mailbox's entry, until her participation has ended.
"""

from __future__ import annotations

from typing import Any, Final

from meetings.directory.models import Capacity
from meetings.registration.models import GONE, Participation, Status

REGISTERED: Final = (Status.NOMINATED, Status.PENDING, Status.CONFIRMED)
TO_CONFIRM: Final = (Status.NOMINATED, Status.PENDING)
CONFIRMED: Final = (Status.CONFIRMED,)
UNCOUNTED: Final = tuple(each for each in Status if each not in REGISTERED)
ENDED: Final = GONE
CONCERNED: Final = tuple(each for each in Status if each not in ENDED)


def counts_as_registered() -> Any:
    """The condition on participations that count as registered."""
    return Participation.status.in_(REGISTERED)


def counts_as_confirmed() -> Any:
    """The condition on participations that count as confirmed, and that alone can have attended."""
    return Participation.status == Status.CONFIRMED


def is_apart() -> Any:
    """The condition on participations in a capacity that does not count, where their capacities
    are joined."""
    return Capacity.counts.is_(False)


def is_concerned() -> Any:
    """The condition on participations that have not ended: told of changes, in no count by that."""
    return Participation.status.not_in(ENDED)


def has_ended() -> Any:
    """The condition on participations that were declined, withdrawn or replaced."""
    return Participation.status.in_(ENDED)
