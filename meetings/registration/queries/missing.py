"""Whose answers to required questions are missing: nobody asked them of who was nominated by her
State, or entered by an officer or from a table; and a question may be newer than a registration."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, String, and_, cast, exists, false, or_, select

from meetings.db import db
from meetings.registration.models import (
    Answer,
    Participation,
    Question,
    QuestionType,
    SensitiveAnswer,
    Status,
)
from meetings.registration.queries.questions import sheet
from meetings.registration.rules.questions import AGREED, Asked, unanswered

# Who is invited answers when she accepts.
ASKED: Final = (Status.NOMINATED, Status.PENDING, Status.CONFIRMED, Status.WAITLISTED)


class Registered(Protocol):
    """A registration, or the row of a list that tells of one."""

    @property
    def id(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def capacity_code(self) -> str: ...
    @property
    def mode(self) -> str: ...


def count_missing(participation: Participation) -> int:
    """How many required questions of the meeting somebody has yet to answer."""
    return missing_among(participation.meeting_id, [participation]).get(participation.id, 0)


def missing_among(meeting_id: int, registered: Iterable[Registered]) -> dict[int, int]:
    """Registration (id) -> how many required questions of the meeting are yet to be answered; those
    who lack none are left out. Three statements for however many, one where nothing is required."""
    asked = sheet(meeting_id)
    people = [each for each in registered if each.status in ASKED]
    if not people or not any(each.is_required for each in asked.asked):
        return {}
    given = _given({each.id for each in people})
    found = {}
    for each in people:
        facts = {"capacity": (each.capacity_code,), "mode": (each.mode,)}
        if lacks := unanswered(asked, facts, answers=given.get(each.id, {})):
            found[each.id] = len(lacks)
    return found


def is_missing(meeting_id: int) -> ColumnElement[bool]:
    """Whether one of a meeting's registrations lacks such an answer: what `unanswered` decides for
    one, said of all by the database."""
    asked: dict[str, tuple[Asked, ColumnElement[bool]]] = {}
    lacks: list[ColumnElement[bool]] = [false()]
    for each in sheet(meeting_id).asked:
        is_asked = and_(
            Participation.status.in_(ASKED),
            *(_fits(name, codes, asked) for name, codes in each.when.items()),
        )
        asked[each.question] = (each, is_asked)
        if each.is_required:
            lacks.append(and_(is_asked, ~_answered(each)))
    return or_(*lacks)


def _fits(
    field: str, codes: Collection[str], asked: dict[str, tuple[Asked, ColumnElement[bool]]]
) -> ColumnElement[bool]:
    """Whether one of these codes was chosen in a field: an answer to a question that somebody is
    not asked fulfils nothing."""
    if field == "capacity":
        return Participation.capacity_code.in_(codes)
    if field == "mode":
        return Participation.mode.in_(codes)
    if field not in asked:
        return false()
    before, is_asked = asked[field]
    return and_(is_asked, _answered(before, codes))


def _answered(question: Asked, codes: Collection[str] = ()) -> ColumnElement[bool]:
    """Whether somebody answered a question, by one of the codes where some are given."""
    table = SensitiveAnswer if question.is_sensitive else Answer
    kept = cast(table.value, String)
    is_consent = question.type == QuestionType.CONSENT
    written = ["true" if is_consent and code == AGREED else f'"{code}"' for code in codes]
    chosen = [or_(*(kept.contains(each, autoescape=True) for each in written))] if codes else []
    return exists(
        select(table.question_id)
        .join(Question, Question.id == table.question_id)
        .where(
            table.participation_id == Participation.id,
            Question.public_id == question.question,
            *chosen,
        )
    )


def _given(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Registration (id) -> public id of a question -> what is kept of its answer."""
    found: dict[int, dict[str, Any]] = {}
    for table in (Answer, SensitiveAnswer):
        rows = db.session.execute(
            select(table.participation_id, Question.public_id, table.value)
            .join(Question, Question.id == table.question_id)
            .where(table.participation_id.in_(ids))
        )
        for id_, question, value in rows:
            found.setdefault(id_, {})[question] = value
    return found
