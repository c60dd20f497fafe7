"""Who was present: derived from the events, whatever their order of arrival."""

from meetings.attendance.queries.counts import (
    Heads,
    attended,
    confirmed,
    day_counts,
    inside_now,
    named,
)
from meetings.attendance.queries.events import (
    Standing,
    event,
    in_since,
    ins_of,
    live_ins,
    live_presence,
    standing,
    undo_of,
    was_present,
    with_presence,
)
from meetings.attendance.queries.lists import DayPresence, Undone, day_list, undone, with_person
from meetings.attendance.queries.reports import (
    current_headcount,
    headcount_history,
    headcounts,
    idle_headcounts,
)

__all__ = [
    "DayPresence",
    "Heads",
    "Standing",
    "Undone",
    "attended",
    "confirmed",
    "current_headcount",
    "day_counts",
    "day_list",
    "event",
    "headcount_history",
    "headcounts",
    "idle_headcounts",
    "in_since",
    "ins_of",
    "inside_now",
    "live_ins",
    "live_presence",
    "named",
    "standing",
    "undo_of",
    "undone",
    "was_present",
    "with_person",
    "with_presence",
]
