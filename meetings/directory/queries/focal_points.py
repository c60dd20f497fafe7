"""Which States have a focal point, and who it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from meetings.db import db
from meetings.directory.models import FocalPoint
from meetings.directory.rules.spans import is_in_force


def has_access(focal_point: FocalPoint, on: date) -> bool:
    """Whether a focal point may act on a day: not ended, within the days she was given."""
    return focal_point.ended_at is None and is_in_force(focal_point, on)


def focal_points(on: date, *, of: Collection[str] | None = None) -> dict[str, list[FocalPoint]]:
    """State -> its focal points that may act on a day; of all States, or of these."""
    wanted = select(FocalPoint).where(FocalPoint.ended_at.is_(None)).order_by(FocalPoint.id)
    if of is not None:
        wanted = wanted.where(FocalPoint.state_code.in_(of))
    found: dict[str, list[FocalPoint]] = {}
    for each in db.session.scalars(wanted):
        if has_access(each, on):
            found.setdefault(each.state_code, []).append(each)
    return found
