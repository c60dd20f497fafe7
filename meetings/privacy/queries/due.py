"""What is due to be purged, by the days of meetings and of questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, union

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.models import (
    DelegationChange,
    DelegationList,
    DelegationMember,
    DelegationPaper,
)
from meetings.directory.models import Person
from meetings.directory.queries import resolved
from meetings.invitations.models import Mailing, MailingState
from meetings.privacy import rules
from meetings.privacy.queries import kept, requests
from meetings.registration.models import (
    Answer,
    Participation,
    Question,
    RegistrationPlan,
    SensitiveAnswer,
)


@dataclass(frozen=True)
class Coming:
    """A meeting whose names are still kept: how many registrations, of whatever status, until when,
    by whose days."""

    meeting: Meeting
    registrations: int
    until: date
    is_own: bool


def coming(*, usual_days: int, within: Collection[int] | None = None) -> list[Coming]:
    """What will be purged when, the next first; `within` are the reader's meetings (ids)."""
    counted = (
        select(Participation.meeting_id, func.count(Participation.id).label("held"))
        .where(Participation.purged_at.is_(None))
        .group_by(Participation.meeting_id)
        .subquery()
    )
    query = (
        select(Meeting, counted.c.held, RegistrationPlan.retention_days)
        .join(counted, counted.c.meeting_id == Meeting.id)
        .outerjoin(RegistrationPlan, RegistrationPlan.meeting_id == Meeting.id)
    )
    if within is not None:
        query = query.where(Meeting.id.in_(within))
    found = []
    for meeting, held, own in db.session.execute(query):
        stay = rules.stay(own, usual_days)
        until = rules.kept_until(meeting.ends_on, stay.days)
        found.append(Coming(meeting, held, until, stay.is_own))
    return sorted(found, key=lambda each: (each.until, each.meeting.id))


def registrations_due(*, usual_days: int, today: date, most: int) -> list[Participation]:
    """Registrations not stripped yet whose meeting keeps names no longer, the oldest first."""
    over = [each.meeting.id for each in coming(usual_days=usual_days) if each.until < today]
    query = (
        select(Participation)
        .where(Participation.meeting_id.in_(over), Participation.purged_at.is_(None))
        .order_by(Participation.id)
        .limit(most)
    )
    return list(db.session.scalars(query))


def nameless(person_ids: Collection[int], *, usual_days: int, today: date) -> list[int]:
    """Of these people, those of whom nothing else keeps the name: by record that stands."""
    found = set()
    for person in db.session.scalars(select(Person).where(Person.id.in_(person_ids))).all():
        root = resolved(person)
        if root.erased_at or root.id in found or requests.waits_for(root, on=today):
            continue
        if not kept.wants_invitations(root) and kept.last_day(root, usual_days=usual_days) < today:
            found.add(root.id)
    return sorted(found)


def answers_due(*, usual_days: int, today: date, most: int) -> list[tuple[Meeting, list[int]]]:
    """Meetings with answers whose questions keep them no longer, and which questions (ids)."""
    tables = [
        select(table.question_id, Participation.meeting_id)
        .join(Participation, Participation.id == table.participation_id)
        .join(Question, Question.id == table.question_id)
        .where(Question.retention_days.is_not(None))
        .distinct()
        for table in (Answer, SensitiveAnswer)
    ]
    pairs = union(*tables).subquery()
    rows = db.session.execute(
        select(Meeting, Question.id, Question.retention_days)
        .join(pairs, pairs.c.meeting_id == Meeting.id)
        .join(Question, Question.id == pairs.c.question_id)
        .order_by(Meeting.id, Question.id)
    )
    found: dict[int, tuple[Meeting, list[int]]] = {}
    for meeting, question_id, days in rows:
        if rules.is_over(meeting.ends_on, rules.answer_days(usual_days, days), today=today):
            found.setdefault(meeting.id, (meeting, []))[1].append(question_id)
    return list(found.values())[:most]


def leftovers_due(*, usual_days: int, today: date, most: int) -> list[Meeting]:
    """Meetings whose time is over and that still hold people beside registrations: on lists of
    States, in their papers, or in mails that never went out."""
    named = (
        select(DelegationList.meeting_id)
        .join(DelegationMember, DelegationMember.list_id == DelegationList.id)
        .where(DelegationMember.given_names != rules.BLANK)
    )
    told = select(DelegationChange.meeting_id).where(
        DelegationChange.name.not_in(("", rules.BLANK))
    )
    unsent = select(Mailing.meeting_id).where(
        Mailing.state.in_((MailingState.DRAFT, MailingState.SCHEDULED))
    )
    held = union(named, told, unsent, select(DelegationPaper.meeting_id)).subquery()
    rows = db.session.execute(
        select(Meeting, RegistrationPlan.retention_days)
        .outerjoin(RegistrationPlan, RegistrationPlan.meeting_id == Meeting.id)
        .where(Meeting.id.in_(select(held.c.meeting_id)), Meeting.ends_on < today)
        .order_by(Meeting.id)
    )
    over = [
        meeting
        for meeting, own in rows
        if rules.is_over(meeting.ends_on, rules.stay(own, usual_days).days, today=today)
    ]
    return over[:most]


def participations_of(meeting_id: int) -> list[int]:
    """The ids of a meeting's registrations."""
    return list(
        db.session.scalars(select(Participation.id).where(Participation.meeting_id == meeting_id))
    )
