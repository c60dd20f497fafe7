"""Suggesting that two records may be one, and an officer's answer that they aren't."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import DuplicateCandidate, Record
from meetings.directory.queries import duplicates
from meetings.directory.queries.duplicates import Candidate, Search
from meetings.errors import Refused


def find_duplicates(record: Record, *, at: datetime, since: datetime | None = None) -> int:
    """Look for records that may be one (new or changed ones with `since`), and keep the pairs.

    Returns how many pairs are new. Where nobody should wait, search first and keep afterwards.
    """
    return keep_candidates(duplicates.search(record, since=since), at=at)


def keep_candidates(search: Search, *, at: datetime) -> int:
    """Write down what a search found; returns how many pairs are new.

    A pair found again keeps its answer. One that isn't found any more (a name was corrected)
    goes, unless an officer has answered it or one of its records is merged.
    """
    one_at_a_time(f"directory.duplicates.{search.record}")
    known = dict(duplicates.stored(search.record))
    fresh = 0
    for first, second, likeness in search.pairs:
        row = known.pop((first, second), None)
        if row is None:
            fresh += 1
            row = DuplicateCandidate(
                public_id=str(uuid.uuid4()),
                record=search.record,
                first_id=first,
                second_id=second,
                found_at=at,
            )
            db.session.add(row)
        if row.dismissed_at is None:
            row.score, row.reasons = likeness.score, [str(each) for each in likeness.reasons]
    _forget(search, list(known.values()))
    db.session.flush()
    return fresh


def _forget(search: Search, rows: list[DuplicateCandidate]) -> None:
    """Delete the open pairs that this search would have found again, and didn't."""
    merged = duplicates.merged_ids(search.record)
    for row in rows:
        ids = {row.first_id, row.second_id}
        was_looked_at = search.looked_at is None or bool(ids & search.looked_at)
        if was_looked_at and row.dismissed_at is None and not ids & merged:
            db.session.delete(row)


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
