"""Putting a meeting off, to another date or to none yet, and letting another take its place."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit, clock
from meetings.actor import Actor
from meetings.calendar import dates, queries, rules
from meetings.calendar.models import Meeting, Status
from meetings.calendar.operations.meetings import edit_meeting, set_status
from meetings.calendar.rules import NewDate
from meetings.db import db, one_at_a_time
from meetings.errors import Refused


def postpone(
    meeting: Meeting,
    to: NewDate | None,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    is_why_public: bool = False,
    why_language: str = "",
) -> bool:
    """Put a meeting off to another date; without one it is postponed, the date to be announced.

    It stays the same meeting, with its uid and its registrations. Returns whether anything
    changed. Raises Refused when it was held or cancelled, and when the new date is no sound one,
    has passed, or is the one it has.
    """
    rules.check_move(meeting.status, Status.POSTPONED)
    if to is None:
        return set_status(
            meeting,
            Status.POSTPONED,
            by=by,
            at=at,
            why=why,
            is_why_public=is_why_public,
            why_language=why_language,
        )
    last = to.ends_on if to.precision in dates.PERIODS else to.starts_on
    if last < clock.local_day(at, meeting.time_zone):
        raise Refused(
            _l("This date has passed: a meeting is put off to a day to come."),
            field="starts_on",
            code="past_date",
        )
    facts = queries.facts_of(meeting, **asdict(to))
    known = queries.facts_of(meeting)
    if "dates" not in rules.differences(known, facts) and known.status != Status.POSTPONED:
        raise Refused(
            _l("That is the date which the meeting has."), field="starts_on", code="same_date"
        )
    return edit_meeting(
        meeting,
        facts,
        by=by,
        at=at,
        why=why,
        is_why_public=is_why_public,
        why_language=why_language,
    )


def replace(
    meeting: Meeting,
    other: Meeting,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    is_why_public: bool = False,
    why_language: str = "",
) -> bool:
    """Cancel a meeting because another one takes its place; their pages lead to each other.

    Returns whether anything changed. Raises Refused (field `replaced_by`) for the meeting itself,
    for a circle, and when it was held.
    """
    one_at_a_time("calendar.replace")
    known = select(Meeting.id, Meeting.replaced_by_id).where(Meeting.replaced_by_id.is_not(None))
    replaced = {gone: stands for gone, stands in db.session.execute(known) if stands is not None}
    rules.check_replacement(meeting.id, meeting.status, other_id=other.id, replaced=replaced)
    was = meeting.replaced_by_id
    changed = set_status(
        meeting,
        Status.CANCELLED,
        by=by,
        at=at,
        why=why,
        is_why_public=is_why_public,
        why_language=why_language,
    )
    if was == other.id:
        return changed
    meeting.replaced_by_id = other.id
    changes = {"replaced_by": other.uid}
    audit.record("calendar.replace", ("meeting", meeting.uid), by=by, at=at, changes=changes)
    db.session.flush()
    return True
