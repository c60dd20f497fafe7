"""One decision about many: their mails are rendered first, then each batch is written whole by few
statements, so that others who write wait for a moment only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from meetings import audit
from meetings.accreditation import operations as accreditation
from meetings.actor import Actor
from meetings.db import db, write_rows
from meetings.errors import Refused
from meetings.notifications.operations import Letter, composing, post
from meetings.registration import mails, queries, rules
from meetings.registration.models import (
    GONE,
    Affiliation,
    Participation,
    ParticipationChange,
    SessionPlace,
    Status,
)
from meetings.registration.operations import seats, waiting
from meetings.registration.operations.bulk import BATCH, Done
from meetings.registration.operations.decide import not_agreed
from meetings.registration.operations.moves import hold_seats, move
from meetings.registration.operations.session_places import leave_all
from meetings.registration.queries.doubtful import Doubts, doubts_about

_PLAIN: Final = {"synchronize_session": False}
_TELL: Final[Mapping[Status, Callable[..., None]]] = {
    Status.CONFIRMED: mails.confirmed,
    Status.DECLINED: mails.declined,
}


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is decided of many: `target` confirmed, or declined with a `note` that each is told."""

    target: Status
    note: str = ""
    by: Actor
    at: datetime


@dataclass(frozen=True)
class Composed:
    """Somebody's mail as it will be sent, and by what of her it was written."""

    mark: tuple[object, ...]
    letters: Sequence[Letter]


def compose(
    meeting_id: int, public_ids: Sequence[str], *, decision: Decision
) -> dict[str, Composed]:
    """The mails of those whom a decision will concern as they stand now (BATCH at most), by public
    id. Only reads: outside of any writing unit, so that nobody waits for it."""
    found = {}
    with db.session.no_autoflush:
        for name, each in _read(meeting_id, public_ids).items():
            if not rules.can_move(each.status, decision.target):
                continue
            mark = _mark(each)
            # As she will be; what is written here is forgotten, not stored.
            each.status, each.decision_note = decision.target, decision.note
            each.offered_until = each.waiting_since = None
            with composing() as letters:
                _TELL[decision.target](each, at=decision.at)
            db.session.expire(each)
            found[name] = Composed(mark, letters)
    return found


def decide(
    meeting_id: int,
    public_ids: Sequence[str],
    *,
    decision: Decision,
    composed: Mapping[str, Composed] | None = None,
) -> list[Done]:
    """Confirm or decline each of these registrations (BATCH at most), in their order: what is
    refused for one is told of that one and stands in nobody's way. Seats, places, history, audit
    and mails are as if each had been decided alone; a seat that comes free goes to who waits.

    `composed` are their mails (see `compose`); of whom changed since, a new one is written.
    """
    hold_seats(meeting_id)
    found = _read(meeting_id, public_ids)
    problems = _problems(found, decision)
    fit = {name: each for name, each in found.items() if name not in problems}
    marks = {name: _mark(each) for name, each in fit.items()}
    takes = {name for name, each in fit.items() if _takes_seat(each, decision.target)}
    moved = _move_together([each for name, each in fit.items() if name not in takes], decision)
    for name, each in fit.items():
        if name not in moved and (problem := _move_alone(each, decision)) is not None:
            problems[name] = problem
    done = [each for name, each in fit.items() if name not in problems]
    _leave_sessions(done, decision)
    _tell(done, decision, composed or {}, marks)
    if decision.target in GONE and done:
        waiting.promote(done[0].meeting, at=decision.at)
    return [
        Done(name, found[name].person.full_name, problems.get(name, ""))
        for name in public_ids[:BATCH]
        if name in found
    ]


@dataclass(frozen=True)
class Foreseen:
    """What a decision about many would do, as far as it is known before: who is passed over and
    why, how many need a seat that may be gone by then, and what is doubtful of who is confirmed."""

    passed: Sequence[Done]
    need_seat: int
    doubts: Doubts = field(default_factory=Doubts)


def foresee(meeting_id: int, public_ids: Sequence[str], *, decision: Decision) -> Foreseen:
    """Who of these registrations will be passed over, by the rules by which `decide` does it. Only
    reads, BATCH by BATCH."""
    passed: list[Done] = []
    fit: list[Participation] = []
    need_seat = 0
    for start in range(0, len(public_ids), BATCH):
        found = _read(meeting_id, public_ids[start : start + BATCH])
        problems = _problems(found, decision)
        for name, each in found.items():
            if name in problems:
                passed.append(Done(name, each.person.full_name, problems[name]))
            else:
                need_seat += _takes_seat(each, decision.target)
                fit.append(each)
    if decision.target != Status.CONFIRMED or not fit:
        return Foreseen(passed, need_seat)
    return Foreseen(passed, need_seat, doubts_about(meeting_id, fit))


def _read(meeting_id: int, public_ids: Sequence[str]) -> dict[str, Participation]:
    wanted = (
        select(Participation)
        .where(
            Participation.meeting_id == meeting_id, Participation.public_id.in_(public_ids[:BATCH])
        )
        .options(
            joinedload(Participation.person),
            joinedload(Participation.meeting),
            joinedload(Participation.capacity),
            selectinload(Participation.affiliations).joinedload(Affiliation.organization),
        )
        .execution_options(populate_existing=True)
    )
    rows = {each.public_id: each for each in db.session.scalars(wanted)}
    return {name: rows[name] for name in public_ids[:BATCH] if name in rows}


