"""Reading answers. Those to sensitive questions come only to who asks for them, and by no default:
who may is settled, and each reading noted, where they are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from meetings.db import db
from meetings.localized import Text, pick
from meetings.registration.models import (
    GONE,
    Answer,
    AnswerFile,
    FormQuestion,
    Participation,
    Question,
    QuestionType,
    QuestionVersion,
    SensitiveAnswer,
    Stage,
    Status,
)
from meetings.registration.queries.people import whole
from meetings.registration.queries.questions import sheet
from meetings.registration.queries.ways import plan
from meetings.registration.rules import question_words
from meetings.registration.rules.builder import read_choices
from meetings.registration.rules.merging import answer_marks
from meetings.registration.rules.questions import Choice, codes_of, needed


@dataclass(frozen=True)
class Column:
    """A question as a column of a list or an export: its public id, its newest label."""

    question: str
    label: str
    is_sensitive: bool
    stage: str
    version: int

    @property
    def earlier(self) -> str:
        """How what was answered to another wording is told apart (`answers_of`)."""
        return f"{self.question}.{self.version}"


def present(columns: Iterable[Column]) -> dict[str, int]:
    """Question -> the version whose wording stands above its column."""
    return {each.question: each.version for each in columns}


@dataclass(frozen=True)
class Answered:
    """An answer as it is read, in the wording that was answered; `file` where it is one."""

    question: str
    label: Text
    words: str
    version: int
    at: datetime
    file: AnswerFile | None = None


def columns(meeting_id: int, lang: str, *, sensitive: bool = False) -> list[Column]:
    """The questions of a meeting that a list or an export may show: those of its form, in order,
    then those that were answered and are on it no more. Sensitive ones only with `sensitive`."""
    form = sheet(meeting_id, None)
    found = {
        each.question: Column(
            each.question, pick(each.label, lang).text, each.is_sensitive, each.stage, each.version
        )
        for each in form.asked
    }
    answered = (Answer, SensitiveAnswer) if sensitive else (Answer,)
    for table in answered:
        for question, version in _asked_once(table, meeting_id):
            label = pick(version.label, lang).text
            removed = Column(
                question.public_id,
                label,
                question.is_sensitive,
                Stage.REGISTRATION,
                version.number,
            )
            found.setdefault(question.public_id, removed)
    return [each for each in found.values() if sensitive or not each.is_sensitive]


def earlier_columns(meeting_id: int, lang: str, *, asked: Iterable[Column]) -> list[Column]:
    """Of these questions each earlier wording that somebody answered, with its own label: a file
    gives it a column of its own, so that no answer stands under words that were not asked."""
    versions = present(asked)
    answered = (
        select(Answer.version_id)
        .join(Participation, Participation.id == Answer.participation_id)
        .where(Participation.meeting_id == meeting_id)
    )
    rows = db.session.execute(
        select(Question, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(QuestionVersion.id.in_(answered), ~Question.is_sensitive)
        .order_by(Question.id, QuestionVersion.number.desc())
    )
    return [
        Column(
            question.public_id,
            pick(version.label, lang).text,
            is_sensitive=False,
            stage=Stage.REGISTRATION,
            version=version.number,
        )
        for question, version in rows
        if version.number != versions.get(question.public_id, version.number)
    ]


def answers_of(
    participation_ids: Collection[int],
    lang: str,
    *,
    sensitive: bool = False,
    versions: Mapping[str, int] | None = None,
    apart: bool = False,
) -> dict[int, dict[str, str]]:
    """Participation id -> question's public id -> the answer in words, for a list or an export.

    Two statements for however many. A file is its name. Sensitive ones only with `sensitive`.
    `versions` (`present`) are the wordings that stand above: an answer to another one says so, or
    with `apart` stands under a name of its own (`Column.earlier`).
    """
    names = _file_names(participation_ids)
    found: dict[int, dict[str, str]] = {}
    for kept, question, version in _rows(participation_ids, sensitive=sensitive):
        words = _words(kept.value, question, version, lang)
        if question.type == QuestionType.FILE:
            words = names.get(kept.value, "")
        name = question.public_id
        if version.number != (versions or {}).get(name, version.number):
            name = f"{name}.{version.number}" if apart else name
            words = words if apart else question_words.to_version(words, version.number)
        found.setdefault(kept.participation_id, {})[name] = words
    return found


def shown(participation_id: int, lang: str, *, sensitive: bool) -> list[Answered]:
    """Somebody's answers in the order of the form: the ordinary ones, or the sensitive ones."""
    files = {
        each.public_id: each
        for each in db.session.scalars(
            select(AnswerFile).where(AnswerFile.participation_id == participation_id)
        )
    }
    table = SensitiveAnswer if sensitive else Answer
    found = []
    for kept, question, version in _of_table(table, [participation_id]):
        file = files.get(kept.value) if question.type == QuestionType.FILE else None
        words = file.filename if file else _words(kept.value, question, version, lang)
        label = pick(version.label, lang)
        found.append(Answered(question.public_id, label, words, version.number, kept.at, file))
    return found


