"""What is kept of somebody, until when, for what, and who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from meetings import formats
from meetings.attendance.queries import with_presence
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Person, Term
from meetings.directory.queries import kin, resolved
from meetings.localized import pick
from meetings.privacy import rules
from meetings.privacy.queries import papers
from meetings.registration.models import (
    GONE,
    Answer,
    Consent,
    Participation,
    Question,
    QuestionVersion,
    RegistrationPlan,
    SensitiveAnswer,
)
from meetings.registration.rules.consents import Purpose


@dataclass(frozen=True)
class Line:
    """One category of what is kept: what for, until when in words, and who reads it."""

    what: str
    purpose: str
    until: str
    readers: str


@dataclass(frozen=True)
class AnswerStay:
    """A question that somebody answered, and for how many days its answer is kept."""

    label: dict[str, str]
    days: int
    is_sensitive: bool


def lines(found: Participation, lang: str, *, usual_days: int, today: date) -> list[Line]:
    """All that is kept of somebody by a registration, in the reader's language."""
    days = rules.stay(_own_days(found.meeting_id), usual_days).days
    own = formats.day(rules.kept_until(found.meeting.ends_on, days), lang)
    officers = _("The officers of the meeting; each opening of a list is noted.")
    said = [
        Line(
            _("Your names and your e-mail address"),
            _("To prepare the meeting and to write to you"),
            _names_until(found, lang, usual_days=usual_days, today=today),
            officers + " " + _("At the door: your name."),
        ),
        Line(
            _("Name on the badge, post, notes to you"),
            _("Your badge and your place"),
            own,
            officers,
        ),
        Line(
            _("Your access needs"),
            _("That you can take part"),
            own,
            _("Only those with the right to sensitive answers; each reading is noted."),
        ),
    ]
    said += [_answer_line(each, found, lang) for each in answer_stays(found.id, days)]
    if papers.naming_in(found):
        said.append(_papers_line(own, officers))
    return [
        *said,
        Line(
            _("The mails that we sent you"),
            _("To show what you were told"),
            own,
            _("The officers of the secretariat."),
        ),
        Line(
            _("Sex, capacity, whom you represent, kind of personnel, your days of presence"),
            _("To count who takes part, without names"),
            _("For good, but without your name after %(day)s", day=own),
            _("Nobody reads it alone: it is counted with the others."),
        ),
    ]


def last_day(person: Person, *, usual_days: int) -> date:
    """The last day of a person's names: that of the meeting of hers that is kept longest."""
    root = resolved(person)
    rows = db.session.execute(
        select(Meeting.ends_on, RegistrationPlan.retention_days)
        .join(Participation, Participation.meeting_id == Meeting.id)
        .outerjoin(RegistrationPlan, RegistrationPlan.meeting_id == Meeting.id)
        .where(Participation.person_id.in_(kin(Person, root.id)))
    )
    return max(rules.kept_until(day, rules.stay(own, usual_days).days) for day, own in rows)


def has_term(person: Person, *, on: date) -> bool:
    """Whether a person holds a mandate on a day, by any record of hers."""
    root = resolved(person)
    wanted = select(func.count(Term.id)).where(
        Term.person_id.in_(kin(Person, root.id)),
        Term.from_on <= on,
        or_(Term.to_on.is_(None), Term.to_on >= on),
    )
    return bool(db.session.scalar(wanted))


@dataclass(frozen=True)
class Coming:
    """What somebody is registered to and is not over: what her erasure withdraws, and what stays as
    a count, for she was present already."""

    withdrawn: Sequence[Participation]
    counted: Sequence[Participation]


def coming(person: Person, *, at: datetime) -> Coming:
    """What an erasure would do with a person's registrations that are not over, by any record."""
    found = _upcoming(person, at=at)
    was_there = with_presence({each.id for each in found})
    return Coming(
        withdrawn=[each for each in found if each.id not in was_there],
        counted=[each for each in found if each.id in was_there],
    )


def _upcoming(person: Person, *, at: datetime) -> list[Participation]:
    root = resolved(person)
    query = (
        select(Participation)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .options(joinedload(Participation.meeting))
        .where(
            Participation.person_id.in_(kin(Person, root.id)),
            Participation.status.not_in(GONE),
            Meeting.ends_at > at,
        )
        .order_by(Meeting.starts_at)
    )
    return list(db.session.scalars(query))


def mailboxes(person: Person) -> list[tuple[str, str]]:
    """The addresses that a person's records bear now, and those at which a registration of hers is
    held for a few days, each with the language chosen last."""
    root = resolved(person)
    rows = db.session.execute(
        select(Person.email, Participation.held_email, Participation.language)
        .join(Participation, Participation.person_id == Person.id)
        .where(Person.id.in_(kin(Person, root.id)))
        .order_by(Participation.id)
    ).all()
    found = {email: row.language for row in rows for email in (row.email, row.held_email) if email}
    return [*found.items()]


def wants_invitations(person: Person) -> bool:
    """Whether she agreed to be invited to later meetings, and still does."""
    root = resolved(person)
    wanted = (
        select(func.count(Consent.id))
        .join(Participation, Participation.id == Consent.participation_id)
        .where(
            Participation.person_id.in_(kin(Person, root.id)),
            Consent.purpose == Purpose.FUTURE,
            Consent.withdrawn_at.is_(None),
        )
    )
    return bool(db.session.scalar(wanted))


def answer_stays(participation_id: int, days: int) -> list[AnswerStay]:
    """The questions that somebody answered, each with its own days."""
    found = []
    for table in (Answer, SensitiveAnswer):
        rows = db.session.execute(
            select(QuestionVersion.label, Question.retention_days, Question.is_sensitive)
            .join(table, table.version_id == QuestionVersion.id)
            .join(Question, Question.id == table.question_id)
            .where(table.participation_id == participation_id)
            .order_by(Question.id)
        )
        found += [
            AnswerStay(label, rules.answer_days(days, own), is_sensitive)
            for label, own, is_sensitive in rows
        ]
    return found


def _papers_line(until: str, officers: str) -> Line:
    """Papers that her State signed and she cannot have changed."""
    return Line(
        _("Signed papers of your State that name you (note verbale, letter of credentials)"),
        _(
            "They are official documents of the State, kept as it signed them: they stay until "
            "then, though you are erased"
        ),
        until,
        officers,
    )


def _own_days(meeting_id: int) -> int | None:
    found = db.session.get(RegistrationPlan, meeting_id)
    return found.retention_days if found else None


def _names_until(found: Participation, lang: str, *, usual_days: int, today: date) -> str:
    if wants_invitations(found.person):
        return _("Until you withdraw your consent to invitations")
    last = formats.day(last_day(found.person, usual_days=usual_days), lang)
    if has_term(found.person, on=today):
        return _("%(day)s, and as long as you hold a mandate", day=last)
    return last


def _answer_line(each: AnswerStay, found: Participation, lang: str) -> Line:
    officers = _("The officers of the meeting.")
    if each.is_sensitive:
        officers = _("Only those with the right to sensitive answers; each reading is noted.")
    return Line(
        _("Your answer: %(question)s", question=pick(each.label, lang).text),
        _("To prepare the meeting"),
        formats.day(rules.kept_until(found.meeting.ends_on, each.days), lang),
        officers,
    )
