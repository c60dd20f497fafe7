"""Sending a mailing: a batch in each writing unit, so that whoever dies in the middle of it has
written to nobody twice and forgotten nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from meetings import audit
from meetings.actor import WORKER
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.directory.models import Capacity, Organization, Person, SexSource
from meetings.directory.operations import find_or_create_person
from meetings.directory.queries import mailbox_of
from meetings.errors import Refused
from meetings.invitations import queries
from meetings.invitations.models import (
    Mailing,
    MailingKind,
    MailingRecipient,
    MailingState,
    Moment,
    Receipt,
)
from meetings.invitations.operations.drafts import forget_rows
from meetings.invitations.operations.posting import Round, post
from meetings.invitations.operations.schedule import follow
from meetings.invitations.rules import timing
from meetings.invitations.rules.fitting import Candidate, nobody_known, stands_for
from meetings.registration import operations as registration
from meetings.registration import queries as parts
from meetings.registration.models import Participation, Status, Way
from meetings.registration.rules import Entry

BATCH = 25


def send_batch(mailing_id: int, *, at: datetime, size: int = BATCH) -> int:
    """Write to the next of a mailing that is due; how many lines of its log were written, 0 when
    it has ended or another worker is at it.

    A mailing to a cancelled meeting, and a reminder of what has begun, ends without being sent. One
    that is meant to come after the meeting waits until it is over, however it was moved since.
    """
    mailing = _taken(mailing_id, at=at)
    if mailing is None:
        return 0
    if _is_early(mailing, at=at):
        return 0
    if _is_void(mailing, at=at):
        _end(mailing, MailingState.CANCELLED, at=at)
        return 0
    found, ends = _waiting(mailing, at=at)
    mailing.state = MailingState.SENDING
    capacities = {each.code: each for each in db.session.scalars(select(Capacity))}
    this = Round(mailing, capacities, ends, at)
    for one in found[:size]:
        _write(one, this)
    if len(found) <= size:
        _finish(mailing, at=at)
    db.session.flush()
    return len(found[:size])


def _taken(mailing_id: int, *, at: datetime) -> Mailing | None:
    """The mailing, for this unit alone, if it is still due."""
    wanted = (
        select(Mailing)
        .where(
            Mailing.id == mailing_id,
            Mailing.state.in_((MailingState.SCHEDULED, MailingState.SENDING)),
            Mailing.due_at <= at,
        )
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(wanted)


def _is_early(mailing: Mailing, *, at: datetime) -> bool:
    """Whether a mailing waits for the end of its meeting; its page says until when, if known."""
    times, meeting = queries.times(mailing.meeting), mailing.meeting
    meant = {mailing.moment, mailing.meant_for} - {None}
    is_off = meeting.status == MeetingStatus.CANCELLED
    if is_off or not any(timing.is_early(each or "", times, at=at) for each in meant):
        return False
    if times.has_days:
        mailing.due_at = times.ends_at
    db.session.flush()
    return True


def _is_void(mailing: Mailing, *, at: datetime) -> bool:
    meeting = mailing.meeting
    is_free = mailing.kind == MailingKind.NOTE and mailing.moment is None
    if meeting.status == MeetingStatus.CANCELLED and not is_free:
        return True
    if mailing.moment == Moment.BEFORE_CLOSING:
        return False  # it ends by itself after the last of several ends
    meant = {mailing.moment, mailing.meant_for} - {None}
    return any(timing.is_late(each or "", queries.times(meeting), at=at) for each in meant)


def _waiting(
    mailing: Mailing, *, at: datetime
) -> tuple[Sequence[Candidate], Mapping[str, datetime | None]]:
    """Who has no line in the log yet, and when her way in closes. Before the closing only those
    whose own way is near its end. Organizations come first: they are judged before anybody with
    the same address is written to."""
    lines = select(MailingRecipient.person_id, MailingRecipient.organization_id)
    done = {tuple(row) for row in db.session.execute(lines.filter_by(mailing_id=mailing.id))}
    found = [
        one
        for one in queries.candidates(mailing)
        if not one.is_out and (one.person_id, one.organization_id) not in done - {(None, None)}
    ]
    found.sort(key=lambda one: one.organization_id is None)
    ends = queries.closings(mailing.meeting, found)
    if mailing.moment == Moment.BEFORE_CLOSING:
        hours = mailing.hours or 0
        found = [
            one
            for one in found
            if one.receipt is None and timing.is_now(ends[one.key], hours, at=at)
        ]
    return found, ends


def _write(one: Candidate, this: Round) -> None:
    """One line of the log, with the mail, and for an invitation the participation."""
    mailing, at = this.mailing, this.at
    if one.organization_id is not None:
        _write_to_organization(one, this)
        return
    person = _person(one, at=at)
    part = db.session.get(Participation, one.participation_id) if one.participation_id else None
    verdict = one.receipt
    if verdict is None and mailing.kind == MailingKind.INVITATION:
        part, verdict = _invite(one, person, this)
    message_id = post(one, person, part=part, this=this) if verdict is None else None
    db.session.add(
        MailingRecipient(
            mailing_id=mailing.id,
            person_id=person.id,
            participation_id=part.id if part else None,
            message_id=message_id,
            language=one.language,
            receipt=verdict or Receipt.WRITTEN,
            at=at,
        )
    )
    db.session.flush()


def _write_to_organization(one: Candidate, this: Round) -> None:
    """The same for an organization, which has no part in the meeting."""
    organization = db.session.get_one(Organization, one.organization_id)
    message_id = post(one, organization, part=None, this=this) if one.receipt is None else None
    db.session.add(
        MailingRecipient(
            mailing_id=this.mailing.id,
            organization_id=organization.id,
            message_id=message_id,
            language=one.language,
            receipt=one.receipt or Receipt.WRITTEN,
            at=this.at,
        )
    )
    db.session.flush()


def _person(one: Candidate, *, at: datetime) -> Person:
    if one.person_id is not None:
        return db.session.get_one(Person, one.person_id)
    person = find_or_create_person(
        one.given_names, one.surnames, email=one.email, at=at, country=one.country
    )
    db.session.flush()
    return person


def _invite(
    one: Candidate, person: Person, this: Round
) -> tuple[Participation | None, Receipt | None]:
    """A participation in status invited, of the record that has her address, so that what follows
    reaches her too; the one she has when she came in meanwhile."""
    meeting, code = this.mailing.meeting, one.capacity_code or ""
    known = parts.live(meeting.id, person.id)
    if known is not None:
        return known, Receipt.ALREADY_IN
    may_represent = this.capacities[code].represents
    represented = stands_for(one, may_represent)
    if represented is None:
        return None, nobody_known(may_represent)
    person = mailbox_of(person)
    entry = Entry(
        given_names=person.given_names,
        surnames=person.surnames,
        email=person.email,
        sex="not_stated",
        sex_source=SexSource.STAFF,
        capacity_code=code,
        represents=represented.represents,
        state_code=represented.state_code,
        accreditation_id=represented.accreditation_id,
        language=one.language,
    )
    try:
        with db.session.begin_nested():
            made = registration.enter(
                meeting,
                entry,
                way=Way.INVITATION,
                status=Status.INVITED,
                nonce=f"{this.mailing.public_id} {person.public_id}",
                person=person,
                by=WORKER,
                at=this.at,
            )
    except Refused:
        return None, Receipt.REFUSED
    return made, None


def _finish(mailing: Mailing, *, at: datetime) -> None:
    """Everybody is written to; before the closing of several ways in, until the next one is due."""
    mailing.sent_at = at
    if mailing.moment == Moment.BEFORE_CLOSING:
        mailing.state = MailingState.SCHEDULED
        follow(mailing, at=at)
        if mailing.due_at is not None:
            return
    _end(mailing, MailingState.SENT, at=at)


def _end(mailing: Mailing, state: MailingState, *, at: datetime) -> None:
    """It goes to nobody else; the rows of files that it came from are kept no longer."""
    mailing.state, mailing.changed_at = state, at
    forget_rows(mailing)
    subject = ("mailing", mailing.public_id)
    audit.record(f"invitations.{state}", subject, by=WORKER, at=at)