def count_sensitive(participation_id: int) -> int:
    """How many sensitive answers somebody gave; says nothing of what they are."""
    wanted = select(func.count()).where(SensitiveAnswer.participation_id == participation_id)
    return db.session.scalar(wanted) or 0


def values(participation_id: int, *, sensitive: bool = True) -> dict[str, Any]:
    """Public id of a question -> what somebody answered, as it is kept: for herself only; without
    `sensitive` for whoever opened her page."""
    rows = _rows([participation_id], sensitive=sensitive)
    return {question.public_id: kept.value for kept, question, _version in rows}


def worded(
    participation_id: int, *, sensitive: bool
) -> tuple[dict[str, Any], dict[str, tuple[Choice, ...]]]:
    """The same, and by public id of each question its choices as they stood when she answered."""
    rows = list(_rows([participation_id], sensitive=sensitive))
    return (
        {question.public_id: kept.value for kept, question, _version in rows},
        {question.public_id: read_choices(version.choices) for _kept, question, version in rows},
    )


def mark(participation_id: int, *, sensitive: bool = True) -> str:
    """Marks of somebody's answers as they are kept now, one for each question, no values; those to
    sensitive questions are hidden from who may not read them."""
    kept, shown = values(participation_id), values(participation_id, sensitive=sensitive)
    return answer_marks(shown, hidden=kept.keys() - shown.keys())


def file(public_id: str) -> tuple[AnswerFile, Question] | None:
    """A file that somebody gave as an answer, with its question."""
    wanted = (
        select(AnswerFile, Question)
        .join(Question, Question.id == AnswerFile.question_id)
        .where(AnswerFile.public_id == public_id)
    )
    row = db.session.execute(wanted).first()
    return (row[0], row[1]) if row else None


def file_names(participation_id: int) -> dict[str, str]:
    """Public id of each file that somebody gave -> its name."""
    return _file_names([participation_id])


@dataclass(frozen=True)
class ToDo:
    """The second form as somebody has to send it, or has; until when (an instant)."""

    questions: int
    answered_at: datetime | None
    closes_at: datetime

    def is_over(self, at: datetime) -> bool:
        """Whether the time for it has passed."""
        return at >= self.closes_at


@dataclass(frozen=True)
class Asks:
    """Whether a meeting asked something on registering, and the second form."""

    has_questions: bool = False
    to_do: ToDo | None = None
    is_over: bool = False


def to_do(participation: Participation) -> ToDo | None:
    """The second form, for who is confirmed; None where it asks her nothing."""
    if participation.status != Status.CONFIRMED:
        return None
    asked = needed(
        sheet(participation.meeting_id, Stage.AFTER), facts_of(participation), answers={}
    )
    if not asked:
        return None
    return ToDo(len(asked), participation.form_answered_at, closes_at(participation, Stage.AFTER))


