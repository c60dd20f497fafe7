"""Writing answers: to the wording that somebody saw, the sensitive ones apart."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit, files
from meetings.actor import Actor
from meetings.db import db
from meetings.errors import Refused
from meetings.filetypes import Inspected
from meetings.registration.models import (
    Answer,
    AnswerFile,
    FormQuestion,
    Participation,
    Question,
    QuestionType,
    QuestionVersion,
    SensitiveAnswer,
    Stage,
)
from meetings.registration.queries import answers as kept_answers
from meetings.registration.queries import questions as queries
from meetings.registration.rules.merging import is_clash, is_taken_over, read_marks
from meetings.registration.rules.questions import Asked, cleaned, fault, read_stamp, with_hers

Kept = Answer | SensitiveAnswer


@dataclass(frozen=True)
class Given:
    """A file given as an answer: what it is, and where it is kept already."""

    inspected: Inspected
    kept: files.Kept


def write(
    participation: Participation,
    given: Mapping[str, Any],
    *,
    stamp: str,
    by: Actor,
    at: datetime,
    stage: Stage | None = None,
    stored: str = "",
) -> list[str]:
    """Keep what somebody answered (public id of a question -> value, None takes it away), each
    under the version that `stamp` says she saw, else the present one. With `stage` after
    confirmation it is noted that she sent the second form.

    What is not named stays. A question that was removed from the form meanwhile is asked no more,
    so an answer to it is not kept. Returns the questions whose answers changed; the audit holds
    their ids, never an answer. Raises Refused (field `q-` and the id) for a value that the version
    does not allow; (code changed) where one that she changed was changed meanwhile elsewhere to
    something else than she saw kept, as `stored` marks it (`queries.answers.mark`). What she left
    as she saw it stays as it stands now. The participation must have its id: flush before.
    """
    db.session.flush()
    if stored:
        given = _merged(participation, given, stored)
    seen = read_stamp(stamp)
    changed = []
    for placed in queries.form_questions(participation.meeting_id):
        question = placed.question
        if question.public_id not in given:
            continue
        shown = seen.get(question.public_id)
        version = _version(placed, shown.version if shown else None)
        asked = queries.asked_of(question, version)
        if _put(participation, question, asked, version, given[question.public_id], at=at):
            changed.append(question.public_id)
    is_second = stage == Stage.AFTER
    if is_second:
        participation.form_answered_at = at
    db.session.flush()
    if changed or is_second:
        subject = ("participation", participation.public_id)
        changes = {"questions": changed}
        audit.record("registration.answer", subject, by=by, at=at, changes=changes)
    return changed


def _merged(
    participation: Participation, given: Mapping[str, Any], stored: str
) -> Mapping[str, Any]:
    """What she changed of her answers. A second click brings what is kept already, and passes."""
    db.session.refresh(participation, ["form_answered_at"], with_for_update=True)
    shown, stands = read_marks(stored), kept_answers.values(participation.id)
    if shown is None:
        return given
    wanted = select(AnswerFile.storage_key, AnswerFile.public_id).where(
        AnswerFile.participation_id == participation.id
    )
    files_kept: dict[str, str] = dict(db.session.execute(wanted).all())
    changed = {}
    for name, value in given.items():
        plain = value
        if isinstance(value, Given):
            plain = files_kept.get(value.kept.key, value.kept.key)
        if is_clash(plain, stands.get(name), shown=shown.get(name)):
            raise Refused(_l("You changed your answers in another window."), code="changed")
        if not is_taken_over(plain, stands.get(name), shown=shown.get(name)):
            changed[name] = value
    return changed


def remove_answers(participation_id: int, question_id: int) -> bool:
    """Take away what somebody answered to a question, with its file. Returns whether there was
    anything."""
    found = False
    for table in (Answer, SensitiveAnswer):
        kept = db.session.get(table, (participation_id, question_id))
        if kept is not None:
            db.session.delete(kept)
            found = True
    _remove_files(participation_id, question_id)
    return found


def move_answers(question: Question) -> int:
    """Bring all ordinary answers to a question that became sensitive to where those are kept.
    Returns how many."""
    rows = list(db.session.scalars(select(Answer).where(Answer.question_id == question.id)))
    for row in rows:
        db.session.add(
            SensitiveAnswer(
                participation_id=row.participation_id,
                question_id=row.question_id,
                version_id=row.version_id,
                value=row.value,
                at=row.at,
            )
        )
        db.session.delete(row)
    db.session.flush()
    return len(rows)


def _version(placed: FormQuestion, number: int | None) -> QuestionVersion:
    """The version that she saw; the present one where there is none of that number."""
    if number is None or number == placed.version.number:
        return placed.version
    wanted = select(QuestionVersion).where(
        QuestionVersion.question_id == placed.question_id, QuestionVersion.number == number
    )
    return db.session.scalar(wanted) or placed.version


def _put(
    participation: Participation,
    question: Question,
    asked: Asked,
    version: QuestionVersion,
    value: Any,
    *,
    at: datetime,
) -> bool:
    table: type[Kept] = SensitiveAnswer if question.is_sensitive else Answer
    row: Kept | None = db.session.get(table, (participation.id, question.id))  # type: ignore[assignment]  # one of the two
    if isinstance(value, Given):
        value = _keep_file(participation.id, question.id, value, at=at)
    elif question.type == QuestionType.FILE and value is not None:
        return False
    else:
        value = cleaned(asked, value)
        asked = with_hers(asked, row.value if row else None)
        sentence = fault(asked, value)
        if sentence is not None and value is not None:
            raise Refused(sentence, field=asked.name, code="answer")
    if value is None:
        return remove_answers(participation.id, question.id)
    if row is None:
        row = table(participation_id=participation.id, question_id=question.id)
        db.session.add(row)
    elif row.value == value:
        return False
    row.value, row.version_id, row.at = value, version.id, at
    return True


def _keep_file(participation_id: int, question_id: int, given: Given, *, at: datetime) -> str:
    """A row for a file in place of an earlier one; the same file sent twice is one."""
    known = db.session.scalar(
        select(AnswerFile).where(
            AnswerFile.storage_key == given.kept.key,
            AnswerFile.participation_id == participation_id,
            AnswerFile.question_id == question_id,
        )
    )
    if known is not None:
        return known.public_id
    _remove_files(participation_id, question_id)
    row = AnswerFile(
        public_id=str(uuid.uuid4()),
        participation_id=participation_id,
        question_id=question_id,
        storage_key=given.kept.key,
        filename=given.inspected.filename,
        content_type=given.inspected.content_type,
        size=given.kept.size,
        sha256=given.kept.sha256,
        at=at,
    )
    db.session.add(row)
    return row.public_id


def _remove_files(participation_id: int, question_id: int) -> None:
    wanted = select(AnswerFile).where(
        AnswerFile.participation_id == participation_id, AnswerFile.question_id == question_id
    )
    for row in db.session.scalars(wanted):
        files.delete_after_commit(row.storage_key)
        db.session.delete(row)
