"""To which audiences of documents somebody belongs: asked of registration and of the directory."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select

from meetings import clock
from meetings.calendar.rules import Audiences
from meetings.db import db
from meetings.directory.models import Person, Term
from meetings.registration.models import Participation, Status


def of_participation(found: Participation, *, at: datetime) -> Audiences:
    """What the holder of a link to her own page may read beside what anyone may.

    Confirmed in the meeting: its participants' documents, and those of the body for which her
    capacity stands. A term in force on this day, of any record of hers: those of its body. Whoever
    was declined, withdrew or was replaced keeps only what her terms give her.
    """
    bodies = set(_bodies(found.person, at=at, zone=found.meeting.time_zone))
    if found.status != Status.CONFIRMED:
        return Audiences(bodies=frozenset(bodies))
    if found.capacity.organ_code:
        bodies.add(found.capacity.organ_code)
    return Audiences(meetings=frozenset({found.meeting_id}), bodies=frozenset(bodies))


def _bodies(person: Person, *, at: datetime, zone: str) -> list[str]:
    """The bodies in which a person sits on the day of an instant, whichever record says so."""
    kept = person.merged_into_id or person.id
    today = clock.local_day(at, zone)
    wanted = (
        select(Term.body_code)
        .join(Person, Person.id == Term.person_id)
        .where(
            func.coalesce(Person.merged_into_id, Person.id) == kept,
            Term.from_on <= today,
            or_(Term.to_on.is_(None), Term.to_on >= today),
        )
        .distinct()
    )
    return list(db.session.scalars(wanted))
