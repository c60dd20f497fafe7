"""The way back from an end: an officer takes up again what was declined or withdrawn, a State
takes back that somebody left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import Person
from meetings.directory.queries import kin, resolved
from meetings.directory.rules import clean_lines
from meetings.errors import Refused
from meetings.registration import mails, queries, rules
from meetings.registration.models import (
    GONE,
    Participation,
    ParticipationChange,
    Reply,
    Status,
)
from meetings.registration.operations import waiting
from meetings.registration.operations.moves import come_back, hold_seats, move
from meetings.registration.rules.itip import STEP


def take_up(
    participation: Participation, target: Status, *, note: str = "", by: Actor, at: datetime
) -> None:
    """Let somebody take part again as pending, nominated or confirmed, and tell her, with a note
    where there is one. Where no seat is left she stands at the end of the waiting list; her places
    at sessions are not hers any more.

    Raises Refused when it has not ended or was replaced (code settled), when its names are kept no
    longer (code purged), when she has registered anew meanwhile (code twice), when the meeting is
    cancelled, for a note of over 2,000 characters (field note), and without a seat where nobody
    waits (code full).
    """
    note = _note(note)
    _check(participation)
    _bring_back(participation, target, note=note, by=by, at=at)
    mails.taken_up(participation, note, at=at)


def restore(
    participation: Participation,
    *,
    instead: Participation | None = None,
    status: Status | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Undo that her State withdrew somebody, or let somebody else come `instead` of her: the very
    registration takes part again, with its pass, its answers, what was corrected, and its history.
    She stands as she stood before, unless `status` is more; who came instead leaves, is told, and
    her seat goes to the one who is back.

    Raises Refused as `take_up` does, before anything is written: where it cannot come back (codes
    settled, purged, twice).
    """
    _check(participation, is_undone=True)
    held = _stood_as(participation) if status is None else status
    if instead is not None and instead.status not in GONE:
        move(instead, Status.REPLACED, by=by, at=at)
        instead.replaced_by_id = participation.id
        mails.replaced(instead, at=at)
    _bring_back(participation, held, by=by, at=at, is_undone=True)
    mails.taken_up(participation, by_state=True, at=at)


def _stood_as(participation: Participation) -> Status:
    """Confirmed where she was confirmed before she left, else nominated."""
    last = select(ParticipationChange.before).where(
        ParticipationChange.participation_id == participation.id
    )
    before = db.session.scalar(last.order_by(ParticipationChange.id.desc()).limit(1))
    return Status.CONFIRMED if before == Status.CONFIRMED else Status.NOMINATED


def _check(participation: Participation, *, is_undone: bool = False) -> None:
    """Hold the meeting's seats and her name, and look whether she can come back."""
    rules.may_confirm(participation.meeting.status)
    hold_seats(participation.meeting_id)
    one_at_a_time(f"person:{participation.person.email}:{participation.person.folded_name}")
    db.session.refresh(participation)
    rules.may_take_up(participation.status, is_undone=is_undone)
    if participation.purged_at is not None or participation.person.erased_at is not None:
        raise Refused(_l("What was kept of this person is gone."), code="purged")
    if _is_here_otherwise(participation):
        sentence = _l("This person has registered anew meanwhile: there is another registration.")
        raise Refused(sentence, code="twice")


def _bring_back(
    participation: Participation,
    target: Status,
    *,
    note: str = "",
    by: Actor,
    at: datetime,
    is_undone: bool = False,
) -> None:
    participation.sequence_raised += STEP * _endings(participation)
    participation.reply, participation.replied_at = Reply.NONE, None
    participation.replied_sequence = None
    db.session.flush()
    more: dict[str, Any] = {"note": note, "by": by, "at": at, "is_undone": is_undone}
    if not _seated(participation, target, **more):
        come_back(participation, Status.WAITLISTED, **more)
        waiting.queue_up(participation, at=at)
        db.session.flush()


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
        participation.meeting_id, participation.mailbox, but=participation.id
    )
    return 1 + sum(each > participation.created_at for each in others)


def _seated(participation: Participation, target: Status, **more: Any) -> bool:
    try:
        with db.session.begin_nested():
            come_back(participation, target, **more)
    except Refused as refusal:
        db.session.refresh(participation)
        can_wait = queries.plan(participation.meeting_id).has_waiting_list
        if refusal.code != "full" or not can_wait:
            raise
        return False
    return True
