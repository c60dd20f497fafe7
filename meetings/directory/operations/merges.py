"""Saying that two records are one, and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import DuplicateCandidate, Merge, Organization, Person, Record
from meetings.directory.queries.duplicates import MODELS
from meetings.directory.rules.likeness import Reason
from meetings.errors import Refused

LONGEST_REASON = 500
_LINE = "directory.merges"


def merge(
    kept: Person | Organization,
    merged: Person | Organization,
    *,
    reason: str = "",
    reasons: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> Merge:
    """Say that two records are one; `kept` stands for both, and nothing else is moved.

    `reason` is told in the officer's words, `reasons` are the codes for which the pair was
    suggested. Participations, accreditations, terms and tags keep their own record, and figures
    resolve it. Merges run one after another, so that of two that cross the later is refused.
    Raises Refused (code itself, kinds, merged, stands_elsewhere or reason).
    """
    if type(kept) is not type(merged):
        raise Refused(_l("A person and an organization cannot be one."), code="kinds")
    if kept.id == merged.id:
        raise Refused(_l("This is one record already: choose two different ones."), code="itself")
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _l("The reason has at most %(count)d characters.", count=LONGEST_REASON),
            field="reason",
            code="reason",
        )
    one_at_a_time(_LINE)
    for record in (kept, merged):
        db.session.refresh(record)
    _refuse_merged(kept, merged)
    row = Merge(
        public_id=str(uuid.uuid4()),
        record=_kind(kept),
        kept_id=kept.id,
        merged_id=merged.id,
        reason=reason,
        reasons=list(reasons),
        at=at,
        actor_label=by.label,
    )
    merged.merged_into_id = kept.id
    db.session.add(row)
    db.session.flush()
    changes = {"merged": merged.public_id, "reason": reason}
    audit.record("directory.merge", (row.record, kept.public_id), by=by, at=at, changes=changes)
    return row


def undo_merge(row: Merge, *, by: Actor, at: datetime) -> None:
    """Let both records stand for themselves again; whatever each had is still its own, and a pair
    that nobody had suggested but the officer who chose it is suggested to nobody.

    Merges that followed stay, in any order. Raises Refused (code undone) for one undone before.
    """
    one_at_a_time(_LINE)
    db.session.refresh(row)
    if row.undone_at is not None:
        raise Refused(_l("This merge was already undone."), code="undone")
    model = MODELS[row.record]
    merged: Person | Organization = db.session.get_one(model, row.merged_id, populate_existing=True)
    kept: Person | Organization = db.session.get_one(model, row.kept_id)
    merged.merged_into_id = None
    _forget_choice(row)
    row.undone_at, row.undone_by = at, by.label
    db.session.flush()
    changes = {"merged": merged.public_id}
    audit.record(
        "directory.undo_merge", (row.record, kept.public_id), by=by, at=at, changes=changes
    )


def _forget_choice(row: Merge) -> None:
    first, second = sorted((row.kept_id, row.merged_id))
    pair = db.session.scalar(
        select(DuplicateCandidate).where(
            DuplicateCandidate.record == row.record,
            DuplicateCandidate.first_id == first,
            DuplicateCandidate.second_id == second,
            DuplicateCandidate.dismissed_at.is_(None),
        )
    )
    if pair is not None and Reason.CHOSEN in pair.reasons:
        db.session.delete(pair)


def _kind(record: Person | Organization) -> Record:
    return Record.PERSON if isinstance(record, Person) else Record.ORGANIZATION


def _refuse_merged(kept: Person | Organization, merged: Person | Organization) -> None:
    """A record that was merged stands for nobody; this also keeps circles from closing."""
    if merged.merged_into_id is not None:
        raise Refused(
            _l(
                "%(name)s was merged with another record meanwhile. Look at both again, please.",
                name=_name(merged),
            ),
            code="merged",
        )
    if kept.merged_into_id is not None:
        raise Refused(
            _l(
                "Another record stands for %(name)s by now, so it cannot be the one that is kept.",
                name=_name(kept),
            ),
            code="stands_elsewhere",
        )


def _name(record: Person | Organization) -> str:
    return record.full_name if isinstance(record, Person) else record.name
