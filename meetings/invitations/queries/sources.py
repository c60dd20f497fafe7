"""Whom one source of a mailing names: a body, a meeting, a tag, a status, people, registrations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from meetings.attendance.models import PresenceEvent
from meetings.attendance.queries import live_ins
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import Person, Position, Term
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
    """The people whose terms are in force on a day of the meeting, or of the source's own period:
    who is a member no more comes in no capacity of a member, and for no State."""
    now = (meeting.starts_on, meeting.ends_on)
    then = tuple(date.fromisoformat(source[each]) for each in ("since", "until") if each in source)
    wanted = (
        select(
            Term.person_id,
            Term.state_code,
            Position.capacity_code,
            _in_force(*now).label("still"),
        )
        .join(Position, Position.code == Term.position_code)
        .where(
            Term.body_code == source["body"],
            Term.person_id.is_not(None),
            _in_force(*(then or now)),
        )
        .order_by(Position.sort, Term.id)
    )
    if source.get("positions"):
        wanted = wanted.where(Term.position_code.in_(source["positions"]))
    for person_id, state, capacity, still in db.session.execute(wanted):
        yield (
            int(person_id or 0),
            Found(capacity_code=capacity, state_code=state) if still else Found(),
        )


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
