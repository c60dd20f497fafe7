"""What becomes of a correction that waits: accepted, refused, or taken back by herself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.directory.rules import clean_lines
from meetings.errors import Refused
from meetings.registration import mails, queries, rules
from meetings.registration.models import Correction, Participation
from meetings.registration.operations.another import come_instead
from meetings.registration.operations.correct import apply, whole
from meetings.registration.queries.corrections import facts_of, hand_of, makes_another
from meetings.registration.rules import Entry, corrections


def accept_correction(
    row: Correction,
    participation: Participation,
    *,
    note: str = "",
    who: str = "",
    sex: str = "",
    by: Actor,
    at: datetime,
) -> Participation:
    """Write what she asked for, and tell her; the note stands in the mail.

    Where it makes somebody else of her, `who` says whether the same person is meant, by another
    name, or another one, who then comes in her place (`another.come_instead`), of the `sex` that
    was declared. Gives the registration that is in force. Another address reaches as far as who
    asked for it: what was asked for by the link of one registration opens no other one.

    Raises Refused when it was judged or taken back before, or when the registration has ended
    (code settled), when it has to be said who is meant (field who) or of which sex
    (field sex), and for a value that is no longer sound.
    """
    rules.may_correct(participation.status)
    note = _note(note)
    is_another = makes_another(participation, row)
    if is_another and who not in (corrections.SAME, corrections.ANOTHER):
        sentence = _l("Say whether the same person is meant or somebody else comes instead.")
        raise Refused(sentence, field="who", code="entry")
    _judge(row, by=by, at=at, is_accepted=True, note=note)
    if is_another and who == corrections.ANOTHER:
        _note_judged("accept", row, participation, by=by, at=at)
        return come_instead(participation, row, sex=sex, note=note, by=by, at=at)
    facts: dict[str, Any] = facts_of(participation) | row.asked
    entry = Entry(**facts, capacity_code="", access_needs=queries.access_needs(participation.id))
    hand, is_own = hand_of(row, participation), row.asks_address_herself
    apply(participation, whole(participation, entry), hand=hand, is_own=is_own, by=by, at=at)
    _finish("accept", row, participation, by=by, at=at)
    return participation


def refuse_correction(
    row: Correction, participation: Participation, *, note: str, by: Actor, at: datetime
) -> None:
    """Leave what she declared as it was, and tell her why.

    Raises Refused without a reason (field note) or when it was judged before (code settled).
    """
    try:
        note = rules.check_reason(note)
    except Refused as refusal:
        raise Refused(refusal.sentence, field="note") from refusal
    _judge(row, by=by, at=at, is_accepted=False, note=note)
    _finish("refuse", row, participation, by=by, at=at)


def take_back_correction(
    row: Correction, participation: Participation, *, by: Actor, at: datetime
) -> None:
    """Let it wait no more, as she says. Raises Refused when it was judged (code settled)."""
    _judge(row, by=by, at=at, is_accepted=None, note="")
    subject = ("participation", participation.public_id)
    audit.record("registration.take_back_correction", subject, by=by, at=at)


def _note(note: str) -> str:
    cleaned = clean_lines(note)
    return rules.check_reason(cleaned) if cleaned else ""


def _judge(
    row: Correction, *, by: Actor, at: datetime, is_accepted: bool | None, note: str
) -> None:
    """By one UPDATE, so that of two who judge at once the second is told."""
    values = {"judged_at": at, "judged_by": by.label, "is_accepted": is_accepted, "note": note}
    judged = db.session.scalar(
        update(Correction)
        .where(Correction.id == row.id, Correction.judged_at.is_(None))
        .values(values)
        .returning(Correction.id),
        execution_options={"synchronize_session": False},
    )
    if judged is None:
        raise Refused(_l("This correction no longer waits."), code="settled")
    db.session.refresh(row)


def _finish(
    verb: str, row: Correction, participation: Participation, *, by: Actor, at: datetime
) -> None:
    _note_judged(verb, row, participation, by=by, at=at)
    mails.correction(participation, row, at=at)


def _note_judged(
    verb: str, row: Correction, participation: Participation, *, by: Actor, at: datetime
) -> None:
    subject = ("participation", participation.public_id)
    changes = {"fields": [*row.asked]}
    audit.record(f"registration.{verb}_correction", subject, by=by, at=at, changes=changes)
