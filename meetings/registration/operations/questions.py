"""Building a meeting's form: which questions stand on it, where, and for whom."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db, one_at_a_time
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.localized import pick
from meetings.registration.models import (
    FormQuestion,
    Question,
    QuestionVersion,
    Stage,
)
from meetings.registration.operations.wordings import (
    apply_facts,
    new_version,
    reword,
    sound,
)
from meetings.registration.queries import questions as queries
from meetings.registration.rules import builder
from meetings.registration.rules.builder import Place, QuestionFacts
from meetings.registration.rules.questions import Asked


def add_question(
    meeting: Meeting,
    facts: QuestionFacts,
    *,
    place: Place,
    by: Actor,
    at: datetime,
    public_id: str | None = None,
) -> FormQuestion:
    """Put a new question at the end of a meeting's form.

    With a `public_id` (of a form) that made a question of it before, that one is given back.
    Raises Refused, naming the field, when it could not be answered or its conditions not be met.
    """
    form = _alone(meeting)
    for each in form:
        if each.question.public_id == public_id:
            return each
    facts = sound(facts)
    if public_id is None or queries.question(public_id) is not None:
        public_id = str(uuid.uuid4())
    question = Question(
        public_id=public_id,
        type=facts.type,
        is_sensitive=facts.is_sensitive,
        is_in_library=facts.is_in_library,
        retention_days=facts.retention_days,
        created_at=at,
        changed_at=at,
        versions=[],
    )
    version = new_version(question, facts.wording, at=at)
    db.session.add(question)
    db.session.flush()
    placed = _put(meeting, question, version, place, form=form)
    _record("add_question", meeting, question, by=by, at=at)
    return placed


def add_from_library(
    meeting: Meeting, question: Question, *, by: Actor, at: datetime
) -> FormQuestion:
    """Put a question of the library at the end of a meeting's form, in its newest wording.

    Raises Refused when the form has it already, or when it was retired.
    """
    form = _alone(meeting)
    if question.retired_at is not None or not question.is_in_library:
        raise Refused(_l("This question was retired from the library."), code="retired")
    if any(each.question_id == question.id for each in form):
        raise Refused(_l("This question stands on the form already."), code="known")
    version = queries.newest([question.id])[question.id]
    placed = _put(meeting, question, version, Place(), form=form)
    _record("add_question", meeting, question, by=by, at=at)
    return placed


def ask_again(
    meeting: Meeting, question: Question, *, version: QuestionVersion, by: Actor, at: datetime
) -> FormQuestion:
    """Put a question that was taken off back at the end of a meeting's form, in a wording that was
    answered there. Raises Refused when the form has it already."""
    form = _alone(meeting)
    if any(each.question_id == question.id for each in form):
        raise Refused(_l("This question stands on the form already."), code="known")
    placed = _put(meeting, question, version, Place(), form=form)
    _record("add_question", meeting, question, by=by, at=at)
    return placed


def clone_form(meeting: Meeting, source: Meeting, *, by: Actor, at: datetime) -> int:
    """Take over all questions of another meeting's form that this one lacks, with their places,
    conditions and present wording there. Returns how many; the same again takes over none."""
    known = {each.question_id for each in _alone(meeting)}
    taken = [each for each in queries.form_questions(source.id) if each.question_id not in known]
    for each in taken:
        form = queries.form_questions(meeting.id)
        place = _place_of(each)
        there = {other.question.public_id for other in form} | {"mode"}
        conditions = tuple(one for one in place.conditions if one.field in there)
        _put(meeting, each.question, each.version, replace(place, conditions=conditions), form=form)
    if taken:
        changes = {"from": source.slug, "questions": [each.question.public_id for each in taken]}
        subject = ("meeting", meeting.slug)
        audit.record("registration.clone_form", subject, by=by, at=at, changes=changes)
    return len(taken)


def edit_question(
    placed: FormQuestion, facts: QuestionFacts, *, place: Place, by: Actor, at: datetime
) -> bool:
    """Change a question on a meeting's form. Returns whether its wording became a new version.

    A wording that somebody answered, may be reading now, or that another meeting's form has, is
    kept: the new one is a new version, for this meeting. The type stays. Raises Refused, naming
    the field, for what could not be answered, for conditions that cannot be met (code order when a
    later question's could not any more), and for making a sensitive question ordinary once it was
    answered.
    """
    meeting = _meeting(placed)
    form = _alone(meeting)
    question = placed.question
    facts = sound(replace(facts, type=question.type))
    if place.stage != placed.stage:
        placed.sort = 1 + max((each.sort for each in form if each.stage == place.stage), default=0)
    before = [queries.asked_at(each) for each in form if _stands_before(each, placed, place.stage)]
    _check_place(place, before)
    is_new = reword(placed, facts.wording, at=at)
    _apply_place(placed, place)
    apply_facts(question, facts, at=at)
    db.session.flush()
    _check_order(meeting.id)
    changes = {"version": placed.version.number} if is_new else {}
    _record("edit_question", meeting, question, by=by, at=at, **changes)
    return is_new


def take_newest(placed: FormQuestion, *, by: Actor, at: datetime) -> bool:
    """Let a meeting's form have the newest wording of a question. Returns whether it had not."""
    version = queries.newest([placed.question_id])[placed.question_id]
    if version.id == placed.version_id:
        return False
    meeting = _meeting(placed)
    placed.version = version
    db.session.flush()
    changes = {"version": version.number}
    _record("take_newest", meeting, placed.question, by=by, at=at, **changes)
    return True


def move_question(
    placed: FormQuestion, way: Literal["up", "down"], *, by: Actor, at: datetime
) -> bool:
    """Let a question change places with the one before or after it, of its stage. Returns False
    at an end. Raises Refused (code order) when a condition would then ask about a later question.
    """
    meeting = _meeting(placed)
    column = [each for each in _alone(meeting) if each.stage == placed.stage]
    here = column.index(placed)
    there = here + (-1 if way == "up" else 1)
    if not 0 <= there < len(column):
        return False
    column[here], column[there] = column[there], column[here]
    for number, each in enumerate(column, 1):
        each.sort = number
    db.session.flush()
    _check_order(meeting.id)
    _record("move_question", meeting, placed.question, by=by, at=at)
    return True


def remove_question(placed: FormQuestion, *, by: Actor, at: datetime) -> None:
    """Ask a question no more at a meeting. Answers that were given stay with their registrations
    until their time is over. Raises Refused (code order) while another question depends on it."""
    meeting, question = _meeting(placed), placed.question
    _alone(meeting)
    db.session.delete(placed)
    db.session.flush()
    _check_order(meeting.id, gone=queries.asked_of(question, placed.version))
    if not question.is_in_library and not queries.is_asked_anywhere(question.id):
        db.session.delete(question)
        db.session.flush()
    _record("remove_question", meeting, question, by=by, at=at)


def _alone(meeting: Meeting) -> list[FormQuestion]:
    """The form, while nobody else changes it."""
    one_at_a_time(f"form:{meeting.id}")
    return queries.form_questions(meeting.id)


def _meeting(placed: FormQuestion) -> Meeting:
    meeting = db.session.get(Meeting, placed.meeting_id)
    assert meeting is not None, "the column is never empty"  # noqa: S101 - for the type checker
    return meeting


def _put(
    meeting: Meeting,
    question: Question,
    version: QuestionVersion,
    place: Place,
    *,
    form: Sequence[FormQuestion],
) -> FormQuestion:
    if len(form) >= builder.MOST_QUESTIONS:
        sentence = _l("A form has at most %(most)d questions.", most=builder.MOST_QUESTIONS)
        raise Refused(sentence, code="many")
    alike = [each for each in form if each.stage == place.stage]
    standing = form if place.stage == Stage.AFTER else alike
    _check_place(place, [queries.asked_at(each) for each in standing])
    placed = FormQuestion(
        meeting_id=meeting.id,
        question=question,
        version=version,
        sort=1 + max((each.sort for each in alike), default=0),
    )
    _apply_place(placed, place)
    db.session.add(placed)
    db.session.flush()
    return placed


def _stands_before(each: FormQuestion, placed: FormQuestion, stage: str) -> bool:
    if each.id == placed.id:
        return False
    if each.stage != stage:
        return stage == Stage.AFTER
    return each.sort < placed.sort


def _check_place(place: Place, before: Sequence[Asked]) -> None:
    codes = {each.code for each in directory.capacities()}
    builder.check_place(place, before, capacities=codes)


def _check_order(meeting_id: int, gone: Asked | None = None) -> None:
    form = [queries.asked_at(each) for each in queries.form_questions(meeting_id)]
    named = [*form, gone] if gone else form
    builder.check_order(form, {each.question: pick(each.label, "en").text for each in named})


def _place_of(placed: FormQuestion) -> Place:
    asked = queries.asked_at(placed)
    return Place(
        stage=asked.stage,
        is_required=asked.is_required,
        capacities=asked.capacities,
        conditions=asked.conditions,
    )


def _apply_place(placed: FormQuestion, place: Place) -> None:
    placed.stage, placed.is_required = place.stage, place.is_required
    placed.capacities = list(place.capacities)
    placed.conditions = [
        {("field" if each.field == "mode" else "question"): each.field, "is": list(each.codes)}
        for each in place.conditions
    ]


def _record(
    action: str, meeting: Meeting, question: Question, *, by: Actor, at: datetime, **more: Any
) -> None:
    changes = {"question": question.public_id, **more}
    subject = ("meeting", meeting.slug)
    audit.record(f"registration.{action}", subject, by=by, at=at, changes=changes)
