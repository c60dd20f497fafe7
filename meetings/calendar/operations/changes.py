"""Keeping what was changed of a meeting, and what the sources say otherwise."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.calendar import rules
from meetings.calendar.models import Changed, Meeting, MeetingChange
from meetings.calendar.operations.privacy import keep_links_out
from meetings.calendar.rules import Tellable
from meetings.db import db
from meetings.errors import Refused

LONGEST_SOURCE = 200


def keep_changes(
    meeting: Meeting,
    before: Tellable,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    is_why_public: bool = False,
    why_language: str = "",
) -> list[MeetingChange]:
    """Keep what of date, place, mode and status is another than `before`, a row for each.

    Raises Refused (field `why`) for a reason that is too long.
    """
    why = _reason(why)
    kept = [
        _row(
            meeting,
            what,
            before,
            meeting,
            by=by,
            at=at,
            why=why,
            is_why_public=is_why_public,
            why_language=why_language,
        )
        for what in rules.differences(before, meeting)
    ]
    db.session.add_all(kept)
    return kept


def record_contradiction(
    meeting: Meeting,
    other: Tellable,
    *,
    found_in: str,
    by: Actor,
    at: datetime,
    why: str = "",
    is_why_public: bool = False,
    why_language: str = "",
) -> list[MeetingChange]:
    """Keep that a source (`found_in`) says another date or place; the meeting stays as it is.

    Raises Refused when no source is named (field `found_in`) or it says nothing else.
    """
    found_in = " ".join(found_in.split())
    if not found_in or len(found_in) > LONGEST_SOURCE:
        raise Refused(
            _l("Name the text that says so, in at most %(most)d characters.", most=LONGEST_SOURCE),
            field="found_in",
            code="no_source",
        )
    apart = [
        what
        for what in rules.differences(other, meeting)
        if what in {Changed.DATES, Changed.PLACE} and not rules.agrees(other, meeting, what=what)
    ]
    if not apart:
        raise Refused(
            _l("That agrees with the date and the place of the meeting: nothing contradicts it."),
            field="starts_on",
            code="no_contradiction",
        )
    why = _reason(why)
    keep_links_out({"why": why, "found_in": found_in})
    kept = [
        _row(
            meeting,
            what,
            other,
            meeting,
            by=by,
            at=at,
            why=why,
            is_why_public=is_why_public,
            why_language=why_language,
        )
        for what in apart
    ]
    for row in kept:
        row.found_in = found_in
    db.session.add_all(kept)
    changes = {"found_in": found_in, "what": apart}
    audit.record("calendar.contradiction", ("meeting", meeting.uid), by=by, at=at, changes=changes)
    return kept


def remove_contradiction(
    meeting: Meeting, change: MeetingChange, *, by: Actor, at: datetime
) -> None:
    """Take a contradiction that was recorded by mistake out of the history; the audit keeps it.

    Raises Refused (code `is_change`) for what was changed of the meeting: that is its history.
    """
    if change.meeting_id != meeting.id or not change.found_in:
        raise Refused(
            _l("Only what another source says can be taken out of the history."), code="is_change"
        )
    told = {"found_in": change.found_in, "what": change.what, "said": change.old, "why": change.why}
    db.session.delete(change)
    db.session.flush()
    subject = ("meeting", meeting.uid)
    audit.record("calendar.remove_contradiction", subject, by=by, at=at, changes=told)


def _reason(why: str) -> str:
    why = why.strip()
    if len(why) > rules.LONGEST_REASON:
        raise Refused(
            _l("This text has more than %(most)d characters.", most=rules.LONGEST_REASON),
            field="why",
            code="too_long",
        )
    return why


def _row(
    meeting: Meeting,
    what: Changed,
    old: Tellable,
    new: Tellable,
    *,
    by: Actor,
    at: datetime,
    why: str,
    is_why_public: bool,
    why_language: str,
) -> MeetingChange:
    return MeetingChange(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        what=what,
        old=rules.told(old),
        new=rules.told(new),
        at=at,
        actor_label=by.label,
        why=why,
        is_why_public=is_why_public and bool(why),
        why_language=why_language if why else "",
        found_in="",
        was_published=meeting.published_at is not None,
    )
