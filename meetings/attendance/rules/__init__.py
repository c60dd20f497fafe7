"""What attendance decides without a database: `presence` at the door, `headcounts` in reports."""

from meetings.attendance.rules.presence import Answer, Event, Verdict, door_is_open, may_enter

__all__ = ["Answer", "Event", "Verdict", "door_is_open", "may_enter"]
