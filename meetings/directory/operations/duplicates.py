"""Suggesting that two records may be one, and an officer's answer that they aren't."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import DuplicateCandidate, Organization, Person, Record
from meetings.directory.queries import duplicates
from meetings.directory.queries.alike import compared
from meetings.directory.queries.duplicates import Candidate, Search
from meetings.directory.rules.likeness import Likeness, Reason
from meetings.errors import Refused


def find_duplicates(record: Record, *, at: datetime, since: datetime | None = None) -> int:
    """Look for records that may be one (new or changed ones with `since`), and keep the pairs.

    Returns how many pairs are new. Where nobody should wait, search first and keep afterwards.
    """
    return keep_candidates(duplicates.search(record, since=since), at=at)


def keep_candidates(search: Search, *, at: datetime) -> int:
    """Write down what a search, or a part of it, found; returns how many pairs are new.

    A pair found again keeps its answer. One that isn't found any more (a name was corrected)
    goes, unless an officer has answered it or one of its records is merged. Who was merged or
    erased while it was compared is no pair's.
    """
    if not search.looked_at:
        return 0
    one_at_a_time(f"directory.duplicates.{search.record}")
    first_id, last_id = min(search.looked_at), max(search.looked_at)
    known = dict(duplicates.stored(search.record, first=first_id, last=last_id))
    gone = duplicates.gone_ids(search.record) if search.pairs else frozenset()
    fresh = 0
    for first, second, likeness in search.pairs:
        if first in gone or second in gone:
            continue
        row = known.pop((first, second), None)
        if row is None:
            fresh += 1
            row = _new_pair(search.record, first, second, at=at)
        if row.dismissed_at is None:
            _tell(row, likeness)
    _forget(search, list(known.values()))
    db.session.flush()
    return fresh


def _forget(search: Search, rows: list[DuplicateCandidate]) -> None:
    """Delete the open pairs that this search would have found again, and didn't."""
    merged = duplicates.merged_ids(search.record) if rows else frozenset()
    for row in rows:
        ids = {row.first_id, row.second_id}
        was_looked_at = min(ids & search.among, default=None) in search.looked_at
        was_chosen = Reason.CHOSEN in row.reasons
        if was_looked_at and row.dismissed_at is None and not was_chosen and not ids & merged:
            db.session.delete(row)


def propose(one: Person | Organization, other: Person | Organization, *, at: datetime) -> str:
    """Lay two records side by side that an officer chose, suggested or not; gives the pair's id.

    A pair known already keeps its answer. Raises Refused (itself, merged) for one record, and for
    one that another stands for.
    """
    if one.id == other.id or type(one) is not type(other):
        raise Refused(_l("This is one record already: choose two different ones."), code="itself")
    if one.merged_into_id is not None or other.merged_into_id is not None:
        raise Refused(_l("Another record stands for one of these: choose that one."), code="merged")
    record = Record.PERSON if isinstance(one, Person) else Record.ORGANIZATION
    one_at_a_time(f"directory.duplicates.{record}")
    first, second = sorted((one.id, other.id))
    row = duplicates.stored(record).get((first, second))
    if row is None:
        found = compared(record, first=first, second=second)
        reasons = found.reasons if found else ()
        row = _new_pair(record, first, second, at=at)
        _tell(row, Likeness(found.score if found else 0, (*reasons, Reason.CHOSEN)))
        db.session.flush()
    return row.public_id


def _new_pair(record: Record, first: int, second: int, *, at: datetime) -> DuplicateCandidate:
    row = DuplicateCandidate(
        public_id=str(uuid.uuid4()), record=record, first_id=first, second_id=second, found_at=at
    )
    db.session.add(row)
    return row


def _tell(row: DuplicateCandidate, likeness: Likeness) -> None:
    row.score, row.reasons = likeness.score, [str(each) for each in likeness.reasons]


def dismiss(candidate: Candidate, *, by: Actor, at: datetime) -> None:
    """Two records are not the same: the pair is kept, so that it isn't suggested again.

    Raises Refused when somebody has said so before.
    """
    row = candidate.row
    db.session.refresh(row, with_for_update=True)
    if row.dismissed_at is not None:
        raise Refused(
            _l("Somebody has already said that these are not the same."), code="dismissed"
        )
    row.dismissed_at, row.dismissed_by = at, by.label
    db.session.flush()
    subject = (row.record, candidate.first.public_id)
    changes = {"other": candidate.second.public_id}
    audit.record("directory.dismiss_duplicate", subject, by=by, at=at, changes=changes)