def _mark(each: Participation) -> tuple[object, ...]:
    """What her mail is written by, beside the meeting."""
    person = each.person
    return (
        *(person.given_names, person.surnames, each.mailbox),
        *(each.status, each.language, each.link_generation, each.changed_at),
    )


def _problems(found: Mapping[str, Participation], decision: Decision) -> dict[str, object]:
    """Public id -> why it cannot be, as far as that is known before anything is written."""
    told: dict[str, object] = {}
    agreeing = {}
    if decision.target == Status.CONFIRMED:
        agreeing = queries.awaited([each.id for each in found.values()], at=decision.at)
    for name, each in found.items():
        try:
            rules.may_move(Status(each.status), decision.target)
            if decision.target == Status.CONFIRMED:
                rules.may_confirm(each.meeting.status)
            if (asked := agreeing.get(each.id)) is not None and asked.has_focal_point:
                raise not_agreed()
        except Refused as refusal:
            told[name] = refusal.sentence
    return told


def _takes_seat(each: Participation, target: Status) -> bool:
    holds = rules.holds_seat(each.status) or each.offered_until is not None
    return rules.holds_seat(target) and not holds


def _move_together(several: Sequence[Participation], decision: Decision) -> set[str]:
    """Those who need no other seat, by one UPDATE a status; gives the public ids of whom it found
    as they were read."""
    moved: list[tuple[Participation, str, bool]] = []
    for status, is_offered in sorted({(e.status, e.offered_until is not None) for e in several}):
        alike = {
            each.id: each
            for each in several
            if (each.status, each.offered_until is not None) == (status, is_offered)
        }
        ids = _update(alike.keys(), status, decision, is_offered=is_offered)
        held = rules.holds_seat(status) or is_offered
        moved += [(alike[id_], status, held) for id_ in sorted(ids)]
    people = [each for each, _status, _held in moved]
    if not rules.holds_seat(decision.target) and people:
        freed = [each for each, _status, held in moved if held]
        seats.free_several(people[0].meeting_id, freed)
    if decision.target in GONE:
        for each in people:
            for granted in (e.accreditation_id for e in each.affiliations if e.accreditation_id):
                accreditation.free_place(granted)
    _keep([(each, status) for each, status, _held in moved], decision)
    for each in people:
        db.session.expire(each, ["status", "changed_at", "decision_note", "waiting_since"])
        db.session.expire(each, ["offered_until", "badge_changed_at", "seat_hold_id"])
    return {each.public_id for each in people}


def _update(ids: Any, status: str, decision: Decision, *, is_offered: bool) -> set[int]:
    offered = Participation.offered_until
    values: dict[str, Any] = {
        "status": decision.target,
        "changed_at": decision.at,
        "decision_note": decision.note,
        "waiting_since": None,
        "offered_until": None,
        "badge_changed_at": decision.at,
    }
    if not rules.holds_seat(decision.target):
        values["seat_hold_id"] = None
    found = db.session.scalars(
        update(Participation)
        .where(
            Participation.id.in_(list(ids)),
            Participation.status == status,
            offered.is_not(None) if is_offered else offered.is_(None),
        )
        .values(values)
        .returning(Participation.id),
        execution_options=_PLAIN,
    )
    return set(found)


def _keep(moved: Sequence[tuple[Participation, str]], decision: Decision) -> None:
    """The history of each, and her line of the audit."""
    target, by, at = decision.target, decision.by, decision.at
    write_rows(
        ParticipationChange,
        [
            {
                "participation_id": each.id,
                "before": before,
                "after": target,
                "at": at,
                "actor_kind": by.kind,
                "actor_label": by.label,
                "note": decision.note,
                "note_language": each.language if decision.note else None,
            }
            for each, before in moved
        ],
    )
    told = {each.public_id: {"before": before, "after": target} for each, before in moved}
    audit.record_each(f"registration.{target}", "participation", told, by=by, at=at, changes=told)


def _move_alone(each: Participation, decision: Decision) -> object | None:
    """Who needs a seat, or was changed at the same moment; gives the sentence of a refusal."""
    try:
        with db.session.begin_nested():
            move(each, decision.target, by=decision.by, at=decision.at, note=decision.note)
    except Refused as refusal:
        return refusal.sentence
    return None


def _leave_sessions(done: Sequence[Participation], decision: Decision) -> None:
    """Who no longer comes leaves her places in sessions."""
    if decision.target not in GONE or not done:
        return
    ids = [each.id for each in done]
    held = select(SessionPlace.participation_id).where(SessionPlace.participation_id.in_(ids))
    with_places = set(db.session.scalars(held))
    for each in done:
        if each.id in with_places:
            leave_all(each, by=decision.by, at=decision.at)


def _tell(
    done: Sequence[Participation],
    decision: Decision,
    composed: Mapping[str, Composed],
    marks: Mapping[str, tuple[object, ...]],
) -> None:
    """Their mails into the outbox: those rendered before, and new ones of whom changed since."""
    ready: list[Letter] = []
    for each in done:
        found = composed.get(each.public_id)
        if found is not None and found.mark == marks[each.public_id]:
            ready += found.letters
        else:
            _TELL[decision.target](each, at=decision.at)
    post(ready)
