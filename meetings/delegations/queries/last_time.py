"""A State's delegation to the session before, as a start and to compare with."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from meetings.calendar.models import Meeting
from meetings.calendar.models import Status as MeetingStatus
from meetings.db import db
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.members import HEAD, List, Member
from meetings.registration.models import Affiliation, Participation, Represents, Status


def last_delegation(place: Place) -> List:
    """Who was in the State's delegation to the session before of the same body: by its official
    list, and by who was registered for it where none was submitted to that session. Empty where
    there is neither."""
    return last_session(place)[1]


def last_session(place: Place) -> tuple[int | None, List]:
    """The same with the session (id of the meeting) that it was: one of the same kind of meetings
    before any other one of the body, as a workshop is."""
    if place.meeting.body_code is None:
        return None, ()
    listed, came = lists.last_time(place), _last_attended(place)
    if listed is not None:
        wanted = select(Meeting.starts_at, lists.of_same_kind(place)).where(
            Meeting.id == listed.meeting_id
        )
        held = db.session.execute(wanted).first()
        if came is None or held is None or (held[1], held[0]) >= (came[2], came[1]):
            return listed.meeting_id, lists.members_of(listed)
    return (came[0], _registered(place, came[0])) if came else (None, ())


def is_of_same_kind(place: Place, meeting_id: int) -> bool:
    """Whether a session before is one of the same kind of meetings."""
    kind = db.session.scalar(select(Meeting.kind_code).where(Meeting.id == meeting_id))
    return kind == place.meeting.kind_code


def member_of(participation: Participation) -> Member:
    """Somebody who takes part as a list holds her."""
    person = participation.person
    functions = tuple(participation.functions or ())
    return Member(
        key=str(uuid.uuid4()),
        honorific=person.honorific or "",
        given_names=person.given_names,
        surnames=person.surnames,
        email=person.email,
        sex=participation.sex,
        capacity_code=participation.capacity_code,
        functions=tuple(each for each in functions if each != HEAD),
        post=participation.post,
        personnel_kind_code=participation.personnel_kind_code,
        mode=participation.mode,
        language=participation.language,
        is_head=HEAD in functions,
        participation_id=participation.id,
    )


def _last_attended(place: Place) -> tuple[int, datetime, bool] | None:
    """The latest session before for which somebody of the State was registered, its start, and
    whether it is of the same kind: then it goes before any other."""
    same = lists.of_same_kind(place)
    wanted = (
        select(Meeting.id, Meeting.starts_at, same)
        .join(Participation, Participation.meeting_id == Meeting.id)
        .join(Affiliation, Affiliation.participation_id == Participation.id)
        .where(
            _of_state(place.state_code),
            Meeting.body_code == place.meeting.body_code,
            Meeting.starts_at < place.meeting.starts_at,
            Meeting.status != MeetingStatus.CANCELLED,
        )
        .order_by(same.desc(), Meeting.starts_at.desc())
        .limit(1)
    )
    found = db.session.execute(wanted).first()
    return (found[0], found[1], bool(found[2])) if found else None


def _registered(place: Place, meeting_id: int) -> List:
    wanted = (
        select(Participation)
        .join(Affiliation, Affiliation.participation_id == Participation.id)
        .where(_of_state(place.state_code), Participation.meeting_id == meeting_id)
        .options(joinedload(Participation.person))
        .order_by(
            Participation.protocol_order.is_(None), Participation.protocol_order, Participation.id
        )
    )
    return tuple(member_of(each) for each in db.session.scalars(wanted))


def _of_state(code: str) -> ColumnElement[bool]:
    return and_(
        Affiliation.is_principal,
        Affiliation.type == Represents.STATE,
        Affiliation.state_code == code,
        Participation.status.in_((Status.NOMINATED, Status.CONFIRMED)),
    )
