"""When a mailing goes out: now, at an hour, or by the meeting's own days; tests; cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import WORKER, Actor
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.errors import Refused
from meetings.invitations import mails, queries
from meetings.invitations.models import Mailing, MailingKind, MailingState, Moment
from meetings.invitations.operations.drafts import forget_rows, hold, take_editable
from meetings.invitations.rules import reach, timing
from meetings.invitations.rules.fitting import Candidate
from meetings.invitations.rules.placeholders import check_words
from meetings.language import reading
from meetings.notifications.models import Urgency
from meetings.notifications.operations import File, enqueue
from meetings.registration.operations.accept import example_files


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When it is to go out: at an instant, else some hours before or after a moment, else at once;
    and whom of its list it is to reach, where that is not as it was."""

    due_at: datetime | None = None
    moment: str | None = None
    hours: int | None = None
    reach: str | None = None


def schedule(mailing: Mailing, plan: Plan, *, by: Actor, at: datetime) -> None:
    """Let a mailing go out, to those of its list whom a mail of its kind may reach then.

    Raises Refused when it was sent meanwhile (code sent), for words or recipients that are missing,
    a meeting that is a draft or cancelled, a moment out of range, and where it is to go out at once
    and reaches nobody (code nobody); Passed for an hour or a moment that is over: only who says so
    sends at once; Late for a mail that is meant to come before the meeting, or the end of the time
    to answer, and would not; Early for one that is meant to come after the meeting and would come
    before it is over.
    """
    take_editable(mailing)
    check_words(mailing.title, mailing.text)
    _check_meeting(mailing)
    if not mailing.audience:
        raise Refused(_l("Choose first to whom it goes."), code="nobody")
    if plan.moment is not None:
        _by_moment(mailing, plan, at=at)
    else:
        mailing.moment, mailing.hours = None, None
        timing.check_ahead(plan.due_at, field="at", at=at)
        mailing.due_at = plan.due_at or at
        _check_early(mailing, field="at" if plan.due_at else "when")
    mailing.reach = reach.settled(mailing.kind, mailing.moment, plan.reach, mailing.reach)
    if mailing.moment is None and plan.due_at is None:
        _check_reached(mailing)
    mailing.state, mailing.changed_at = MailingState.SCHEDULED, at
    mailing.version += 1
    db.session.flush()
    changes = {"due_at": mailing.due_at, "moment": mailing.moment, "hours": mailing.hours}
    subject = ("mailing", mailing.public_id)
    audit.record("invitations.schedule", subject, by=by, at=at, changes=changes)


def unschedule(mailing: Mailing, *, by: Actor, at: datetime) -> None:
    """Make a draft again of what has not gone out. Raises Refused (code sent) when it has."""
    take_editable(mailing)
    mailing.state, mailing.due_at, mailing.changed_at = MailingState.DRAFT, None, at
    mailing.version += 1
    db.session.flush()
    audit.record("invitations.unschedule", ("mailing", mailing.public_id), by=by, at=at)


def cancel(mailing: Mailing, *, by: Actor, at: datetime) -> None:
    """Send it to nobody, or to nobody else: what is written already stays written.

    Raises Refused when it has gone out to everybody, or was cancelled (code sent).
    """
    hold(mailing)
    if mailing.state in {MailingState.SENT, MailingState.CANCELLED}:
        sentence = _l("This mail was sent or cancelled: it can no longer be changed.")
        raise Refused(sentence, code="sent")
    mailing.state, mailing.due_at, mailing.changed_at = MailingState.CANCELLED, None, at
    forget_rows(mailing)
    db.session.flush()
    audit.record("invitations.cancel", ("mailing", mailing.public_id), by=by, at=at)


def follow(mailing: Mailing, *, at: datetime) -> bool:
    """Bring the time of a reminder up to date with its meeting; whether it is another one now."""
    if mailing.moment is None or mailing.hours is None:
        return False
    due = _due(mailing, at=at)
    if due == mailing.due_at:
        return False
    mailing.due_at = due
    db.session.flush()
    subject, changes = ("mailing", mailing.public_id), {"due_at": due}
    audit.record("invitations.follow", subject, by=WORKER, at=at, changes=changes)
    return True


