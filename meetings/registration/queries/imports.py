"""Tables of people that were sent, and what their rows are read with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from meetings.accreditation.models import Accreditation
from meetings.calendar.models import Meeting, Mode
from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import Capacity
from meetings.directory.rules.languages import first_language
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold
from meetings.registration.intake.days import Order
from meetings.registration.intake.people import QUESTION, Around
from meetings.registration.intake.seats import Seats
from meetings.registration.models import (
    SEATED,
    Participation,
    QuestionType,
    RegistrationImport,
    Way,
)
from meetings.registration.queries import ways
from meetings.registration.queries.of_states import doubts_of
from meetings.registration.queries.questions import sheet
from meetings.registration.queries.ways import openings
from meetings.registration.rules import in_hand_window
from meetings.registration.rules.fullness import modes_of
from meetings.registration.rules.questions import Asked


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


def seats(meeting: Meeting) -> Seats | None:
    """What is left of a meeting's seats before a table is taken in; None where none is limited."""
    limits = [each for each in ways.limits(meeting.id) if each.session_id is None]
    if not limits:
        return None
    held: Counter[str] = Counter()
    for each in ways.holds(meeting.id):
        if each.released_at is None:
            held[str(each.organization_id or each.state_code or "")] += each.seats - each.used
    granted = select(Accreditation.id, Accreditation.organization_id)
    rows = db.session.execute(granted.where(Accreditation.meeting_id == meeting.id))
    has_seat = or_(Participation.status.in_(SEATED), Participation.offered_until.is_not(None))
    return Seats(
        limits,
        ways.room(limits),
        held=held,
        seated=ways.seekers(Participation.meeting_id == meeting.id, has_seat),
        organizations={row[0]: row[1] for row in rows},
        mode=Mode.VIRTUAL if meeting.mode == Mode.VIRTUAL else Mode.IN_PERSON,
        has_line=ways.plan(meeting.id).has_waiting_list,
    )


def accredited(meeting_id: int) -> dict[str, tuple[int, str]]:
    """The organizations accredited to a meeting: folded name, acronym or alias -> (accreditation,
    name)."""
    found: dict[str, tuple[int, str]] = {}
    granted = select(Accreditation).where(Accreditation.meeting_id == meeting_id)
    for each in db.session.scalars(granted.options(joinedload(Accreditation.organization))):
        of_it = each.organization
        for name in (of_it.name, of_it.acronym, *(of_it.aliases or ())):
            if name:
                found.setdefault(fold(name), (each.id, of_it.name))
    return found


def around(meeting_id: int, *, lang: str, at: datetime, dates: str = "") -> Around:
    """What a meeting's rows are read with at an instant; `lang` is the reader's."""
    meeting = db.session.get_one(Meeting, meeting_id)
    return Around(
        capacities={
            each.code: tuple(each.represents) for each in db.session.scalars(select(Capacity))
        },
        organizations=accredited(meeting_id),
        questions=questions_of(meeting_id),
        language=lang,
        first=first_language(meeting.title, current_app.config["CONTENT_LANGUAGES"]),
        dates=Order(dates),
        modes=modes_of(meeting.mode),
        closed=_closed(meeting_id, at),
        observers=directory.added_observers_called(),
        doubt=doubts_of(meeting),
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
