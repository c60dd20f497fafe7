"""Sending a mailing once more to whom it did not reach, or to one of its recipients.

The mail is composed anew: in the same words, to the address and with the link of now; what was
stored would carry a link that may open nothing any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.directory.models import Capacity, Organization, Person
from meetings.directory.queries import resolved
from meetings.invitations import queries
from meetings.invitations.models import Mailing, MailingRecipient, Receipt
from meetings.invitations.operations.posting import Round, post
from meetings.invitations.operations.schedule import times_of
from meetings.invitations.rules import timing
from meetings.invitations.rules.fitting import Candidate
from meetings.notifications import operations as notifications
from meetings.notifications.models import Message
from meetings.registration.models import Participation


@dataclass(frozen=True)
class Again:
    """How many mails went out once more, and who was left out, by name, and why."""

    count: int = 0
    left_out: Mapping[Receipt, Sequence[str]] = field(default_factory=dict)


def send_again(
    mailing: Mailing, *, recipient_id: int | None = None, by: Actor, at: datetime
) -> Again:
    """Send a mailing once more to everybody whose mail came back or failed, or to one of its
    recipients. Left out are who answered meanwhile, who wants no such mails, and who has no address
    (queries/again.py). Raises Late for one that is meant to come before the meeting, or the end of
    the time to answer, once that has begun."""
    found = queries.failed(mailing.id, recipient_id)
    lines = [db.session.get_one(MailingRecipient, line_id) for line_id, _message in found]
    in_time(mailing, lines, at=at)
    verdicts = queries.left_out(mailing, [line.id for line in lines])
    going = [
        (line, db.session.get_one(Message, message_id))
        for line, (_line_id, message_id) in zip(lines, found, strict=True)
        if line.id not in verdicts
    ]
    this = _round(mailing, [line for line, _message in going], at=at)
    for line, message in going:
        line.message_id = _anew(line, message, this, by=by)
    db.session.flush()
    left_out: dict[Receipt, list[str]] = defaultdict(list)
    for line in lines:
        if line.id in verdicts:
            left_out[verdicts[line.id]].append(_name(_reader_of(line)))
    subject = ("mailing", mailing.public_id)
    changes = {"count": len(going), "left_out": len(verdicts)}
    audit.record("invitations.send_again", subject, by=by, at=at, changes=changes)
    return Again(len(going), left_out)


def _anew(line: MailingRecipient, message: Message, this: Round, *, by: Actor) -> int:
    """The mail of a line composed anew, in the place of one that was given up; the message (id)."""
    part = _part_of(line)
    with notifications.composing() as letters:
        post(_candidate(line, this.mailing), _reader_of(line), part=part, this=this)
    return notifications.send_anew(message, letters[0], by=by, at=this.at).id


def in_time(mailing: Mailing, lines: Sequence[MailingRecipient], *, at: datetime) -> None:
    """Raise Late for what is meant to come before the meeting, or before the time to answer ends
    for the readers of these lines, once that has begun."""
    times = times_of(mailing, [_candidate(line, mailing) for line in lines])
    for moment in filter(None, (mailing.moment, mailing.meant_for)):
        timing.check_early(moment, times, due=at, field="recipient")


def _round(mailing: Mailing, lines: Sequence[MailingRecipient], *, at: datetime) -> Round:
    capacities = {each.code: each for each in db.session.scalars(select(Capacity))}
    readers = [_candidate(line, mailing) for line in lines]
    return Round(mailing, capacities, queries.closings(mailing.meeting, readers), at)


def _candidate(line: MailingRecipient, mailing: Mailing) -> Candidate:
    """The reader of a line as she was one of its list."""
    part = _part_of(line)
    return Candidate(
        key=str(line.id),
        given_names="",
        surnames="",
        email="",
        language=line.language,
        person_id=line.person_id,
        organization_id=line.organization_id,
        capacity_code=part.capacity_code if part else mailing.capacity_code,
        way=part.way if part else "",
    )


def _part_of(line: MailingRecipient) -> Participation | None:
    return db.session.get(Participation, line.participation_id) if line.participation_id else None


def _name(reader: Person | Organization) -> str:
    return reader.full_name if isinstance(reader, Person) else reader.name


def _reader_of(line: MailingRecipient) -> Person | Organization:
    """Who stands for the reader of a line now."""
    if line.organization_id is not None:
        return resolved(db.session.get_one(Organization, line.organization_id))
    return resolved(db.session.get_one(Person, line.person_id))
