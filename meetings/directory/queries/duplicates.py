"""Records that may be one: looking for them, and the list that waits for an officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from meetings.db import db
from meetings.directory.models import DuplicateCandidate, Merge, Organization, Person, Record
from meetings.directory.queries.alike import organization_facts, person_facts
from meetings.directory.rules import likeness
from meetings.directory.rules.likeness import Likeness
from meetings.pagination import Page, offset

MODELS: Mapping[str, type[Any]] = {
    Record.PERSON: Person,
    Record.ORGANIZATION: Organization,
}


@dataclass(frozen=True)
class Search:
    """What a search found: (first id, second id, likeness); `looked_at` the ids, None for all."""

    record: Record
    pairs: Sequence[tuple[int, int, Likeness]]
    looked_at: frozenset[int] | None


@dataclass(frozen=True)
class Candidate:
    """Two records side by side, and why they may be one."""

    row: DuplicateCandidate
    first: Any
    second: Any


@dataclass(frozen=True)
class Joined:
    """A line of the log of merges, with both records."""

    row: Merge
    kept: Any
    merged: Any


def search(record: Record, *, since: datetime | None = None) -> Search:
    """Compare all records that stand for themselves; with `since` only those new or changed.

    Writes nothing: it takes seconds for twenty thousand people, in which nobody should wait.
    """
    facts: dict[int, Any] = person_facts() if record == Record.PERSON else organization_facts()
    fresh = None if since is None else frozenset(_changed(record, since)) & facts.keys()
    if fresh is not None and not fresh:
        return Search(record, (), frozenset())
    is_person = record == Record.PERSON
    pairs = likeness.likely_pairs(
        facts,
        keys=likeness.person_keys if is_person else likeness.organization_keys,
        compare=likeness.compare_people if is_person else likeness.compare_organizations,
        fresh=fresh,
    )
    return Search(record, tuple(pairs), fresh)


def has_changed(record: Record, since: datetime) -> bool:
    """Whether any record is new or was changed since."""
    model = MODELS[record]
    return bool(db.session.scalar(select(select(model.id).where(_since(model, since)).exists())))


def candidates(record: Record, *, page: int = 1, size: int = 20) -> Page[Candidate]:
    """The pairs that wait for an officer, the likeliest first; neither record is merged."""
    wanted = _open(record)
    total = db.session.scalar(wanted.with_only_columns(func.count(DuplicateCandidate.id))) or 0
    ordered = wanted.order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id)
    rows = db.session.execute(ordered.offset(offset(page, size)).limit(size))
    return Page([Candidate(*row) for row in rows], page, size, total)


def candidates_of(record: Record, record_id: int) -> Sequence[Candidate]:
    """The pairs one record is in."""
    mine = or_(DuplicateCandidate.first_id == record_id, DuplicateCandidate.second_id == record_id)
    rows = db.session.execute(_open(record).where(mine).order_by(DuplicateCandidate.score.desc()))
    return [Candidate(*row) for row in rows]


def candidate(public_id: str) -> Candidate | None:
    """One pair, dismissed or not."""
    row = db.session.scalar(
        select(DuplicateCandidate).where(DuplicateCandidate.public_id == public_id)
    )
    if row is None:
        return None
    model = MODELS[row.record]
    return Candidate(
        row, db.session.get_one(model, row.first_id), db.session.get_one(model, row.second_id)
    )


def stored(record: Record) -> Mapping[tuple[int, int], DuplicateCandidate]:
    """Every pair that was ever suggested, dismissed ones too, by its ids."""
    wanted = select(DuplicateCandidate).where(DuplicateCandidate.record == record)
    return {(each.first_id, each.second_id): each for each in db.session.scalars(wanted)}


def merged_ids(record: Record) -> frozenset[int]:
    """The records for which another one stands."""
    model = MODELS[record]
    return frozenset(db.session.scalars(select(model.id).where(model.merged_into_id.is_not(None))))


def merges(record: Record, *, page: int = 1, size: int = 20) -> Page[Joined]:
    """The log of merges, the latest first."""
    model = MODELS[record]
    kept, merged = aliased(model), aliased(model)
    wanted = (
        select(Merge, kept, merged)
        .join(kept, kept.id == Merge.kept_id)
        .join(merged, merged.id == Merge.merged_id)
        .where(Merge.record == record)
    )
    total = db.session.scalar(wanted.with_only_columns(func.count(Merge.id))) or 0
    rows = wanted.order_by(Merge.at.desc(), Merge.id.desc()).offset(offset(page, size)).limit(size)
    return Page([Joined(*row) for row in db.session.execute(rows)], page, size, total)


def merges_into(record: Record, ids: Select[int]) -> Sequence[Joined]:
    """The merges that hold among records that are one, the latest first."""
    model = MODELS[record]
    kept, merged = aliased(model), aliased(model)
    rows = db.session.execute(
        select(Merge, kept, merged)
        .join(kept, kept.id == Merge.kept_id)
        .join(merged, merged.id == Merge.merged_id)
        .where(Merge.record == record, Merge.undone_at.is_(None), Merge.kept_id.in_(ids))
        .order_by(Merge.at.desc(), Merge.id.desc())
    )
    return [Joined(*row) for row in rows]


def _open(record: Record) -> Select[Any]:
    model = MODELS[record]
    first, second = aliased(model), aliased(model)
    wanted: Select[Any] = (
        select(DuplicateCandidate, first, second)
        .join(first, first.id == DuplicateCandidate.first_id)
        .join(second, second.id == DuplicateCandidate.second_id)
        .where(
            DuplicateCandidate.record == record,
            DuplicateCandidate.dismissed_at.is_(None),
            first.merged_into_id.is_(None),
            second.merged_into_id.is_(None),
        )
    )
    return wanted


def _since(model: type[Any], since: datetime) -> ColumnElement[bool]:
    return or_(model.created_at >= since, model.changed_at >= since)


def _changed(record: Record, since: datetime) -> Sequence[int]:
    model = MODELS[record]
    return db.session.scalars(select(model.id).where(_since(model, since))).all()
