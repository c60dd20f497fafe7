"""Changes wait for a quiet period, then are told together: opening, delaying, closing a notice."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from meetings import audit
from meetings.actor import Actor
from meetings.calendar import rules
from meetings.calendar.models import Changed, ChangeNotice, Meeting, Outcome, Status
from meetings.calendar.rules import MeetingFacts, Tellable
from meetings.calendar.rules.telling import is_awaited, worth_telling
from meetings.db import db, one_at_a_time
from meetings.errors import Refused

LONGER = timedelta(hours=1)


def quiet_period() -> timedelta:
    """How long no further change must come before people are told."""
    return timedelta(minutes=current_app.config["SETTINGS"].quiet_minutes)


def note_change(meeting: Meeting, before: Tellable, *, at: datetime) -> ChangeNotice | None:
    """Open the notice of a published meeting that was changed, or let the open one wait longer.

    The first old values stay; after notices that were skipped they are what people last heard.
    A return to it is told to who came to the list meanwhile. A draft, and that a meeting was held,
    tell nobody: None then.
    """
    if meeting.published_at is None or not worth_telling(before, meeting):
        return None
    one_at_a_time(f"calendar.notice.{meeting.id}")
    notice = _open_one(meeting.id)
    if notice is None:
        notice = _opened(meeting, _last_heard(meeting.id) or rules.told(before), at=at)
    notice.due_at = max(notice.due_at, at + quiet_period())
    db.session.flush()
    return notice


def note_withdrawal(meeting: Meeting, *, at: datetime) -> None:
    """Open the notice of a meeting that is taken back, or let the open one wait longer.

    Of one that is over, was held or was cancelled before nobody need be told.
    """
    one_at_a_time(f"calendar.notice.{meeting.id}")
    notice = _open_one(meeting.id)
    if notice is None:
        if not is_awaited(meeting.status, meeting.ends_at, at=at):
            return
        heard = _last_heard(meeting.id) or rules.told(meeting)
        notice = _opened(meeting, heard, at=at)
    notice.due_at = max(notice.due_at, at + quiet_period())
    db.session.flush()


def note_return(meeting: Meeting, *, withdrawn_at: datetime | None, at: datetime) -> None:
    """Give the open notice of a meeting that is published, if any, a whole quiet period.

    Whoever was told that it was taken back (at `withdrawn_at`) is told that it takes place after
    all: in her calendar it is cancelled.
    """
    notice = _open_one(meeting.id)
    if notice is None and withdrawn_at is not None:
        latest = _latest(meeting.id)
        if latest is None or latest.outcome != Outcome.SENT or _closed(latest) < withdrawn_at:
            return
        notice = _opened(meeting, latest.before | {"status": str(Status.CANCELLED)}, at=at)
    if notice is not None:
        notice.due_at = max(notice.due_at, at + quiet_period())
        db.session.flush()


def as_known(meeting: Meeting, facts: MeetingFacts, *, before: MeetingFacts) -> MeetingFacts:
    """The facts of a meeting that is put off or cancelled, under the date that people know.

    A date which it was moved to a moment ago, and of which nobody was told yet, is abandoned with
    it: neither the page nor anybody's calendar shall say that this one does not hold.
    """
    gone = {Status.POSTPONED, Status.CANCELLED}
    is_going = facts.status in gone and before.status not in gone
    notice = _open_one(meeting.id) if is_going else None
    if notice is None or Changed.DATES in rules.differences(before, facts):
        return facts
    known = rules.read_told(notice.before)
    return replace(facts, **rules.when(known))


def take_due(*, at: datetime, but: Collection[int] = ()) -> ChangeNotice | None:
    """The notice that has been due for longest, for this writing unit alone; None when none is.

    `but` are notices (ids) that failed in this round.
    PostgreSQL skips what another worker holds, on SQLite writing units take turns. What isn't
    closed before the commit is due again. The notice of a draft that was never published waits.
    """
    return db.session.scalar(
        select(ChangeNotice)
        .join(Meeting, Meeting.id == ChangeNotice.meeting_id)
        .where(
            ChangeNotice.closed_at.is_(None),
            ChangeNotice.due_at <= at,
            or_(Meeting.published_at.is_not(None), Meeting.withdrawn_at.is_not(None)),
            ChangeNotice.id.not_in(but),
        )
        .order_by(ChangeNotice.due_at, ChangeNotice.id)
        .limit(1)
        .with_for_update(of=ChangeNotice, skip_locked=True)
    )


def take_open(meeting: Meeting) -> ChangeNotice:
    """The open notice of a meeting, for this writing unit alone.

    Raises Refused (code `settled`) when it was sent or skipped meanwhile.
    """
    notice = _open_one(meeting.id)
    if notice is None:
        raise Refused(_l("This notice was sent or skipped meanwhile."), code="settled")
    return notice


def delay_notice(notice: ChangeNotice, *, by: Actor, at: datetime) -> None:
    """Let a notice wait another hour, from now or from when it is due, whichever is later."""
    notice.due_at = max(notice.due_at, at) + LONGER
    db.session.flush()
    audit.record("calendar.delay_notice", _subject(notice), by=by, at=at)


def close_notice(
    notice: ChangeNotice, outcome: Outcome, *, recipients: int = 0, by: Actor, at: datetime
) -> None:
    """Note what became of a notice, and to how many people it went."""
    notice.closed_at, notice.closed_by, notice.outcome = at, by.label, outcome
    notice.recipients = recipients
    db.session.flush()
    changes = {"outcome": outcome, "recipients": recipients}
    audit.record("calendar.close_notice", _subject(notice), by=by, at=at, changes=changes)


def _open_one(meeting_id: int) -> ChangeNotice | None:
    """Read under a lock: whoever closes it at this moment is waited for, and it is gone then."""
    return db.session.scalar(
        select(ChangeNotice)
        .where(ChangeNotice.meeting_id == meeting_id, ChangeNotice.closed_at.is_(None))
        .with_for_update(),
        execution_options={"populate_existing": True},
    )


def _opened(meeting: Meeting, heard: dict[str, Any], *, at: datetime) -> ChangeNotice:
    """A notice that is due now; `heard` is what people were told last."""
    notice = ChangeNotice(
        public_id=str(uuid.uuid4()), meeting_id=meeting.id, before=heard, opened_at=at, due_at=at
    )
    db.session.add(notice)
    return notice


def _latest(meeting_id: int) -> ChangeNotice | None:
    """The notice that was closed last."""
    return db.session.scalar(
        select(ChangeNotice)
        .where(ChangeNotice.meeting_id == meeting_id, ChangeNotice.closed_at.is_not(None))
        .order_by(ChangeNotice.id.desc())
        .limit(1)
    )


def _closed(notice: ChangeNotice) -> datetime:
    return notice.closed_at or notice.opened_at


def _last_heard(meeting_id: int) -> dict[str, Any] | None:
    """What people were told last, when the latest notice was kept from them; else None."""
    latest = _latest(meeting_id)
    return latest.before if latest is not None and latest.outcome == Outcome.SKIPPED else None


def _subject(notice: ChangeNotice) -> tuple[str, str]:
    return "change_notice", notice.public_id
