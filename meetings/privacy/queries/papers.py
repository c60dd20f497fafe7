"""Signed papers of States that name people: kept as the State signed them until the time of their
meeting is over, whoever of them is erased meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.models import DelegationList, DelegationMember, DelegationPaper
from meetings.directory.models import Person
from meetings.directory.queries import kin, resolved
from meetings.privacy import rules
from meetings.registration.models import Participation, RegistrationPlan


@dataclass(frozen=True)
class Named:
    """A signed paper, its meeting, and the last day on which it is kept."""

    paper: DelegationPaper
    meeting: Meeting
    until: date


def naming(person: Person, *, usual_days: int) -> list[Named]:
    """The signed papers that name a person, by any record of hers: those of a list on which she
    stands. One statement beside that of her records."""
    hers = Participation.person_id.in_(kin(Person, resolved(person).id))
    return _found(hers, usual_days=usual_days)


def naming_in(participation: Participation) -> bool:
    """Whether a signed paper of this meeting names her."""
    return bool(_found(Participation.id == participation.id, usual_days=1))


def naming_erased(*, usual_days: int) -> list[Named]:
    """The signed papers that name somebody who was erased, the first to go first."""
    gone = select(Person.id).where(Person.erased_at.is_not(None))
    return _found(Participation.person_id.in_(gone), usual_days=usual_days)


def _found(whose: ColumnElement[bool], *, usual_days: int) -> list[Named]:
    listed = (
        select(DelegationList.meeting_id, DelegationList.state_code, DelegationList.number)
        .join(DelegationMember, DelegationMember.list_id == DelegationList.id)
        .join(Participation, Participation.id == DelegationMember.participation_id)
        .where(whose)
        .distinct()
        .subquery()
    )
    wanted = (
        select(DelegationPaper, Meeting, RegistrationPlan.retention_days)
        .join(Meeting, Meeting.id == DelegationPaper.meeting_id)
        .outerjoin(RegistrationPlan, RegistrationPlan.meeting_id == Meeting.id)
        .join(
            listed,
            (listed.c.meeting_id == DelegationPaper.meeting_id)
            & (listed.c.state_code == DelegationPaper.state_code)
            & or_(
                DelegationPaper.list_number.is_(None),
                listed.c.number == DelegationPaper.list_number,
            ),
        )
        .order_by(Meeting.ends_on, DelegationPaper.id)
    )
    rows: Collection[Any] = db.session.execute(wanted).all()
    found = {
        paper.id: Named(paper, meeting, _until(meeting, own, usual_days))
        for paper, meeting, own in rows
    }
    return list(found.values())


def _until(meeting: Meeting, own: int | None, usual_days: int) -> date:
    return rules.kept_until(meeting.ends_on, rules.stay(own, usual_days).days)
