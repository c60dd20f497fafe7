"""Questions that a meeting's form asks no more, though people answered them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.registration.models import (
    Answer,
    FormQuestion,
    Participation,
    Question,
    QuestionVersion,
    SensitiveAnswer,
)
from meetings.registration.queries.ways import plan


@dataclass(frozen=True)
class TakenOff:
    """A question that is asked no more, in its latest wording that was answered here."""

    question: Question
    version: QuestionVersion
    answers: int


def count_answers(meeting_id: int, question_id: int) -> int:
    """How many people of a meeting have answered a question."""
    return sum(
        db.session.scalar(
            select(func.count())
            .select_from(table)
            .join(Participation, Participation.id == table.participation_id)
            .where(Participation.meeting_id == meeting_id, table.question_id == question_id)
        )
        or 0
        for table in (Answer, SensitiveAnswer)
    )


def taken_off(meeting_id: int) -> list[TakenOff]:
    """The questions that a meeting asks no more and that were answered there; four statements at
    most."""
    on_it = select(FormQuestion.question_id).where(FormQuestion.meeting_id == meeting_id)
    found: dict[int, tuple[int, int]] = {}
    for table in (Answer, SensitiveAnswer):
        rows = db.session.execute(
            select(table.question_id, func.max(table.version_id), func.count())
            .join(Participation, Participation.id == table.participation_id)
            .where(Participation.meeting_id == meeting_id, table.question_id.not_in(on_it))
            .group_by(table.question_id)
        )
        found |= {row[0]: (row[1], row[2]) for row in rows}
    if not found:
        return []
    wanted = select(Question, QuestionVersion).where(
        QuestionVersion.id.in_([version for version, _count in found.values()]),
        Question.id == QuestionVersion.question_id,
    )
    rows_ = db.session.execute(wanted.order_by(Question.id))
    return [TakenOff(question, version, found[question.id][1]) for question, version in rows_]


def kept_until(meeting: Meeting, question: Question, *, usual_days: int) -> date:
    """The day after which the answers to a question are deleted."""
    days = question.retention_days or plan(meeting.id).retention_days or usual_days
    return meeting.ends_on + timedelta(days=days)