def asks(participation: Participation, at: datetime) -> Asks:
    """What somebody's own page says of the meeting's questions; nothing once she no longer takes
    part."""
    if participation.status in GONE:
        return Asks()
    return Asks(
        has_questions=bool(sheet(participation.meeting_id)),
        to_do=(second := to_do(participation)),
        is_over=second is not None and second.is_over(at),
    )


def closes_at(participation: Participation, stage: Stage) -> datetime:
    """Until when somebody may answer: the second form until its own end, else until the meeting
    begins; what is asked on registering as long as she may correct her registration."""
    decided, meeting = plan(participation.meeting_id), participation.meeting
    if stage == Stage.AFTER:
        return decided.form_closes_at or meeting.starts_at
    return decided.correct_until or meeting.ends_at


def facts_of(participation: Participation) -> dict[str, tuple[str, ...]]:
    """What conditions may ask of somebody: capacity, mode, and what she answered on registering."""
    facts: dict[str, tuple[str, ...]] = {
        "capacity": (participation.capacity_code,),
        "mode": (participation.mode,),
    }
    for name, value in values(participation.id).items():
        facts[name] = codes_of(value)
    return facts


def second_form_counts(meeting_id: int) -> tuple[int, int]:
    """How many confirmed people have sent the second form, and how many are confirmed."""
    answered, confirmed = db.session.execute(
        select(func.count(Participation.form_answered_at), func.count(Participation.id)).where(
            Participation.meeting_id == meeting_id, Participation.status == Status.CONFIRMED
        )
    ).one()
    return answered, confirmed


def without_second_form(meeting_id: int) -> list[Participation]:
    """The confirmed people who have not sent the second form, by name; also whom to remind."""
    wanted = whole().where(
        Participation.meeting_id == meeting_id,
        Participation.status == Status.CONFIRMED,
        Participation.form_answered_at.is_(None),
    )
    found = list(db.session.scalars(wanted))
    return sorted(found, key=lambda each: each.person.folded_name)


def _rows(
    participation_ids: Collection[int], *, sensitive: bool
) -> Iterator[tuple[Any, Question, QuestionVersion]]:
    yield from _of_table(Answer, participation_ids)
    if sensitive:
        yield from _of_table(SensitiveAnswer, participation_ids)


def _of_table(table: Any, participation_ids: Collection[int]) -> Any:
    wanted = (
        select(table, Question, QuestionVersion)
        .join(Question, Question.id == table.question_id)
        .join(QuestionVersion, QuestionVersion.id == table.version_id)
        .join(Participation, Participation.id == table.participation_id)
        .outerjoin(
            FormQuestion,
            (FormQuestion.question_id == table.question_id)
            & (FormQuestion.meeting_id == Participation.meeting_id),
        )
        .where(table.participation_id.in_(participation_ids))
        .order_by(FormQuestion.stage.desc(), FormQuestion.sort, Question.id)
    )
    return db.session.execute(wanted)


def _asked_once(table: Any, meeting_id: int) -> Any:
    latest = (
        select(table.question_id, func.max(table.version_id).label("version_id"))
        .join(Participation, Participation.id == table.participation_id)
        .where(Participation.meeting_id == meeting_id)
        .group_by(table.question_id)
        .subquery()
    )
    return db.session.execute(
        select(Question, QuestionVersion)
        .join(latest, latest.c.question_id == Question.id)
        .join(QuestionVersion, QuestionVersion.id == latest.c.version_id)
        .order_by(Question.id)
    )


def _file_names(participation_ids: Collection[int]) -> dict[str, str]:
    wanted = select(AnswerFile.public_id, AnswerFile.filename).where(
        AnswerFile.participation_id.in_(participation_ids)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _words(value: Any, question: Question, version: QuestionVersion, lang: str) -> str:
    return question_words.answer(
        question.type, value, choices=read_choices(version.choices), lang=lang
    )
