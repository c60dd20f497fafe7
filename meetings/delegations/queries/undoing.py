"""What undoing the last change of a draft brings back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from meetings.db import db
from meetings.delegations.models import DelegationChange, DelegationList, ListState
from meetings.delegations.rules.members import List, Member


@dataclass(frozen=True)
class Before:
    """How a draft was before its last change; `is_new`: there was none."""

    members: List
    notes: dict[str, str]
    is_new: bool


def undoable(row: DelegationList | None) -> Before | None:
    """What undoing the last change of a draft brings back; None where there is nothing to undo."""
    kept = row.before if row is not None and row.state == ListState.DRAFT else None
    if row is None or kept is None or kept["version"] != row.version:
        return None
    held = (Member(**each | {"functions": tuple(each["functions"])}) for each in kept["members"])
    return Before(tuple(held), kept["notes"], kept["is_new"])


def last_change(row: DelegationList) -> DelegationChange | None:
    """The latest step in the writing of a list."""
    wanted = select(DelegationChange).where(DelegationChange.list_id == row.id)
    return db.session.scalar(wanted.order_by(DelegationChange.id.desc()).limit(1))
