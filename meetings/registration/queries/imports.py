"""What a table of people is held against: who is known, who takes part, what the form asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.accreditation.models import Accreditation
from meetings.db import db
from meetings.directory.models import Capacity, Person
from meetings.directory.queries import roots_of
from meetings.directory.queries.alike import person_facts
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold
from meetings.registration.intake.days import Order
from meetings.registration.intake.judge import Gone, Here, Identity, Known, Somebody
from meetings.registration.intake.people import QUESTION, Around
from meetings.registration.models import (
    GONE,
    Affiliation,
    Answer,
    Participation,
    Question,
    QuestionType,
    RegistrationImport,
    Reply,
    Way,
)
from meetings.registration.queries.questions import sheet
from meetings.registration.queries.ways import openings
from meetings.registration.rules import in_hand_window
from meetings.registration.rules.questions import Asked

PIECE = 500


def draft(public_id: str, meeting_id: int) -> RegistrationImport | None:
    """A table that was sent for a meeting."""
    return db.session.scalar(
        select(RegistrationImport).where(
            RegistrationImport.public_id == public_id, RegistrationImport.meeting_id == meeting_id
        )
    )


def questions_of(meeting_id: int) -> dict[str, Asked]:
    """The questions that a table may answer: no files, and nothing sensitive."""
    return {
        each.question: each
        for each in sheet(meeting_id, None).asked
        if not each.is_sensitive and each.type != QuestionType.FILE
    }


def sensitive_of(meeting_id: int) -> dict[str, Asked]:
    """The sensitive questions, which no table answers."""
    return {each.question: each for each in sheet(meeting_id, None).asked if each.is_sensitive}


def headings_of(questions: Mapping[str, Asked]) -> dict[str, str]:
    """The folded label of each question in each language -> its column."""
    return {
        fold(label): QUESTION + name
        for name, asked in questions.items()
        for label in (asked.label.get(lang, "") for lang in LANGUAGES)
        if label
    }


def around(meeting_id: int, *, lang: str, at: datetime, dates: str = "") -> Around:
    """What a meeting's rows are read with at an instant; `lang` is for those who name no
    language."""
    organizations: dict[str, tuple[int, str]] = {}
    granted = select(Accreditation).where(Accreditation.meeting_id == meeting_id)
    for each in db.session.scalars(granted.options(joinedload(Accreditation.organization))):
        of_it = each.organization
        for name in (of_it.name, of_it.acronym, *(of_it.aliases or ())):
            if name:
                organizations.setdefault(fold(name), (each.id, of_it.name))
    return Around(
        capacities={
            each.code: tuple(each.represents) for each in db.session.scalars(select(Capacity))
        },
        organizations=organizations,
        questions=questions_of(meeting_id),
        language=lang,
        dates=Order(dates),
        closed=_closed(meeting_id, at),
    )


def _closed(meeting_id: int, at: datetime) -> dict[str, object]:
    """Capacity -> why nobody is imported in it now, by the windows that were set for imports."""
    found: dict[str, object] = {}
    for each in openings(meeting_id, way=Way.IMPORT):
        try:
            in_hand_window(each, at=at)
        except Refused as refusal:
            found[each.capacity_code] = refusal.sentence
    return found


def known(meeting_id: int, emails: Iterable[str], *, everybody: bool) -> Known:
    """Who is known. `everybody`: people of the whole directory may be suggested, else only those
    who take part in the meeting, as for an officer of this meeting alone."""
    roots: dict[int, int] = dict(db.session.execute(select(*roots_of(Person).c)).all())
    here = _here(meeting_id, roots)
    facts = person_facts()
    if not everybody:
        facts = {id_: each for id_, each in facts.items() if id_ in here}
    by_identity = _identities(emails, roots)
    return Known(by_identity, _People(), here, facts, _gone(meeting_id, roots))


class _People(dict[int, Somebody]):
    """People, read when they are first asked for: of a directory few are ever suggested."""

    def __missing__(self, person_id: int) -> Somebody:
        """One person."""
        person = db.session.get_one(Person, person_id)
        self[person_id] = Somebody(person.id, person.public_id, person.full_name, person.email)
        return self[person_id]


def _identities(emails: Iterable[str], roots: Mapping[int, int]) -> dict[Identity, int]:
    wanted = sorted({each for each in emails if each})
    found: dict[Identity, int] = {}
    for start in range(0, len(wanted), PIECE):
        rows = db.session.execute(
            select(Person.email, Person.folded_name, Person.id)
            .where(Person.email.in_(wanted[start : start + PIECE]))
            .order_by(Person.id)
        )
        for email, name, person_id in rows:
            found.setdefault((email, name), roots.get(person_id, person_id))
    return found


def _gone(meeting_id: int, roots: Mapping[int, int]) -> dict[int, Gone]:
    """Person -> how her latest participation ended, by whichever of her records."""
    rows = db.session.execute(
        select(
            Participation.person_id,
            Participation.public_id,
            Participation.status,
            Participation.changed_at,
            Participation.reply == Reply.DECLINED,
        )
        .where(Participation.meeting_id == meeting_id, Participation.status.in_(GONE))
        .order_by(Participation.changed_at, Participation.id)
    )
    return {roots.get(row[0], row[0]): Gone(*row[1:]) for row in rows}


def _here(meeting_id: int, roots: Mapping[int, int]) -> dict[int, Here]:
    """Person -> her live participation, by whichever of her records."""
    rows = db.session.execute(
        select(
            Participation.id,
            Participation.public_id,
            Participation.person_id,
            Participation.capacity_code,
            Participation.functions,
            Participation.personnel_kind_code,
            Participation.language,
            Participation.post,
            Participation.mode,
            Participation.sex,
            Participation.sex_source,
            Affiliation.type,
            Affiliation.state_code,
        )
        .outerjoin(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .where(Participation.meeting_id == meeting_id, Participation.status.not_in(GONE))
        .order_by(Participation.id)
    )
    answers = _answers(meeting_id)
    found: dict[int, Here] = {}
    for row in rows:
        values = dict(row._mapping)
        values["represents"] = values.pop("type")
        person_id = roots.get(row.person_id, row.person_id)
        found.setdefault(
            person_id, Here(row.id, row.public_id, person_id, values, answers.get(row.id, {}))
        )
    return found


def _answers(meeting_id: int) -> dict[int, dict[str, Any]]:
    rows = db.session.execute(
        select(Answer.participation_id, Question.public_id, Answer.value)
        .join(Question, Question.id == Answer.question_id)
        .join(Participation, Participation.id == Answer.participation_id)
        .where(Participation.meeting_id == meeting_id)
    )
    found: dict[int, dict[str, Any]] = {}
    for participation_id, question, value in rows:
        found.setdefault(participation_id, {})[question] = value
    return found
