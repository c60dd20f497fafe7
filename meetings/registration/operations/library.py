"""The library of questions that meetings share."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.registration.models import Question
from meetings.registration.operations.wordings import (
    apply_facts,
    must_keep,
    new_version,
    sound,
    write_wording,
)
from meetings.registration.queries import questions as queries
from meetings.registration.rules import builder
from meetings.registration.rules.builder import QuestionFacts


def edit_in_library(question: Question, facts: QuestionFacts, *, by: Actor, at: datetime) -> bool:
    """Change a question in the library. Returns whether its wording became a new version.

    Forms keep the version that they have; an officer takes the newest over, form by form.
    Raises Refused as `edit_question`.
    """
    facts = sound(replace(facts, type=question.type))
    version = queries.newest([question.id])[question.id]
    is_new = builder.differs(queries.wording(version), facts.wording)
    if is_new:
        if must_keep(version, None):
            version = new_version(question, facts.wording, at=at)
        else:
            write_wording(version, facts.wording)
            is_new = False
    apply_facts(question, facts, at=at)
    db.session.flush()
    subject = ("question", question.public_id)
    changes = {"version": version.number}
    audit.record("registration.edit_library", subject, by=by, at=at, changes=changes)
    return is_new


def retire_question(question: Question, *, by: Actor, at: datetime) -> None:
    """Offer a question of the library no more; forms that have it keep it."""
    _set_retired(question, at, action="retire_question", by=by, at=at)


def restore_question(question: Question, *, by: Actor, at: datetime) -> None:
    """Offer a question of the library again."""
    _set_retired(question, None, action="restore_question", by=by, at=at)


def _set_retired(
    question: Question, retired_at: datetime | None, *, action: str, by: Actor, at: datetime
) -> None:
    if (question.retired_at is None) == (retired_at is None):
        return
    question.retired_at = retired_at
    db.session.flush()
    audit.record(f"registration.{action}", ("question", question.public_id), by=by, at=at)
