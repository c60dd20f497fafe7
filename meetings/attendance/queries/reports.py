"""Headcounts: those in force, and every one that ever was."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from meetings.attendance.models import Covers, Headcount
from meetings.db import db


def headcounts(meeting_ids: Collection[int]) -> Sequence[Headcount]:
    """The headcounts in force of some meetings, with their cells."""
    return db.session.scalars(
        select(Headcount)
        .where(Headcount.meeting_id.in_(meeting_ids), Headcount.is_current)
        .options(selectinload(Headcount.cells))
        .order_by(Headcount.meeting_id, Headcount.covers)
    ).all()


def current_headcount(meeting_id: int, covers: str) -> Headcount | None:
    """The headcount in force of a meeting for everyone, or for those not on the list."""
    return db.session.scalar(
        select(Headcount).where(
            Headcount.meeting_id == meeting_id, Headcount.covers == covers, Headcount.is_current
        )
    )


def idle_headcounts(meeting_ids: Collection[int]) -> frozenset[int]:
    """The meetings whose headcount of those not on the list does not count: one of everyone
    is in force beside it, and has them in it."""
    rows = db.session.execute(
        select(Headcount.meeting_id)
        .where(Headcount.meeting_id.in_(meeting_ids), Headcount.is_current)
        .group_by(Headcount.meeting_id)
        .having(func.count() == len(Covers))
    )
    return frozenset(row[0] for row in rows)


def headcount_history(meeting_id: int) -> Sequence[Headcount]:
    """Every headcount ever reported of a meeting, the latest first, with its cells."""
    return db.session.scalars(
        select(Headcount)
        .where(Headcount.meeting_id == meeting_id)
        .options(selectinload(Headcount.cells))
        .order_by(Headcount.recorded_at.desc(), Headcount.id.desc())
    ).all()
