"""What a purge would take today, before anything is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, or_, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Person
from meetings.privacy.queries import due
from meetings.registration.models import Answer, Participation, SensitiveAnswer

EVERY: Final = 1_000_000  # meetings: a purge goes in batches, this tells of all


@dataclass(frozen=True)
class Purge:
    """What a purge today would take of a meeting: what was written in so many registrations, the
    names of so many people at most (those of whom nothing later is kept), so many answers, and
    whether lists, papers or unsent mails go with them."""

    meeting: Meeting
    registrations: int
    people: int
    answers: int
    has_beside: bool


def preview(*, usual_days: int, today: date, within: Collection[int] | None = None) -> list[Purge]:
    """What would be purged today, the longest over first; nothing is written. `within` are the
    reader's meetings (ids). A few statements for however many."""
    all_of = due.coming(usual_days=usual_days)
    over = {each.meeting.id: each for each in all_of if each.until < today}
    names = _last_names(over.keys())
    questions = due.answers_due(usual_days=usual_days, today=today, most=EVERY)
    answers = _answers(over.keys(), {each.id: ids for each, ids in questions})
    beside = due.leftovers_due(usual_days=usual_days, today=today, most=EVERY)
    found = {each.id: each for each, _ids in questions} | {each.id: each for each in beside}
    found |= {key: each.meeting for key, each in over.items()}
    return [
        Purge(
            meeting,
            over[key].registrations if key in over else 0,
            names.get(key, 0),
            answers.get(key, 0),
            meeting in beside,
        )
        for key, meeting in sorted(found.items(), key=lambda pair: (pair[1].ends_on, pair[0]))
        if within is None or key in within
    ]


def _last_names(over: Collection[int]) -> dict[int, int]:
    """Meeting -> how many people are kept by no registration to another meeting."""
    later = select(Participation.person_id).where(
        Participation.purged_at.is_(None), Participation.meeting_id.not_in(over)
    )
    counted = (
        select(Participation.meeting_id, func.count(Person.id.distinct()))
        .join(Person, Person.id == Participation.person_id)
        .where(
            Participation.meeting_id.in_(over),
            Participation.purged_at.is_(None),
            Person.erased_at.is_(None),
            Person.id.not_in(later),
        )
        .group_by(Participation.meeting_id)
    )
    return dict(db.session.execute(counted).all())


def _answers(over: Collection[int], asked: Mapping[int, Collection[int]]) -> dict[int, int]:
    """Meeting -> how many answers go: all of a meeting that is over, of others those to some
    questions."""
    questions = {each for ids in asked.values() for each in ids}
    found: dict[int, int] = Counter()
    for table in (Answer, SensitiveAnswer):
        counted = (
            select(Participation.meeting_id, table.question_id, func.count())
            .join(Participation, Participation.id == table.participation_id)
            .where(or_(Participation.meeting_id.in_(over), table.question_id.in_(questions)))
            .group_by(Participation.meeting_id, table.question_id)
        )
        for meeting_id, question_id, count in db.session.execute(counted):
            if meeting_id in over or question_id in asked.get(meeting_id, ()):
                found[meeting_id] += count
    return found
