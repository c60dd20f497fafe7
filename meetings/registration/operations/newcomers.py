"""People whom a table brings in, written piece by piece: a few statements for hundreds of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from meetings import audit
from meetings.accreditation import operations as accreditation
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import Base, db, write_rows
from meetings.directory.models import Capacity, Person
from meetings.directory.rules import identity
from meetings.errors import FileRefused, Refused
from meetings.registration import queries, rules
from meetings.registration.intake.judged import Change, Judged
from meetings.registration.models import (
    Affiliation,
    Answer,
    FormQuestion,
    Participation,
    ParticipationChange,
    Promotion,
    RegistrationPlan,
    SeatLimit,
    Status,
    Way,
)
from meetings.registration.operations import waiting
from meetings.registration.operations.register import (
    find_seat,
    new_affiliation,
    new_participation,
    with_known_sex,
)
from meetings.registration.operations.search import search_text
from meetings.registration.operations.seats_together import Together
from meetings.registration.queries.questions import form_questions
from meetings.registration.rules import Entry


class Writer:
    """Writes new participations piece by piece; nothing of them stays in the session."""

    def __init__(self, meeting: Meeting, status: Status, *, by: Actor, at: datetime) -> None:
        """Read once what every row is written with."""
        self.meeting, self.status, self.by, self.at = meeting, status, by, at
        self.plan: RegistrationPlan = queries.plan(meeting.id)
        limited = select(SeatLimit.id).where(
            SeatLimit.meeting_id == meeting.id, SeatLimit.session_id.is_(None)
        )
        self.has_limits = db.session.scalar(limited.limit(1)) is not None
        self.together = self._together() if self.has_limits else None
        self.capacities = {each.code: each for each in db.session.scalars(select(Capacity))}
        wanted = select(Accreditation).where(Accreditation.meeting_id == meeting.id)
        self.granted = {each.id: each for each in db.session.scalars(wanted)}
        self.placed: Mapping[str, FormQuestion] = {
            each.question.public_id: each for each in form_questions(meeting.id)
        }

    def _together(self) -> Together | None:
        """The seats, where they can be counted here: none is held back for anybody, and no officer
        promotes by hand whom somebody new would have to let pass."""
        by_hand = self.plan.has_waiting_list and self.plan.promotion == Promotion.BY_HAND
        is_held = any(each.released_at is None for each in queries.holds(self.meeting.id))
        return None if by_hand or is_held else Together(self.meeting.id)

    def _seat(self, made: Participation) -> None:
        if self.together is None:
            find_seat(made, self.plan, at=self.at)
            return
        if not rules.holds_seat(made.status):
            return
        try:
            self.together.take(rules.seating.seeker_of(made))
        except Refused:
            if not self.plan.has_waiting_list:
                raise
            waiting.queue_up(made, at=self.at)

    def write(self, piece: Sequence[Judged]) -> list[Participation]:
        """Write a piece of a table; the participations, in its order. Raises FileRefused."""
        known = [each.person_id for each in piece if each.person_id is not None]
        people = {each.id: each for each in _by_id(known)}
        made = []
        with db.session.no_autoflush:
            for each in piece:
                with at_line(each.line):
                    made.append(self._one(each, people.get(each.person_id or 0)))
        if self.together is not None:
            self.together.write()
        db.session.flush()
        _store(Person, [each.person for each in made if each.person not in db.session])
        for one in made:
            one.meeting_id, one.person_id = self.meeting.id, one.person.id
            one.capacity_code = one.capacity.code
        _store(Participation, made)
        for one in made:
            one.principal.participation_id = one.id
        _insert(Affiliation, [each.principal for each in made])
        self._tell(piece, made)
        return made

    def _one(self, judged: Judged, person: Person | None) -> Participation:
        entry = judged.written.entry
        assert entry is not None  # noqa: S101 - a row without one is never taken
        granted = self.granted.get(entry.accreditation_id or 0)
        if person is not None:
            entry = with_known_sex(entry, person)
        made = new_participation(
            self.meeting,
            entry,
            capacity=self.capacities[entry.capacity_code],
            person=person or _person(entry, at=self.at),
            nonce=str(uuid.uuid4()),
            at=self.at,
        )
        made.way, made.status = Way.IMPORT, self.status
        made.affiliations.append(new_affiliation(entry, granted))
        if self.has_limits:
            self._seat(made)
        if granted is not None and made.status != Status.INVITED:
            accreditation.take_place(granted.id)
        made.search = search_text(made.person, made, granted.organization if granted else None)
        return made

    def _tell(self, piece: Sequence[Judged], made: Sequence[Participation]) -> None:
        """What each of them begins with: her line of the audit, her first status, her answers."""
        ids = [each.public_id for each in made]
        audit.record_each("registration.register", "participation", ids, by=self.by, at=self.at)
        _insert(ParticipationChange, [_began(each, by=self.by, at=self.at) for each in made])
        said = [
            self._answer(each.id, name, value)
            for judged, each in zip(piece, made, strict=True)
            for name, value in judged.written.answers.items()
        ]
        _insert(Answer, said)

    def _answer(self, participation_id: int, name: str, value: Any) -> Answer:
        placed = self.placed[name]
        return Answer(
            participation_id=participation_id,
            question_id=placed.question_id,
            version_id=placed.version_id,
            value=value,
            at=self.at,
        )

    def put_answers(self, changes: Sequence[tuple[int, Change]]) -> None:
        """Write answers (by participation's id) in place of others, by a statement a question."""
        made: dict[str, list[Answer]] = {}
        for participation_id, change in changes:
            name = change.field.removeprefix("q:")
            answer = self._answer(participation_id, name, change.after)
            made.setdefault(name, []).append(answer)
        for name, answers in made.items():
            theirs = Answer.participation_id.in_([each.participation_id for each in answers])
            old = delete(Answer).where(Answer.question_id == self.placed[name].question_id, theirs)
            db.session.execute(old, execution_options={"synchronize_session": False})
            _insert(Answer, answers)


@contextmanager
def at_line(line: int) -> Iterator[None]:
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


def _store(
    model: type[Person] | type[Participation], made: Sequence[Person] | Sequence[Participation]
) -> None:
    """Write objects that have a public id, and tell each its key."""
    _insert(model, made)
    ids = [each.public_id for each in made]
    wanted = select(model.public_id, model.id).where(model.public_id.in_(ids))
    keys: dict[str, int] = dict(db.session.execute(wanted).all())
    for each in made:
        each.id = keys[each.public_id]


def _insert(model: type[Base], made: Sequence[Base]) -> None:
    """Write objects by one statement, without the session. What none of them has is left to the
    column's default."""
    columns = set(model.__table__.columns.keys())
    names = columns.intersection(chain.from_iterable(map(vars, made)))
    write_rows(model, [{name: vars(each).get(name) for name in names} for each in made])


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
        country=entry.country,
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
