"""Asking to be erased; what an officer judges first; records that must be kept for now."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import Person
from meetings.directory.queries import resolved
from meetings.directory.rules import clean_lines
from meetings.errors import Refused
from meetings.privacy import mails
from meetings.privacy.models import ErasureRequest, LegalHold
from meetings.privacy.operations.erase import erase
from meetings.privacy.queries import kept
from meetings.privacy.queries import requests as queries
from meetings.privacy.rules import Waits

MAX_REASON = 500


def ask_erasure(
    person: Person, *, beside: Sequence[Waits] = (), today: date, by: Actor, at: datetime
) -> ErasureRequest | None:
    """Erase a person as she asks; where that must wait for an officer, keep that she asked.
    `beside` are further reasons to wait: that nobody could ask her whether it is she.

    Gives back the request that waits, None when she is erased. Asked twice, one waits.
    """
    root = resolved(person)
    one_at_a_time(f"erasure:{root.public_id}")
    waits = [*queries.waits_for(root, on=today), *beside]
    if not waits:
        _erase_and_tell(root, by=by, at=at)
        return None
    known = queries.open_request(root)
    if known is not None:
        return known
    made = ErasureRequest(
        public_id=str(uuid.uuid4()), person_id=root.id, waits_for=",".join(waits), asked_at=at
    )
    db.session.add(made)
    db.session.flush()
    audit.record("privacy.ask_erasure", ("person", root.public_id), by=by, at=at)
    return made


def refuse_erasure(row: ErasureRequest, note: str, *, by: Actor, at: datetime) -> None:
    """Keep the record, and why. Raises Refused without a reason (field note) or when it was judged
    before (code settled)."""
    note = clean_lines(note)
    if not note or len(note) > MAX_REASON:
        sentence = _l("Write the reason, in at most %(count)d characters.", count=MAX_REASON)
        raise Refused(sentence, field="note")
    _judge(row, by=by, at=at, is_done=False, note=note)
    subject = ("person", row.person.public_id)
    audit.record("privacy.refuse_erasure", subject, by=by, at=at)


def erase_at_request(person: Person, *, by: Actor, at: datetime) -> None:
    """Erase a person as she asked, on her own page or an officer: what waits by any record of hers
    is granted. Raises Refused while the law holds it (code hold)."""
    root = resolved(person)
    if queries.hold_of(root) is not None:
        raise Refused(_l("This record must be kept for now: end that first."), code="hold")
    while (waiting := queries.open_request(root)) is not None:
        _judge(waiting, by=by, at=at, is_done=True, note="")
    _erase_and_tell(root, by=by, at=at)


def place_hold(person: Person, reason: str, *, by: Actor, at: datetime) -> LegalHold:
    """Let a record be kept although its time is over. Raises Refused without a reason (field
    reason) and for a second one (code twice)."""
    root, reason = resolved(person), clean_lines(reason)
    if not reason or len(reason) > MAX_REASON:
        sentence = _l("Write the reason, in at most %(count)d characters.", count=MAX_REASON)
        raise Refused(sentence, field="reason")
    one_at_a_time(f"erasure:{root.public_id}")
    if queries.hold_of(root) is not None:
        raise Refused(_l("This record is kept already."), code="twice")
    made = LegalHold(
        public_id=str(uuid.uuid4()),
        person_id=root.id,
        reason=reason,
        placed_at=at,
        placed_by=by.label,
    )
    db.session.add(made)
    db.session.flush()
    audit.record("privacy.place_hold", ("person", root.public_id), by=by, at=at)
    return made


def end_hold(person: Person, *, by: Actor, at: datetime) -> None:
    """Let a record be kept no longer than others; without a hold nothing changes."""
    row = queries.hold_of(resolved(person))
    if row is not None:
        row.ended_at, row.ended_by = at, by.label
        db.session.flush()
        audit.record("privacy.end_hold", ("person", row.person.public_id), by=by, at=at)


def _erase_and_tell(person: Person, *, by: Actor, at: datetime) -> None:
    """Erase her, and say so in a last mail to each address that her records bear now."""
    readers = kept.mailboxes(person)
    erase(person, by=by, at=at)
    for email, lang in readers:
        mails.erased(email, lang=lang, at=at)


def _judge(row: ErasureRequest, *, by: Actor, at: datetime, is_done: bool, note: str) -> None:
    values = {"judged_at": at, "judged_by": by.label, "is_done": is_done, "note": note}
    judged = db.session.scalar(
        update(ErasureRequest)
        .where(ErasureRequest.id == row.id, ErasureRequest.judged_at.is_(None))
        .values(values)
        .returning(ErasureRequest.id),
        execution_options={"synchronize_session": False},
    )
    if judged is None:
        raise Refused(_l("This request was judged already."), code="settled")
    db.session.refresh(row)
