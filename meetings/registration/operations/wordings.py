"""The versions of a question: what may be written anew, and what stays as it was answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.calendar.operations.privacy import keep_links_out
from meetings.errors import Refused
from meetings.registration.models import FormQuestion, Question, QuestionVersion
from meetings.registration.operations.answers import move_answers
from meetings.registration.queries import questions as queries
from meetings.registration.rules import builder
from meetings.registration.rules.builder import QuestionFacts, Wording


def sound(facts: QuestionFacts) -> QuestionFacts:
    """A question as it is kept, new answers with their codes. Raises Refused, naming the field."""
    facts = replace(facts, wording=builder.cleaned_wording(facts.wording, facts.type))
    builder.check_question(facts)
    keep_links_out({"label": facts.wording.label, "help": facts.wording.help})
    for each in facts.wording.choices:
        keep_links_out({"choices": each.label})
    return facts


def new_version(question: Question, wording: Wording, *, at: datetime) -> QuestionVersion:
    """The next version of a question."""
    number = 1 + max((each.number for each in question.versions), default=0)
    version = QuestionVersion(number=number, created_at=at)
    write_wording(version, wording)
    question.versions.append(version)
    return version


def reword(placed: FormQuestion, wording: Wording, *, at: datetime) -> bool:
    """Write another wording, as a new version where the present one must be kept."""
    version = placed.version
    if not builder.differs(queries.wording(version), wording):
        return False
    if not must_keep(version, placed.meeting_id):
        write_wording(version, wording)
        return False
    placed.version = new_version(placed.question, wording, at=at)
    return True


def must_keep(version: QuestionVersion, meeting_id: int | None) -> bool:
    """Whether a version stays as it is; `meeting_id` is whose form it is changed on, if any."""
    answers = queries.answer_counts([version.question_id]).get(version.question_id, {})
    return builder.must_keep(
        answers=answers.get(version.number, 0),
        is_shown=queries.is_shown(version.id),
        elsewhere=queries.elsewhere(version.id, meeting_id),
    )


def write_wording(version: QuestionVersion, wording: Wording) -> None:
    """Write what a version says."""
    version.label, version.help = dict(wording.label), dict(wording.help)
    version.choices = builder.stored_choices(wording.choices)


def apply_facts(question: Question, facts: QuestionFacts, *, at: datetime) -> None:
    """Write what holds for a question wherever it is asked.

    Raises Refused (code sensitive) for making an answered sensitive question ordinary; the answers
    to one that becomes sensitive move to where those are kept.
    """
    if question.is_sensitive and not facts.is_sensitive and queries.answer_counts([question.id]):
        sentence = _l("This question was answered as a sensitive one: it stays so.")
        raise Refused(sentence, field="is_sensitive", code="sensitive")
    if facts.is_sensitive and not question.is_sensitive:
        move_answers(question)
    question.is_sensitive = facts.is_sensitive
    question.is_in_library = facts.is_in_library
    question.retention_days = facts.retention_days
    question.changed_at = at
