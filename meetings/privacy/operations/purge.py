"""What is purged because its time is over: answers by their questions' days, then what a meeting
kept, then names. Each is done once; run again, nothing is left to do."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Person
from meetings.errors import Refused
from meetings.privacy.operations.erase import erase
from meetings.privacy.operations.leftovers import forget_replies, strip_meeting
from meetings.privacy.operations.strip import strip, strip_answers
from meetings.privacy.queries import due
from meetings.registration.models import RegistrationPlan
from meetings.registration.rules import MOST_DAYS

BATCH = 200


def set_retention(meeting: Meeting, days: int | None, *, by: Actor, at: datetime) -> None:
    """Keep the names of a meeting for so many days after it; none: as the installation does.

    What was purged stays so. Raises Refused (field retention_days) out of range.
    """
    if days is not None and not 1 <= days <= MOST_DAYS:
        sentence = _l("Names are kept from 1 to %(most)d days.", most=MOST_DAYS)
        raise Refused(sentence, field="retention_days")
    row = db.session.get(RegistrationPlan, meeting.id)
    if row is None:
        row = RegistrationPlan(meeting_id=meeting.id, reviewed_fields=[])
        db.session.add(row)
    row.retention_days = days
    db.session.flush()
    subject, changes = ("meeting", meeting.slug), {"retention_days": days}
    audit.record("privacy.set_retention", subject, by=by, at=at, changes=changes)


def purge_answers(*, usual_days: int, today: date, by: Actor, at: datetime) -> int:
    """Take away the answers, with their files, whose questions keep them no longer, of some
    meetings; how many answers went. The audit holds counts only."""
    gone = 0
    for meeting, question_ids in due.answers_due(usual_days=usual_days, today=today, most=BATCH):
        ids = due.participations_of(meeting.id)
        went = strip_answers(ids, question_ids)
        changes = {"answers": went}
        subject = ("meeting", meeting.slug)
        audit.record("privacy.purge_answers", subject, by=by, at=at, changes=changes)
        gone += went
    return gone


def purge_leftovers(*, usual_days: int, today: date, by: Actor, at: datetime) -> int:
    """Strip some meetings whose time is over of what they kept of people beside registrations; how
    many meetings. Answers by mail that nobody's registration keeps go by the installation's days.
    """
    forget_replies(before=at - timedelta(days=usual_days))
    over = due.leftovers_due(usual_days=usual_days, today=today, most=BATCH)
    for meeting in over:
        strip_meeting(meeting)
        audit.record("privacy.purge_leftovers", ("meeting", meeting.slug), by=by, at=at)
    return len(over)


def purge_registrations(*, usual_days: int, today: date, by: Actor, at: datetime) -> int:
    """Strip a batch of registrations whose meeting's time is over; how many. People of whom nothing
    else is kept (no other registration in its time, no mandate, no consent to invitations, no
    hold) are erased with them: the anonymous cell stays."""
    batch = due.registrations_due(usual_days=usual_days, today=today, most=BATCH)
    if not batch:
        return 0
    strip([each.id for each in batch], at=at)
    people = {each.person_id for each in batch}
    nameless = due.nameless(people, usual_days=usual_days, today=today)
    for person_id in nameless:
        erase(db.session.get_one(Person, person_id), by=by, at=at, spares_tables=True)
    counts = {"registrations": len(batch), "people": len(nameless)}
    audit.record("privacy.purge", ("privacy", "purge"), by=by, at=at, changes=counts)
    return len(batch)
