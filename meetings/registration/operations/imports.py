"""Taking in a table of people: all of what was chosen in one unit, or nothing of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from meetings import audit
from meetings.accreditation import operations as accreditation
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Capacity, Person, SexSource
from meetings.directory.rules import identity
from meetings.errors import FileRefused, Refused
from meetings.registration import mails, queries
from meetings.registration.intake.judge import Change, Decision, Judged, Sort
from meetings.registration.models import (
    Answer,
    FormQuestion,
    Participation,
    ParticipationChange,
    RegistrationImport,
    RegistrationPlan,
    SeatLimit,
    Status,
    Way,
)
from meetings.registration.operations import seats, waiting
from meetings.registration.operations.amend import amend
from meetings.registration.operations.register import _affiliation, _participation, _seat
from meetings.registration.operations.search import search_text
from meetings.registration.queries.questions import form_questions
from meetings.registration.rules import Entry

PIECE: Final = 500
KEPT: Final = timedelta(days=1)
FIRST: Final = (Status.CONFIRMED, Status.PENDING, Status.NOMINATED, Status.INVITED)
Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """How many are new, changed, in line, left behind; the participations (ids) to tell."""

    created: int = 0
    changed: int = 0
    waitlisted: int = 0
    left: int = 0
    to_tell: list[int] = field(default_factory=list)


def keep_draft(
    meeting: Meeting,
    content: bytes,
    *,
    filename: str,
    status: Status,
    sends_mail: bool,
    by: Actor,
    at: datetime,
) -> RegistrationImport:
    """Keep a table until it is taken in, a day at most. Raises Refused for another first status."""
    if status not in FIRST:
        raise Refused(_l("Choose a status from the list."), field="status")
    made = RegistrationImport(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        filename=filename[-200:],
        content=content,
        status=status,
        sends_mail=sends_mail,
        dates="",
        decisions={},
        created_at=at,
        result={},
        to_tell=[],
    )
    db.session.add(made)
    db.session.flush()
    audit.record("registration.read_table", ("meeting", meeting.slug), by=by, at=at)
    return made


def decide(draft: RegistrationImport, said: Mapping[int, Decision]) -> None:
    """Keep what an officer said of some rows; what was said of others stays."""
    kept = dict(draft.decisions)
    for line, each in said.items():
        kept[str(line)] = {
            "state": each.state,
            "person": each.person,
            "out": each.is_left_out,
            "again": each.comes_again,
        }
    draft.decisions = kept


def finish(draft: RegistrationImport, done: Outcome, *, at: datetime) -> None:
    """Note what became of a table; whom to tell is told by and by."""
    draft.done_at = at
    draft.result = {
        "created": done.created,
        "changed": done.changed,
        "waitlisted": done.waitlisted,
        "left": done.left,
    }
    draft.to_tell = done.to_tell if draft.sends_mail else []
    db.session.flush()


def take_in(
    meeting: Meeting,
    judged: Sequence[Judged],
    *,
    status: Status,
    by: Actor,
    at: datetime,
    progress: Progress = lambda _done, _total: None,
) -> Outcome:
    """Write every row that is to be taken: new people by the way of an import, changes where they
    take part already. The meeting's seats are held alone meanwhile.

    Nobody of the table is mailed here; a seat that came free goes to who waits. Raises FileRefused,
    naming the line, when a seat, a place or a rule stands in the way: nothing is written then, once
    the unit is rolled back.
    """
    seats.hold_alone(meeting.id)
    taken = [each for each in judged if each.is_taken]
    done = Outcome()
    fresh = [each for each in taken if each.sort == Sort.NEW]
    writer = _Writer(meeting, status, by=by, at=at)
    for start in range(0, len(fresh), PIECE):
        writer.write(fresh[start : start + PIECE], done)
        progress(min(start + PIECE, len(fresh)), len(taken))
    for number, each in enumerate((e for e in taken if e.sort == Sort.CHANGED), 1):
        _change(each, writer, by=by, at=at)
        done.changed += 1
        if number % PIECE == 0:
            progress(len(fresh) + number, len(taken))
    changes = {"created": done.created, "changed": done.changed}
    audit.record("registration.import", ("meeting", meeting.slug), by=by, at=at, changes=changes)
    db.session.flush()
    if done.changed:
        waiting.promote(meeting, at=at)
    return done


class _Writer:
    """Writes new participations piece by piece, each piece by a few statements."""

    def __init__(self, meeting: Meeting, status: Status, *, by: Actor, at: datetime) -> None:
        self.meeting, self.status, self.by, self.at = meeting, status, by, at
        self.plan: RegistrationPlan = queries.plan(meeting.id)
        limited = select(SeatLimit.id).where(
            SeatLimit.meeting_id == meeting.id, SeatLimit.session_id.is_(None)
        )
        self.has_limits = db.session.scalar(limited.limit(1)) is not None
        self.capacities = {each.code: each for each in db.session.scalars(select(Capacity))}
        wanted = select(Accreditation).where(Accreditation.meeting_id == meeting.id)
        self.granted = {each.id: each for each in db.session.scalars(wanted)}
        self.placed: Mapping[str, FormQuestion] = {
            each.question.public_id: each for each in form_questions(meeting.id)
        }

    def write(self, piece: Sequence[Judged], done: Outcome) -> None:
        known = [each.person_id for each in piece if each.person_id is not None]
        people = {each.id: each for each in _by_id(known)}
        made = []
        with db.session.no_autoflush:
            for each in piece:
                with _at_line(each.line):
                    made.append(self._one(each, people.get(each.person_id or 0)))
            db.session.flush()
            self._after(piece, made, done)
            db.session.flush()
        for participation in made:
            db.session.expunge(participation)

    def _one(self, judged: Judged, person: Person | None) -> Participation:
        entry = judged.written.entry
        assert entry is not None  # noqa: S101 - a row without one is never taken
        granted = self.granted.get(entry.accreditation_id or 0)
        made = _participation(
            self.meeting,
            entry,
            capacity=self.capacities[entry.capacity_code],
            person=person or _person(entry, at=self.at),
            nonce=str(uuid.uuid4()),
            at=self.at,
        )
        made.way, made.status = Way.IMPORT, self.status
        made.affiliations.append(_affiliation(entry, granted))
        if self.has_limits:
            _seat(made, self.plan, at=self.at)
        if granted is not None and made.status != Status.INVITED:
            accreditation.take_place(granted.id)
        made.search = search_text(made.person, made, granted.organization if granted else None)
        db.session.add(made)
        return made

    def _after(self, piece: Sequence[Judged], made: Sequence[Participation], done: Outcome) -> None:
        for judged, each in zip(piece, made, strict=True):
            subject = ("participation", each.public_id)
            audit.record("registration.register", subject, by=self.by, at=self.at)
            db.session.add(_began(each, by=self.by, at=self.at))
            for name, value in judged.written.answers.items():
                db.session.add(self._answer(each.id, name, value))
            done.created += 1
            done.waitlisted += each.status == Status.WAITLISTED
            done.to_tell.append(each.id)

    def _answer(self, participation_id: int, name: str, value: Any) -> Answer:
        placed = self.placed[name]
        return Answer(
            participation_id=participation_id,
            question_id=placed.question_id,
            version_id=placed.version_id,
            value=value,
            at=self.at,
        )

    def put_answer(self, participation_id: int, change: Change) -> None:
        """Write one answer in place of another."""
        placed = self.placed[change.field.removeprefix("q:")]
        kept = db.session.get(Answer, (participation_id, placed.question_id))
        if kept is not None:
            db.session.delete(kept)
            db.session.flush()
        name = placed.question.public_id
        db.session.add(self._answer(participation_id, name, change.after))


def _change(judged: Judged, writer: _Writer, *, by: Actor, at: datetime) -> None:
    here = judged.here
    assert here is not None  # noqa: S101 - only who takes part can change
    participation = queries.by_public_id(here.public_id)
    assert participation is not None  # noqa: S101 - it was read in this unit
    wanted = {each.field: each.after for each in judged.changes if not each.field.startswith("q:")}
    if "sex" in wanted:
        wanted["sex_source"] = SexSource.IMPORT
    with _at_line(judged.line):
        amend(participation, wanted, by=by, at=at, promotes=False)
        for each in judged.changes:
            if each.field.startswith("q:"):
                writer.put_answer(participation.id, each)


@contextmanager
def _at_line(line: int) -> Iterator[None]:
    """A refusal inside names the line of the table."""
    try:
        yield
    except Refused as refusal:
        raise FileRefused(
            _l(
                "Nothing was imported. Line %(line)d: %(reason)s",
                line=line,
                reason=refusal.sentence,
            )
        ) from refusal


def _by_id(ids: Sequence[int]) -> Iterator[Person]:
    if ids:
        yield from db.session.scalars(select(Person).where(Person.id.in_(ids)))


def _person(entry: Entry, *, at: datetime) -> Person:
    return Person(
        public_id=str(uuid.uuid4()),
        given_names=entry.given_names,
        surnames=entry.surnames,
        folded_name=identity(entry.given_names, entry.surnames),
        email=entry.email,
        country=entry.state_code,
        created_at=at,
    )


def _began(each: Participation, *, by: Actor, at: datetime) -> ParticipationChange:
    return ParticipationChange(
        participation_id=each.id,
        before="",
        after=each.status,
        at=at,
        actor_kind=by.kind,
        actor_label=by.label,
        note="",
    )


def next_to_tell() -> RegistrationImport | None:
    """The first table that was taken in and whose people are not all written to."""
    done = select(RegistrationImport).where(
        RegistrationImport.done_at.is_not(None), RegistrationImport.sends_mail
    )
    rows = db.session.scalars(done.order_by(RegistrationImport.id).with_for_update())
    return next((each for each in rows if each.to_tell), None)


def tell_some(draft: RegistrationImport, *, most: int, at: datetime) -> int:
    """Make the mails of the next people of a table that was taken in; how many were looked at."""
    now, later = draft.to_tell[:most], draft.to_tell[most:]
    for each in db.session.scalars(select(Participation).where(Participation.id.in_(now))):
        tell = mails.TOLD_FIRST.get(Status(each.status))
        if tell is not None:
            tell(each, at=at)
    draft.to_tell = later
    db.session.flush()
    return len(now)


def forget_tables(*, at: datetime) -> int:
    """Tables that were sent a day ago and told everybody are deleted; how many."""
    old = [
        each.id
        for each in db.session.scalars(
            select(RegistrationImport).where(RegistrationImport.created_at <= at - KEPT)
        )
        if not each.to_tell
    ]
    db.session.execute(delete(RegistrationImport).where(RegistrationImport.id.in_(old)))
    return len(old)
