"""Reading questions: a meeting's form, the library, versions and how often they were answered."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db, read_rows
from meetings.registration.models import (
    Answer,
    FormQuestion,
    Question,
    QuestionVersion,
    SensitiveAnswer,
    Stage,
)
from meetings.registration.rules.builder import Wording, read_choices
from meetings.registration.rules.questions import Asked, Condition, Sheet

_SHEET = (
    select(
        Question.public_id,
        QuestionVersion.number,
        Question.type,
        QuestionVersion.label,
        QuestionVersion.help,
        QuestionVersion.choices,
        FormQuestion.stage,
        FormQuestion.is_required,
        Question.is_sensitive,
        FormQuestion.capacities,
        FormQuestion.conditions,
    )
    .select_from(FormQuestion)
    .join(Question, Question.id == FormQuestion.question_id)
    .join(QuestionVersion, QuestionVersion.id == FormQuestion.version_id)
    .where(FormQuestion.meeting_id == bindparam("meeting"))
    .order_by(FormQuestion.stage.desc(), FormQuestion.sort, FormQuestion.id)
)
_AT_STAGE = _SHEET.where(FormQuestion.stage == bindparam("stage"))
NOTHING = Sheet()


def sheet(meeting_id: int, stage: str | None = Stage.REGISTRATION) -> Sheet:
    """What a meeting's form asks beyond its fixed core, in order; without a stage, at both."""
    given = {"meeting": meeting_id} | ({"stage": stage} if stage else {})
    rows = read_rows(_AT_STAGE if stage else _SHEET, given).all()
    if not rows:
        return NOTHING
    key = hashlib.sha256(repr(rows).encode()).hexdigest()
    return Sheet(key, tuple(_asked(row) for row in rows))


