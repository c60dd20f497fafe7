"""Writing the meetings of a table that an officer has looked through: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.calendar.operations.meetings import create_meeting
from meetings.calendar.rules import MeetingFacts
from meetings.db import one_at_a_time


def take_in_turn() -> None:
    """Let one import run after another: what one wrote, the next one sees in the calendar."""
    one_at_a_time("calendar.table")


def create_meetings(
    facts: Sequence[MeetingFacts], *, published: bool, by: Actor, at: datetime
) -> list[Meeting]:
    """Make these meetings, as drafts unless `published`; their `created_at` is all the same.

    Raises Refused (with `field`) for the first that is not sound; the transaction keeps none.
    """
    made = [create_meeting(each, by=by, at=at, published=published) for each in facts]
    changes = {"meetings": [meeting.uid for meeting in made], "published": published}
    audit.record("calendar.import_table", ("calendar", "table"), by=by, at=at, changes=changes)
    return made
