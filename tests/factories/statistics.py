"""Held meetings, people who were there, and headcounts: what figures are made of."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from meetings.actor import CLI
from meetings.attendance.models import EventKind, Headcount, HeadcountCell, PresenceEvent, Source
from meetings.attendance.operations.completions import record_completions
from meetings.calendar.models import Meeting
from meetings.calendar.operations.courses import create_course, set_edition
from meetings.db import db
from meetings.directory.models import Organization, Person, Term
from meetings.indicators.operations import set_actions
from meetings.localized import fold
from meetings.registration.models import Participation
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def make_held(title: str = "Workshop", *, actions: tuple[str, ...] = (), **facts: Any) -> Meeting:
    """A workshop of the Technical Secretariat, held on 17 and 18 May 2016."""
    sound: dict[str, Any] = {
        "kind_code": "workshop",
        "body_code": "technical_secretariat",
        "status": "held",
        "starts_on": date(2016, 5, 17),
    }
    given = sound | facts
    given.setdefault("ends_on", given["starts_on"] + timedelta(days=1))
    meeting = make_meeting(title, **given)
    set_actions(meeting.id, actions, by=CLI, at=AT)
    return meeting


def make_present(
    meeting: Meeting, *, days: int = 1, person: Person | None = None, **given: Any
) -> Participation:
    """Somebody on the list who was recorded on the first days of the meeting."""
    made = make_listed(meeting, **given)
    if person is not None:
        made.person = person
        db.session.flush()
    for number in range(days):
        make_presence(made, day=meeting.starts_on + timedelta(days=number))
    return made


def make_presence(made: Participation, *, day: date) -> PresenceEvent:
    """An "in" event of a day."""
    return _event(made, day=day, kind=EventKind.IN)


def undo_presence(made: Participation, event: PresenceEvent) -> PresenceEvent:
    """An "undo" that points at it."""
    return _event(made, day=event.day, kind=EventKind.UNDO, undoes=event.id)


def make_edition(title: str = "Course", **facts: Any) -> Meeting:
    """A held edition of a course, from September 2014 to June 2016."""
    sound: dict[str, Any] = {
        "kind_code": "training",
        "starts_on": date(2014, 9, 1),
        "ends_on": date(2016, 6, 30),
    }
    meeting = make_held(title, **(sound | facts))
    course = create_course({"en": title}, description={}, by=CLI, at=AT)
    set_edition(meeting, course, edition="2014", taught_in="es", by=CLI, at=AT)
    return meeting


def complete(made: Participation, on: date) -> None:
    """Record that somebody on the list completed the meeting on a day."""
    meeting = db.session.get_one(Meeting, made.meeting_id)
    record_completions(meeting, [made.public_id], on=on, by=CLI, at=AT)


def make_headcount(
    meeting: Meeting,
    number: int,
    *,
    covers: str = "everyone",
    qualifier: str = "exact",
    cells: tuple[tuple[str | None, str | None, int], ...] = (),
) -> Headcount:
    """A headcount in force; cells are (sex, kind of personnel, number)."""
    made = Headcount(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        report="report",
        covers=covers,
        total=number,
        qualifier=qualifier,
        source="Report of the national machinery",
        recorded_at=AT,
        actor_label="Ana",
        cells=[HeadcountCell(sex=s, personnel_kind_code=kind, count=n) for s, kind, n in cells],
    )
    db.session.add(made)
    db.session.flush()
    return made


def make_organization(name: str = "Red de Mujeres", **values: Any) -> Organization:
    """A women's organization of Honduras, not in the OAS Register."""
    sound = {
        "public_id": str(uuid.uuid4()),
        "name": name,
        "folded_name": fold(name),
        "country": "HN",
        "is_womens": True,
        "in_oas_register": False,
        "created_at": AT,
    }
    made = Organization(**sound | values)
    db.session.add(made)
    db.session.flush()
    return made


def make_term(person: Person, *, from_on: date, to_on: date | None = None) -> Term:
    """A principal expert of Honduras."""
    made = Term(
        public_id=str(uuid.uuid4()),
        body_code="committee_of_experts",
        person_id=person.id,
        state_code="HN",
        position_code="expert_titular",
        from_on=from_on,
        to_on=to_on,
    )
    db.session.add(made)
    db.session.flush()
    return made


def merge(lost: Person | Organization, kept: Person | Organization) -> None:
    """Say that two records are one; the second stands for both."""
    lost.merged_into_id = kept.id
    db.session.flush()


def _event(
    made: Participation, *, day: date, kind: str, undoes: str | None = None
) -> PresenceEvent:
    event = PresenceEvent(
        id=str(uuid.uuid4()),
        meeting_id=made.meeting_id,
        participation_id=made.id,
        kind=kind,
        undoes=undoes,
        day=day,
        mode="in_person",
        source=Source.SEARCH,
        at=AT,
        received_at=AT,
        actor_kind="user",
        actor_id="door",
        actor_label="Door",
    )
    db.session.add(event)
    db.session.flush()
    return event
