"""The way back from an end: an officer takes up again what was declined or withdrawn."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import Person
from meetings.directory.queries import kin, resolved
from meetings.directory.rules import clean_lines
from meetings.errors import Refused
from meetings.registration import mails, queries, rules
from meetings.registration.models import GONE, Participation, Reply, Status
from meetings.registration.operations import waiting
from meetings.registration.operations.moves import come_back, hold_seats
from meetings.registration.rules.itip import STEP


def take_up(
    participation: Participation, target: Status, *, note: str = "", by: Actor, at: datetime
) -> None:
    """Let somebody take part again as pending or confirmed, and tell her, with a note where there
    is one. Where no seat is left she stands at the end of the waiting list; her places at sessions
    are not hers any more.

    Raises Refused when it has not ended or was replaced (code settled), when its names are kept no
    longer (code purged), when she has registered anew meanwhile (code twice), when the meeting is
    cancelled, for a note of over 2,000 characters (field note), and without a seat where nobody
    waits (code full).
    """
    rules.may_confirm(participation.meeting.status)
    note = _note(note)
    hold_seats(participation.meeting_id)
    one_at_a_time(f"person:{participation.person.email}:{participation.person.folded_name}")
    db.session.refresh(participation)
    rules.may_take_up(participation.status)
    if participation.purged_at is not None or participation.person.erased_at is not None:
        raise Refused(_l("What was kept of this person is gone."), code="purged")
    if _is_here_otherwise(participation):
        sentence = _l("This person has registered anew meanwhile: there is another registration.")
        raise Refused(sentence, code="twice")
    participation.sequence_raised += STEP * _endings(participation)
    participation.reply, participation.replied_at = Reply.NONE, None
    participation.replied_sequence = None
    db.session.flush()
    if not _seated(participation, target, note=note, by=by, at=at):
        come_back(participation, Status.WAITLISTED, by=by, at=at, note=note)
        waiting.queue_up(participation, at=at)
        db.session.flush()
    mails.taken_up(participation, note, at=at)


def _note(note: str) -> str:
    cleaned = clean_lines(note)
    try:
        return rules.check_reason(cleaned) if cleaned else ""
    except Refused as refusal:
        raise Refused(refusal.sentence, field="note") from refusal


def _is_here_otherwise(participation: Participation) -> bool:
    root = resolved(participation.person)
    live = select(Participation.id).where(
        Participation.meeting_id == participation.meeting_id,
        Participation.id != participation.id,
        Participation.person_id.in_(kin(Person, root.id)),
        Participation.status.not_in(GONE),
    )
    return db.session.scalar(live.limit(1)) is not None


def _endings(participation: Participation) -> int:
    """How often the meeting was taken back from her mailbox since she came: her own end, and those
    of others who read it. An invitation must stand above all of them (itip.own_sequence)."""
    others = queries.mailbox_endings(
        participation.meeting_id, participation.person.email, but=participation.id
    )
    return 1 + sum(each > participation.created_at for each in others)


def _seated(
    participation: Participation, target: Status, *, note: str, by: Actor, at: datetime
) -> bool:
    try:
        with db.session.begin_nested():
            come_back(participation, target, by=by, at=at, note=note)
    except Refused as refusal:
        db.session.refresh(participation)
        can_wait = queries.plan(participation.meeting_id).has_waiting_list
        if refusal.code != "full" or not can_wait:
            raise
        return False
    return True