def earlier(versions: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Asked]:
    """Versions (public id, number) of questions, those that there are."""
    if not versions:
        return {}
    rows = db.session.execute(
        select(Question, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(tuple_(Question.public_id, QuestionVersion.number).in_(versions))
    )
    return {
        (question.public_id, version.number): asked_of(question, version)
        for question, version in rows
    }


def form_questions(meeting_id: int) -> list[FormQuestion]:
    """The questions of a meeting's form, of both stages, as an officer builds it."""
    wanted = (
        select(FormQuestion)
        .join(FormQuestion.question)
        .join(FormQuestion.version)
        .options(contains_eager(FormQuestion.question), contains_eager(FormQuestion.version))
        .where(FormQuestion.meeting_id == meeting_id)
        .order_by(FormQuestion.stage.desc(), FormQuestion.sort, FormQuestion.id)
    )
    return list(db.session.scalars(wanted))


def placed(meeting_id: int, public_id: str) -> FormQuestion | None:
    """One question of a meeting's form, by the question's public id."""
    wanted = (
        select(FormQuestion)
        .join(FormQuestion.question)
        .options(contains_eager(FormQuestion.question), joinedload(FormQuestion.version))
        .where(FormQuestion.meeting_id == meeting_id, Question.public_id == public_id)
    )
    return db.session.scalar(wanted)


def question(public_id: str) -> Question | None:
    """A question, wherever it is asked."""
    return db.session.scalar(select(Question).where(Question.public_id == public_id))


def newest(question_ids: Collection[int]) -> dict[int, QuestionVersion]:
    """The newest version of each question."""
    latest = (
        select(QuestionVersion.question_id, func.max(QuestionVersion.number).label("number"))
        .where(QuestionVersion.question_id.in_(question_ids))
        .group_by(QuestionVersion.question_id)
        .subquery()
    )
    rows = db.session.scalars(
        select(QuestionVersion).join(
            latest,
            (latest.c.question_id == QuestionVersion.question_id)
            & (latest.c.number == QuestionVersion.number),
        )
    )
    return {each.question_id: each for each in rows}


def answer_counts(question_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Question id -> number of the version -> how many answers it has, in all meetings."""
    counts: dict[int, dict[int, int]] = {}
    for table in (Answer, SensitiveAnswer):
        rows = db.session.execute(
            select(table.question_id, QuestionVersion.number, func.count())
            .join(QuestionVersion, QuestionVersion.id == table.version_id)
            .where(table.question_id.in_(question_ids))
            .group_by(table.question_id, QuestionVersion.number)
        )
        for question_id, number, count in rows:
            counts.setdefault(question_id, {})[number] = count
    return counts


@dataclass(frozen=True)
class Usage:
    """A meeting on whose form a question stands: its slug, its title as read, its version there."""

    slug: str
    title: str
    number: int
    meeting_id: int


def usage(question_ids: Collection[int], lang: str) -> dict[int, list[Usage]]:
    """Question id -> the meetings on whose forms it stands, the latest first."""
    rows = db.session.execute(
        select(
            FormQuestion.question_id,
            Meeting.slug,
            MeetingText.title,
            QuestionVersion.number,
            Meeting.id,
        )
        .join(Meeting, Meeting.id == FormQuestion.meeting_id)
        .join(QuestionVersion, QuestionVersion.id == FormQuestion.version_id)
        .outerjoin(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(FormQuestion.question_id.in_(question_ids))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    found: dict[int, list[Usage]] = {}
    for question_id, slug, title, number, meeting_id in rows:
        found.setdefault(question_id, []).append(Usage(slug, title or slug, number, meeting_id))
    return found


def library(*, retired: bool = True) -> list[tuple[Question, QuestionVersion]]:
    """The questions of the library with their newest versions, the latest changed first."""
    wanted = select(Question).where(Question.is_in_library)
    if not retired:
        wanted = wanted.where(Question.retired_at.is_(None))
    order = (Question.retired_at.is_not(None), Question.changed_at.desc(), Question.id)
    questions = list(db.session.scalars(wanted.order_by(*order)))
    versions = newest([each.id for each in questions])
    return [(each, versions[each.id]) for each in questions if each.id in versions]


def forms_to_clone(
    meeting_id: int, lang: str, *, within: Collection[int] | None
) -> list[tuple[str, str, int]]:
    """The other meetings with a form: slug, title, how many questions; the latest first.

    `within` are the meetings (ids) the reader may manage, None for all.
    """
    wanted = (
        select(Meeting.slug, func.min(MeetingText.title), func.count(FormQuestion.id))
        .join(FormQuestion, FormQuestion.meeting_id == Meeting.id)
        .outerjoin(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(Meeting.id != meeting_id)
        .group_by(Meeting.id, Meeting.slug, Meeting.starts_at)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(100)
    )
    if within is not None:
        wanted = wanted.where(Meeting.id.in_(within))
    rows = db.session.execute(wanted)
    return [(slug, title or slug, count) for slug, title, count in rows]


def elsewhere(version_id: int, meeting_id: int | None) -> int:
    """On how many forms of other meetings a version stands."""
    wanted = select(func.count()).where(FormQuestion.version_id == version_id)
    if meeting_id is not None:
        wanted = wanted.where(FormQuestion.meeting_id != meeting_id)
    return db.session.scalar(wanted) or 0


def is_shown(version_id: int) -> bool:
    """Whether a version stands on the form of a meeting that is published."""
    wanted = (
        select(FormQuestion.id)
        .join(Meeting, Meeting.id == FormQuestion.meeting_id)
        .where(FormQuestion.version_id == version_id, Meeting.published_at.is_not(None))
    )
    return db.session.scalar(wanted.limit(1)) is not None


def wording(version: QuestionVersion) -> Wording:
    """What a version says."""
    choices = read_choices(version.choices)
    return Wording(label=version.label, help=version.help, choices=choices)


def asked_of(question: Question, version: QuestionVersion) -> Asked:
    """A question by itself in one of its versions, outside of a form."""
    return Asked(
        question=question.public_id,
        version=version.number,
        type=question.type,
        label=version.label,
        help=version.help,
        choices=read_choices(version.choices),
        is_sensitive=question.is_sensitive,
    )


def asked_at(placed: FormQuestion) -> Asked:
    """A question as it stands on its meeting's form."""
    return replace(
        asked_of(placed.question, placed.version),
        stage=placed.stage,
        is_required=placed.is_required,
        capacities=tuple(placed.capacities),
        conditions=_conditions(placed.conditions),
    )


def is_asked_anywhere(question_id: int) -> bool:
    """Whether a question stands on a form, or was ever answered."""
    tables = (FormQuestion, Answer, SensitiveAnswer)
    wanted = select(or_(*(_exists(table, question_id) for table in tables)))
    return bool(db.session.scalar(wanted))


def _exists(table: Any, question_id: int) -> Any:
    return select(table.question_id).where(table.question_id == question_id).exists()


def _conditions(stored: Sequence[Mapping[str, Any]]) -> tuple[Condition, ...]:
    return tuple(
        Condition(each.get("question") or each["field"], tuple(each["is"])) for each in stored
    )


def _asked(row: Any) -> Asked:
    (
        public_id,
        number,
        type_,
        label,
        help_,
        choices,
        stage,
        required,
        sensitive,
        capacities,
        when,
    ) = row
    return Asked(
        question=public_id,
        version=number,
        type=type_,
        label=label,
        help=help_,
        choices=read_choices(choices),
        stage=stage,
        is_required=required,
        is_sensitive=sensitive,
        capacities=tuple(capacities),
        conditions=_conditions(when),
    )
