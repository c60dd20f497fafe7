"""Taking in answers to invitations, and an officer's judgement of those that wait."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.models import (
    GONE,
    Doubt,
    IncomingReply,
    Participation,
    Reply,
    ReplyState,
    Status,
)
from meetings.registration.operations.accept import admit
from meetings.registration.operations.decide import end
from meetings.registration.rules.imip import Answer
from meetings.registration.rules.judging import REPLIES, Known, judge, replied_at

_LINE = "registration.replies"


def take_in(answer: Answer, *, by: Actor, at: datetime) -> IncomingReply | None:
    """Keep an answer and apply it, or let it wait; None for one that is kept already."""
    one_at_a_time(_LINE)
    if queries.reply_by_message(answer.key) is not None:
        return None
    known = queries.known_to(answer.uid, answer.attendee)
    verdict = judge(answer, known)
    doubt = verdict.doubt
    answers = [each for each in known or () if each.participation_id == verdict.participation_id]
    if doubt is None and answers:
        doubt = _apply_sound(answer, answers[0], by=by, at=at)
    kept = _kept(answer, doubt, at=at)
    kept.participation_id = verdict.participation_id
    db.session.add(kept)
    db.session.flush()
    return kept


def apply_reply(
    reply: IncomingReply,
    participation: Participation,
    *,
    answer: Reply,
    by: Actor,
    at: datetime,
) -> None:
    """Apply what waits to somebody's participation, as the officer reads it.

    Raises Refused when it was judged meanwhile (code judged), when the participation has ended
    (code settled), or when saying yes needs a seat and none is left (code full).
    """
    _must_wait(reply)
    if participation.status in GONE:
        raise Refused(
            _l("This registration has ended and can no longer be changed."), code="settled"
        )
    known = queries.known_to(participation.meeting.uid, participation.mailbox) or ()
    now = [each.sequence for each in known if each.participation_id == participation.id]
    when = min(reply.stamped_at or reply.received_at, at)
    _apply(participation, answer, when=when, sequence=max(now, default=0), by=by, at=at)
    reply.participation_id = participation.id
    reply.answer = answer
    _judged(reply, ReplyState.APPLIED, by=by, at=at)


def dismiss_reply(reply: IncomingReply, *, by: Actor, at: datetime) -> None:
    """Put an answer away without applying it. Raises Refused when it was judged meanwhile (code
    judged)."""
    _must_wait(reply)
    _judged(reply, ReplyState.DISMISSED, by=by, at=at)


def restore_reply(reply: IncomingReply, *, by: Actor, at: datetime) -> None:
    """Let an answer that was put away wait again; the mail that it came in is gone. Raises Refused
    when it isn't put away any more (code judged)."""
    db.session.refresh(reply, with_for_update=True)
    if reply.state != ReplyState.DISMISSED:
        raise Refused(_l("Somebody has judged this answer meanwhile."), code="judged")
    _judged(reply, ReplyState.WAITING, by=by, at=at)
    reply.judged_at, reply.judged_by = None, ""
    db.session.flush()


def _kept(answer: Answer, doubt: Doubt | None, *, at: datetime) -> IncomingReply:
    return IncomingReply(
        public_id=str(uuid.uuid4()),
        message_id=answer.key,
        received_at=at,
        sender=answer.sender,
        attendee=answer.attendee,
        attendee_name=answer.attendee_name,
        uid=answer.uid,
        sequence=answer.sequence if answer.method else None,
        stamped_at=answer.stamped_at,
        answer=REPLIES.get(answer.partstat, ""),
        comment=answer.comment,
        state=ReplyState.WAITING if doubt else ReplyState.APPLIED,
        doubt=doubt or "",
        raw=answer.raw if doubt else None,
    )


def _apply_sound(answer: Answer, known: Known, *, by: Actor, at: datetime) -> Doubt | None:
    """Apply what nobody need judge; an invited person's yes waits when no seat is left, or when
    the time to answer has passed."""
    participation = db.session.get_one(Participation, known.participation_id)
    says_yes = REPLIES[answer.partstat] == Reply.ACCEPTED
    if says_yes and participation.status == Status.INVITED and _is_late(participation, at=at):
        return Doubt.CLOSED
    try:
        with db.session.begin_nested():
            _apply(
                participation,
                REPLIES[answer.partstat],
                when=replied_at(answer, at=at),
                sequence=known.sequence,
                by=by,
                at=at,
            )
    except Refused:
        return Doubt.NO_SEAT
    return None


def _is_late(participation: Participation, *, at: datetime) -> bool:
    openings = queries.openings(participation.meeting_id)
    window = rules.invitation_window(openings, capacity_code=participation.capacity_code)
    return window.closes_at is not None and at >= window.closes_at


def _apply(
    participation: Participation,
    reply: Reply,
    *,
    when: datetime,
    sequence: int,
    by: Actor,
    at: datetime,
) -> None:
    """Her answer reaches the participation. It moves an invited person on; of somebody who holds a
    seat it takes nothing: withdrawing is a step of her own, or the officer's."""
    before = participation.reply
    participation.reply, participation.replied_at = reply, when
    participation.replied_sequence = sequence
    db.session.flush()
    if before != reply:
        subject = ("participation", participation.public_id)
        changes = {"before": before, "after": reply}
        audit.record("registration.reply", subject, by=by, at=at, changes=changes)
    if participation.status != Status.INVITED:
        return
    if reply == Reply.DECLINED:
        end(participation, Status.DECLINED, by=by, at=at)
    elif reply == Reply.ACCEPTED:
        admit(participation, by=by, at=at)


def _must_wait(reply: IncomingReply) -> None:
    db.session.refresh(reply, with_for_update=True)
    if reply.state != ReplyState.WAITING:
        raise Refused(_l("Somebody has judged this answer meanwhile."), code="judged")


def _judged(reply: IncomingReply, state: ReplyState, *, by: Actor, at: datetime) -> None:
    """It waits no more; what was kept of the mail goes."""
    reply.state, reply.judged_at, reply.judged_by = state, at, by.label[:200]
    reply.raw = None
    db.session.flush()
    audit.record(f"registration.reply_{state}", ("incoming_reply", reply.public_id), by=by, at=at)
