"""Keeping headcounts: a new one supersedes the one in force and never adds to it."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from meetings import audit
from meetings.actor import Actor
from meetings.attendance import queries
from meetings.attendance.models import Covers, Headcount, HeadcountCell
from meetings.attendance.rules import headcounts
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.errors import Refused


def report_headcount(
    meeting: Meeting, report: headcounts.Report, *, by: Actor, at: datetime
) -> Headcount:
    """Keep a headcount of a meeting; it supersedes the one in force for the same `covers`.

    The superseded report stays in the history. A report identical to the one in force changes
    nothing and gives that one back. Raises Refused for a report that contradicts itself, or by
    which everyone would be fewer than those recorded by name.
    """
    headcounts.check(report)
    _lock(meeting)
    current = queries.current_headcount(meeting.id, report.covers)
    if current is not None and _same(current, report):
        return current
    if report.covers == Covers.EVERYONE:
        headcounts.check_named(report, named=queries.named(meeting.id))
    db.session.execute(
        update(Headcount)
        .where(
            Headcount.meeting_id == meeting.id,
            Headcount.covers == report.covers,
            Headcount.is_current,
        )
        .values(is_current=False)
    )
    made = Headcount(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        report=report.report,
        covers=report.covers,
        total=report.total,
        qualifier=report.qualifier,
        source=report.source.strip(),
        is_current=True,
        recorded_at=at,
        actor_label=by.label,
        cells=[
            HeadcountCell(sex=c.sex, personnel_kind_code=c.personnel_kind_code, count=c.count)
            for c in report.cells
        ],
    )
    db.session.add(made)
    db.session.flush()
    changes = {"meeting": meeting.slug, "covers": report.covers, "total": report.total}
    audit.record(
        "attendance.headcount", ("headcount", made.public_id), by=by, at=at, changes=changes
    )
    return made


def take_back_headcount(meeting: Meeting, public_id: str, *, by: Actor, at: datetime) -> Headcount:
    """End a headcount in force without a successor; the figures return to what is left.

    It stays in the history as taken back. Taking it back again changes nothing. Raises Refused
    for a headcount that is none of the meeting's, or that another one superseded.
    """
    _lock(meeting)
    found = db.session.scalar(
        select(Headcount)
        .where(Headcount.meeting_id == meeting.id, Headcount.public_id == public_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Refused(_l("This headcount is not one of this meeting."))
    if found.taken_back_at is not None:
        return found
    if not found.is_current:
        raise Refused(_l("Another headcount has taken the place of this one meanwhile."))
    found.is_current, found.taken_back_at, found.taken_back_by = False, at, by.label
    db.session.flush()
    changes = {"meeting": meeting.slug, "covers": found.covers, "total": found.total}
    audit.record(
        "attendance.headcount_taken_back",
        ("headcount", found.public_id),
        by=by,
        at=at,
        changes=changes,
    )
    return found


def _lock(meeting: Meeting) -> None:
    """One headcount of a meeting is written at a time."""
    db.session.execute(
        select(Meeting.id).where(Meeting.id == meeting.id).with_for_update(key_share=True)
    )


def _same(current: Headcount, report: headcounts.Report) -> bool:
    """Whether a report says what is in force; where it was read does not matter."""
    held = {(c.sex, c.personnel_kind_code, c.count) for c in current.cells}
    said = {(c.sex, c.personnel_kind_code, c.count) for c in report.cells}
    facts = (current.report, current.total, current.qualifier)
    return held == said and facts == (report.report, report.total, report.qualifier)
