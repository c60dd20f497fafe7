"""How people stand in the meeting of a mailing: their part in it, and who was there."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from meetings.attendance.models import PresenceEvent
from meetings.attendance.queries import live_ins
from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import roots_of
from meetings.registration.models import GONE, Participation


def parts_here(meeting_id: int, person_ids: Collection[int]) -> dict[int, Participation]:
    """Person (id of the record that stands for her) -> the part that she has in a meeting now,
    by whichever record of hers; who has none is left out. One statement."""
    roots = roots_of(Person)
    root = func.coalesce(roots.c.root, Participation.person_id)
    wanted = (
        select(root, Participation)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(
            Participation.meeting_id == meeting_id,
            Participation.status.not_in(GONE),
            root.in_(person_ids),
        )
    )
    return dict(db.session.execute(wanted).all())


def present(participation_ids: Collection[int]) -> set[int]:
    """Those of them who were present on any day."""
    wanted = live_ins().with_only_columns(PresenceEvent.participation_id)
    wanted = wanted.where(PresenceEvent.participation_id.in_(participation_ids))
    return set(db.session.scalars(wanted))
