"""To which audiences of documents somebody belongs: asked of registration and of the directory."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from meetings import clock
from meetings.calendar.models import Meeting
from meetings.calendar.rules import Audiences
from meetings.db import db
from meetings.directory.models import BodyPlaces, Capacity, Person, Position, StateFact, Term
from meetings.registration.models import Participation, Represents, Status


def of_participation(found: Participation, *, at: datetime) -> Audiences:
    """What the holder of a link to her own page may read beside what anyone may.

    Confirmed in the meeting: its participants' documents, and those of the bodies that she stands
    for there. A term in force on this day, of any record of hers: those of its body. Whoever was
    declined, withdrew or was replaced keeps only what her terms give her.
    """
    bodies = set(_bodies(found.person, at=at, zone=found.meeting.time_zone))
    if found.status != Status.CONFIRMED:
        return Audiences(bodies=frozenset(bodies))
    bodies.update(_stood_for(found))
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


def _stood_for(found: Participation) -> set[str]:
    """The bodies for which somebody confirmed stands: the meeting's own and her capacity's.

    A delegate stands for a body where her State is a member of it; anybody else (an expert, the
    Secretariat) for the body of her capacity, at its own meetings.
    """
    capacity, of_meeting = found.capacity, found.meeting.body_code
    asked = {code for code in (of_meeting, capacity.organ_code) if code}
    states = {each.state_code for each in found.affiliations if each.state_code}
    if set(capacity.represents) != {Represents.STATE}:
        return asked if capacity.organ_code == of_meeting else set()
    return {code for code in asked if states and _is_member(code, states, capacity, found.meeting)}


def _is_member(body: str, states: set[str], capacity: Capacity, meeting: Meeting) -> bool:
    """Whether a State is a member of a body on the meeting's days.

    By a term that it holds itself; in the organ for which the capacity stands also by a term of
    its own delegate, or where each State of a kind (a member of the OAS, a party to the
    Convention) has its place. An expert's term makes no delegate of her State a member.
    """
    is_hers = capacity.organ_code == body
    by_term = (
        select(Term.id)
        .join(Position, Position.code == Term.position_code)
        .where(
            Term.body_code == body,
            Term.state_code.in_(states),
            _in_force(Term, meeting),
            or_(Position.holder == "state", literal(is_hers)),
        )
    )
    if db.session.scalar(by_term.limit(1)) is not None:
        return True
    by_place = (
        select(BodyPlaces.id)
        .join(StateFact, StateFact.flag_code == BodyPlaces.flag_code)
        .where(
            BodyPlaces.body_code == body,
            StateFact.state_code.in_(states),
            StateFact.is_contested.is_(False),
            _in_force(BodyPlaces, meeting),
            _in_force(StateFact, meeting),
        )
    )
    return is_hers and db.session.scalar(by_place.limit(1)) is not None


def _in_force(table: type[Term | BodyPlaces | StateFact], meeting: Meeting) -> ColumnElement[bool]:
    """Whether the days of a row include one of the meeting's; an open end is far away."""
    return and_(
        or_(table.from_on.is_(None), table.from_on <= meeting.ends_on),
        or_(table.to_on.is_(None), table.to_on >= meeting.starts_on),
    )
