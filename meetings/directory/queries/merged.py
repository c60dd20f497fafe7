"""Records that merges have joined: which one stands for another, and all that are one."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Select, Subquery, select
from sqlalchemy.orm import aliased

from meetings.db import db
from meetings.directory.models import Merge, Organization, Person, Record

Merged = type[Person] | type[Organization]
Entry = TypeVar("Entry", Person, Organization)


def roots_of(model: Merged) -> Subquery:
    """Merged record -> the record that stands for it, through any number of merges."""
    steps = (
        select(model.id, model.merged_into_id.label("root"))
        .where(model.merged_into_id.is_not(None))
        .cte(recursive=True)
    )
    further, end = aliased(model), aliased(model)
    steps = steps.union(
        select(steps.c.id, further.merged_into_id)
        .join(further, further.id == steps.c.root)
        .where(further.merged_into_id.is_not(None))
    )
    return (
        select(steps.c.id, steps.c.root)
        .join(end, end.id == steps.c.root)
        .where(end.merged_into_id.is_(None))
        .subquery()
    )


def kin(model: Merged, record_id: int) -> Select[int]:
    """The ids of a record that stands for itself and of all that were merged into it."""
    found = select(model.id).where(model.id == record_id).cte(recursive=True)
    found = found.union(select(model.id).join(found, model.merged_into_id == found.c.id))
    return select(found.c.id)


def resolved(entry: Entry) -> Entry:
    """The record that stands for another after merges."""
    seen = {entry.id}
    while entry.merged_into_id is not None and entry.merged_into_id not in seen:
        seen.add(entry.merged_into_id)
        entry = db.session.get_one(type(entry), entry.merged_into_id)
    return entry


def merge_called(public_id: str) -> Merge | None:
    """One merge, undone or not."""
    return db.session.scalar(select(Merge).where(Merge.public_id == public_id))


def merge_of(record: Record, merged_id: int) -> Merge | None:
    """The merge that holds for a record now."""
    return db.session.scalar(
        select(Merge).where(
            Merge.record == record, Merge.merged_id == merged_id, Merge.undone_at.is_(None)
        )
    )
