"""States that were present, by those who represented them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from meetings.attendance import queries as attendance
from meetings.attendance.models import PresenceEvent
from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import roots_of
from meetings.registration.models import Affiliation, Participation
from meetings.statistics.queries.selects import Ids, attending
from meetings.statistics.rules import COUNTED, Count


@dataclass(frozen=True)
class StatePeople:
    """Who attended for a State: distinct persons, attendances (person x meeting), meetings."""

    persons: int
    attendances: int
    meetings: int


def states_present(meeting_ids: Ids) -> frozenset[tuple[int, str]]:
    """(meeting, State) where somebody who represents the State was confirmed and present."""
    wanted = (
        attending(select(Participation.meeting_id, Affiliation.state_code), meeting_ids)
        .join(Affiliation, Affiliation.participation_id == Participation.id)
        .where(Affiliation.state_code.is_not(None))
        .distinct()
    )
    return frozenset((row[0], row[1]) for row in db.session.execute(wanted) if row[1])


def people_of_state(state_code: str) -> StatePeople:
    """How many attended for a State over all meetings; merged persons count once."""
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Participation.person_id)
    there = attendance.live_ins().with_only_columns(PresenceEvent.participation_id)
    wanted = (
        select(person.label("person"), Participation.meeting_id)
        .join(Affiliation, Affiliation.participation_id == Participation.id)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(
            Affiliation.state_code == state_code,
            Participation.status.in_(COUNTED[Count.ATTENDED]),
            Participation.id.in_(there),
        )
        .distinct()
        .subquery()
    )
    row = db.session.execute(
        select(
            func.count(wanted.c.person.distinct()),
            func.count(),
            func.count(wanted.c.meeting_id.distinct()),
        ).select_from(wanted)
    ).one()
    return StatePeople(*row)
