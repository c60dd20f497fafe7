"""Taking in a table of people: all of what was chosen in one unit, or nothing of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import defer

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import SexSource
from meetings.errors import Refused
from meetings.notifications.operations import composing, post
from meetings.registration import mails
from meetings.registration.intake.judged import Change, Decision, Judged, Sort
from meetings.registration.models import (
    GONE,
    Correction,
    Participation,
    RegistrationImport,
    Status,
)
from meetings.registration.operations import amend, seats, waiting
from meetings.registration.operations.newcomers import Writer, at_line
from meetings.registration.operations.written import line_of
from meetings.registration.queries import revising as read
from meetings.registration.queries.people import by_public_ids
from meetings.registration.rules.revising import is_told

PIECE: Final = 500
KEPT: Final = timedelta(days=1)
FIRST: Final = (Status.CONFIRMED, Status.PENDING, Status.NOMINATED, Status.INVITED)
Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """How many are new, changed, in line, left behind; the new participations (ids) to tell, and
    the corrections (ids) of whom the others are told."""

    created: int = 0
    changed: int = 0
    waitlisted: int = 0
    left: int = 0
    to_tell: list[int] = field(default_factory=list)
    corrected: list[int] = field(default_factory=list)


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
        corrected=[],
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
    draft.corrected = done.corrected
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
    writer = Writer(meeting, status, by=by, at=at)
    for start in range(0, len(fresh), PIECE):
        for made in writer.write(fresh[start : start + PIECE]):
            done.created += 1
            done.waitlisted += made.status == Status.WAITLISTED
            done.to_tell.append(made.id)
        progress(min(start + PIECE, len(fresh)), len(taken))
    changed = [each for each in taken if each.sort == Sort.CHANGED]
    for start in range(0, len(changed), PIECE):
        piece = changed[start : start + PIECE]
        done.corrected += _change(piece, writer, by=by, at=at)
        done.changed += len(piece)
        progress(len(fresh) + done.changed, len(taken))
    changes = {"created": done.created, "changed": done.changed}
    audit.record("registration.import", ("meeting", meeting.slug), by=by, at=at, changes=changes)
    db.session.flush()
    if done.changed:
        waiting.promote(meeting, at=at)
    return done


def _change(piece: Sequence[Judged], writer: Writer, *, by: Actor, at: datetime) -> list[int]:
    """Write what some rows change, read by a few statements and written by a few; only a row that
    needs another seat asks for it by itself. Gives the corrections (ids) to tell of."""
    ids = [each.here.public_id for each in piece if each.here]
    people = by_public_ids(ids)
    told: dict[str, dict[str, object]] = {}
    answers: list[tuple[int, Change]] = []
    kept: list[Correction | None] = []
    for each in piece:
        assert each.here is not None  # noqa: S101 - only who takes part can change
        participation = people[each.here.public_id]
        wanted = {c.field: c.after for c in each.changes if not c.field.startswith("q:")}
        if "sex" in wanted:
            wanted["sex_source"] = SexSource.IMPORT
        before = read.facts(participation)
        waits = waiting.instead(participation, by=by, at=at) if each.full is not None else None
        with at_line(each.line):
            fields = amend.write(participation, wanted, if_full=waits, at=at)
        if fields:
            told[participation.public_id] = {"fields": fields}
            after = read.facts(participation)
            kept.append(line_of(participation, before, after=after, by=by, at=at))
        answers += [(participation.id, c) for c in each.changes if c.field.startswith("q:")]
    rows = [row for row in kept if row is not None]
    db.session.add_all(rows)
    db.session.flush()
    audit.record_each("registration.amend", "participation", [*told], by=by, at=at, changes=told)
    writer.put_answers(answers)
    return [row.id for row in rows if is_told(row.asked)]


def next_to_tell() -> RegistrationImport | None:
    """The first table that was taken in and whose people are not all written to."""
    done = select(RegistrationImport).where(RegistrationImport.done_at.is_not(None))
    rows = db.session.scalars(
        done.options(defer(RegistrationImport.content))
        .order_by(RegistrationImport.id)
        .with_for_update()
    )
    return next((each for each in rows if each.to_tell or each.corrected), None)


def tell_some(draft: RegistrationImport, *, most: int, at: datetime) -> int:
    """Make the mails of the next people of a table that was taken in, who is new first, then who
    was corrected; how many were looked at."""
    if not draft.to_tell:
        return _tell_corrected(draft, most=most, at=at)
    now, later = draft.to_tell[:most], draft.to_tell[most:]
    for each in db.session.scalars(select(Participation).where(Participation.id.in_(now))):
        tell = mails.TOLD_FIRST.get(Status(each.status))
        if tell is not None:
            with composing() as letters:
                tell(each, at=at)
            post(letters)
    draft.to_tell = later
    db.session.flush()
    return len(now)


def _tell_corrected(draft: RegistrationImport, *, most: int, at: datetime) -> int:
    """What a table corrected, each person of hers; who has left since is told no more."""
    waiting_for_it = draft.corrected or []
    now, later = waiting_for_it[:most], waiting_for_it[most:]
    wanted = select(Correction, Participation).join(
        Participation, Participation.id == Correction.participation_id
    )
    for row, each in db.session.execute(wanted.where(Correction.id.in_(now))):
        if each.status not in GONE:
            since = each.waiting_since
            has_to_wait = since is not None and since >= row.asked_at
            mails.revised(each, row, has_to_wait=has_to_wait, at=at)
    draft.corrected = later
    db.session.flush()
    return len(now)


def forget_tables(*, at: datetime) -> int:
    """Tables that were sent a day ago and told everybody are deleted; how many."""
    old = [
        each.id
        for each in db.session.scalars(
            select(RegistrationImport).where(RegistrationImport.created_at <= at - KEPT)
        )
        if not each.to_tell and not each.corrected
    ]
    db.session.execute(delete(RegistrationImport).where(RegistrationImport.id.in_(old)))
    return len(old)