def send_test(mailing: Mailing, to: mails.Reader, *, email: str, by: Actor, at: datetime) -> None:
    """Mail it to the officer herself as `to` would get it, its subject marked as a test; an
    invitation with what is for her calendar. Raises Refused for words that are missing or hold a
    placeholder that there is not."""
    check_words(mailing.title, mailing.text)
    letter = mails.compose(mailing, to, at=at)
    files: tuple[File, ...] = ()
    if mails.is_inviting(mailing) and not to.is_organization:
        with reading(letter.language):
            files = example_files(
                mailing.meeting, email=email, name=to.name, lang=letter.language, at=at
            )
    subject = ("mailing", mailing.public_id)
    audit.record("invitations.test", subject, by=by, at=at)
    enqueue(
        kind="invitations.test",
        subject=subject,
        to_email=email,
        to_name=by.label,
        language=letter.language,
        title=f"[Test] {letter.title}",
        text=letter.text,
        html=letter.html,
        attachments=files,
        urgency=Urgency.AWAITED,
        at=at,
    )


def _check_meeting(mailing: Mailing) -> None:
    meeting = mailing.meeting
    if meeting.published_at is None:
        sentence = _l("The meeting is a draft: publish it first, so that the links lead somewhere.")
        raise Refused(sentence, code="draft")
    if meeting.status == MeetingStatus.CANCELLED and mailing.kind != MailingKind.NOTE:
        raise Refused(_l("This meeting is cancelled."), code="cancelled")


def _check_reached(mailing: Mailing) -> None:
    if not any(one.is_written_to for one in queries.candidates(mailing)):
        sentence = _l("Nobody on the list gets this mail now: beside each name stands why.")
        raise Refused(sentence, code="nobody")


def _check_early(mailing: Mailing, *, field: str) -> None:
    moment, due = mailing.meant_for or "", mailing.due_at
    times = _times(mailing, moment)
    timing.check_early(moment, times, due=due, field=field)
    timing.check_over(moment, times, due=due, field=field)


def _times(mailing: Mailing, moment: str) -> timing.Times:
    """What the mailing counts from; of the ends of ways in those of its own readers, where it has
    any now."""
    if moment != Moment.BEFORE_CLOSING:
        return queries.times(mailing.meeting)
    return times_of(mailing, [one for one in queries.candidates(mailing) if one.is_written_to])


def times_of(mailing: Mailing, readers: Sequence[Candidate]) -> timing.Times:
    """The same for these readers: of the ends of ways in theirs; those of all where they have
    none."""
    times = queries.times(mailing.meeting)
    ends = queries.closings(mailing.meeting, readers).values()
    if None in ends:
        return timing.Times(**vars(times) | {"closings": ()})
    theirs = tuple(each for each in ends if each is not None)
    return timing.Times(**vars(times) | {"closings": theirs or times.closings})


def _by_moment(mailing: Mailing, plan: Plan, *, at: datetime) -> None:
    moment = Moment(plan.moment or "")
    hours = timing.check_hours(plan.hours)
    timing.check_early(moment, _times(mailing, moment), due=at, field="moment")
    mailing.moment, mailing.hours = moment, hours
    mailing.due_at = None
    due = _due(mailing, at=at)
    timing.check_ahead(due, field="hours", at=at)
    mailing.due_at = due
    _check_early(mailing, field="moment")


def _due(mailing: Mailing, *, at: datetime) -> datetime | None:
    """When it is due next. What has come due and waits for the worker stays due; of several ends of
    ways in, those that are still open count."""
    times = queries.times(mailing.meeting)
    moment, hours = mailing.moment or "", mailing.hours or 0
    if moment == Moment.BEFORE_CLOSING:
        still = tuple(each for each in times.closings if each > at)
        times = timing.Times(**vars(times) | {"closings": still})
        return timing.next_due(moment, hours, times=times, after=mailing.sent_at)
    return timing.next_due(moment, hours, times=times)
