"""Whom one source of a mailing names: a body, a meeting, a tag, a status, people, registrations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true

from meetings.attendance.models import PresenceEvent
from meetings.attendance.queries import live_ins
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import Person, Position, Term
from meetings.directory.queries import roots_of
from meetings.directory.queries.tags import bearing
from meetings.registration.models import SEATED, Participation, Reply, Status


@dataclass
class Found:
    """Somebody as the sources name her: by her record (id), or by a file's row."""

    sources: list[int] = field(default_factory=list)
    capacity_code: str | None = None
    state_code: str | None = None
    row: Mapping[str, Any] = field(default_factory=dict)


def of_source(source: Mapping[str, Any], meeting: Meeting) -> Iterable[tuple[int, Found]]:
    """Whom one source names: ids of records, merged ones too."""
    if "body" in source:
        yield from _members(source, meeting)
    elif "meeting" in source:
        yield from _of_meeting(source)
    elif "tag" in source:
        wanted = select(Person.id).where(Person.id.in_(bearing(Person, source["tag"])))
        if source.get("country"):
            wanted = wanted.where(Person.country == source["country"])
        yield from ((each, Found()) for each in db.session.scalars(wanted))
    elif "status" in source:
        yield from _in_status(source["status"], meeting)
    elif "people" in source:
        chosen = directory.people_by_id(public_ids=source["people"])
        yield from ((each, Found()) for each in chosen)
    elif "registrations" in source:
        hers = Participation.public_id.in_(source["registrations"])
        yield from _of_this(meeting, hers)


def _members(source: Mapping[str, Any], meeting: Meeting) -> Iterable[tuple[int, Found]]:
    """The people whose terms are in force on a day of the meeting, or of the source's own period.
    Who is a member on the meeting's days comes in her capacity and for her State, whatever period
    names her; who is one no more comes in no capacity of a member, and for no State."""
    now = _in_force(meeting.starts_on, meeting.ends_on)
    days = [date.fromisoformat(source[each]) for each in ("since", "until") if each in source]
    then = _in_force(days[0], days[-1]) if days else now
    meant = Term.position_code.in_(source["positions"]) if source.get("positions") else true()
    named = and_(then, meant)
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Term.person_id)
    wanted = (
        select(person, Term.state_code, Position.capacity_code, now, named)
        .select_from(Term)
        .join(Position, Position.code == Term.position_code)
        .outerjoin(roots, roots.c.id == Term.person_id)
        .where(Term.body_code == source["body"], Term.person_id.is_not(None), or_(now, named))
        .order_by(case((named, 0), else_=1), Position.sort, Term.id)
    )
    found = db.session.execute(wanted).all()
    people = {person_id for person_id, *_others, is_named in found if is_named}
    for person_id, state, capacity, is_still, _is_named in found:
        if person_id not in people:
            continue
        known = Found(capacity_code=capacity, state_code=state) if is_still else Found()
        yield person_id, known


def _in_force(first: date, last: date) -> ColumnElement[bool]:
    """Terms that are in force on one of these days."""
    return and_(Term.from_on <= last, or_(Term.to_on.is_(None), Term.to_on >= first))


def _of_meeting(source: Mapping[str, Any]) -> Iterable[tuple[int, Found]]:
    """Who was registered at a meeting, or attended it; organizations accredited to it are none of
    its people (queries/organizations.py)."""
    if source.get("who") == "accredited":
        return
    wanted = select(Participation.person_id, Participation.capacity_code).join(
        Meeting, Meeting.id == Participation.meeting_id
    )
    wanted = wanted.where(Meeting.slug == source["meeting"])
    if source.get("who") == "attended":
        there = live_ins().with_only_columns(PresenceEvent.participation_id)
        wanted = wanted.where(Participation.status == Status.CONFIRMED, Participation.id.in_(there))
    else:
        wanted = wanted.where(Participation.status.in_(SEATED))
    for person_id, capacity in db.session.execute(wanted):
        yield person_id, Found(capacity_code=capacity)


def _in_status(statuses: Collection[str], meeting: Meeting) -> Iterable[tuple[int, Found]]:
    """Who stands so in this meeting; of the invited those who have not answered."""
    is_open = and_(Participation.status == Status.INVITED, Participation.reply == Reply.NONE)
    others = [each for each in statuses if each != Status.INVITED]
    either: ColumnElement[bool] = Participation.status.in_(others) if others else false()
    if Status.INVITED in statuses:
        either = or_(either, is_open)
    yield from _of_this(meeting, either)


def _of_this(meeting: Meeting, which: ColumnElement[bool]) -> Iterable[tuple[int, Found]]:
    """Those registrations of this meeting."""
    wanted = select(Participation.person_id, Participation.capacity_code)
    wanted = wanted.where(Participation.meeting_id == meeting.id, which)
    for person_id, capacity in db.session.execute(wanted):
        yield person_id, Found(capacity_code=capacity)
