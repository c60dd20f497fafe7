"""Records that merges have joined: which one stands for another, and all that are one."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Select, Subquery, and_, func, select
from sqlalchemy.orm import aliased

from meetings.db import db
from meetings.directory.models import Merge, Organization, Person, Record

Merged = type[Person] | type[Organization]
Entry = TypeVar("Entry", Person, Organization)


def roots_of(model: Merged) -> Subquery:
    """Merged record -> the record that stands for it, through any number of merges."""
    return _roots(model).subquery()


@cache
def _roots(model: Merged) -> Select[int, int | None]:
    """Made once: making it costs as much as the database takes to answer."""
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


def mailboxes(model: type[Entry]) -> dict[int, Entry]:
    """Record that stands for others and has no address of its own -> the record whose address is
    theirs: the latest merged one that has any. Where it has one of its own, nothing is needed."""
    roots, standing, entries = roots_of(model), aliased(model), cast(Any, model)
    kind = Record.PERSON if entries is Person else Record.ORGANIZATION
    how = and_(Merge.record == kind, Merge.merged_id == entries.id, Merge.undone_at.is_(None))
    rows = db.session.execute(
        select(roots.c.root, entries)
        .join(entries, entries.id == roots.c.id)
        .join(standing, standing.id == roots.c.root)
        .outerjoin(Merge, how)
        .where(standing.email == "", entries.email != "")
        .order_by(func.coalesce(Merge.id, 0), entries.id)
    )
    return {row[0]: row[1] for row in rows}


def mailbox_of(entry: Entry) -> Entry:
    """The record whose address is somebody's: her own, else the one that `mailboxes` says."""
    root = entry if entry.email else resolved(entry)
    return root if root.email else mailboxes(type(root)).get(root.id, root)


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
