"""Recording presence: the one way in for every door."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from meetings.actor import Actor
from meetings.attendance import queries, rules
from meetings.attendance.models import EventKind, PresenceEvent, Source
from meetings.attendance.rules import Answer, Event, Verdict
from meetings.calendar.models import Meeting
from meetings.clock import local_day
from meetings.db import db, read_rows
from meetings.errors import Refused
from meetings.registration.models import Participation
from meetings.tokens import read_pass

NOTHING = _l("There is nothing to undo: no presence is recorded for that day.")
ALREADY_UNDONE = _l("This arrival is undone already. What was recorded after it stays.")
_STANDS = (Participation.id, Participation.meeting_id, Participation.status, Participation.mode)
_LOCKED = select(*_STANDS).with_for_update(key_share=True)
_BY_ID = _LOCKED.where(Participation.public_id == bindparam("held"))
_BY_PASS = _LOCKED.where(Participation.pass_code == bindparam("held"))
_EVENTS: Any = PresenceEvent.__table__
_STORE: dict[str, Any] = {
    name: insert(_EVENTS).on_conflict_do_nothing().returning(_EVENTS.c.id)
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


class Held(NamedTuple):
    """Whom an event is about, as she stands while she is locked."""

    id: int
    meeting_id: int
    status: str
    mode: str


def record(meeting: Meeting, event: Event, *, by: Actor, at: datetime) -> Answer:
    """Record one event of a door, by `event.id` exactly once.

    A new event is stored and answered `recorded`, or `duplicate` with the instant since when
    she was already in that day. The same id again gets its first answer. What is refused
    (unknown pass, another meeting's, not confirmed, not one of the meeting's days) is not
    stored and is judged anew when it is sent again. `at` is the server's time.
    """
    try:
        event = _with_uuids(event)
        who = find(meeting, event)
        day = event.day or local_day(event.at, meeting.time_zone)
        try:
            since = _judge(meeting, who, event, day=day)
            _store(who, event, day=day, since=since, by=by, at=at)
        except Refused:  # its id may be stored already: few are sent again, so it's asked last
            if (stored := queries.event(event.id)) is None:
                raise
            since = _first_since(stored, event, who)
    except Refused as refusal:
        return Answer(
            Verdict.REFUSED, event.id, reason=refusal.sentence, code=refusal.code or "refused"
        )
    return _answer(event.id, since)


def find(meeting: Meeting, event: Event) -> Held:
    """The participation an event is about, locked so that two doors answer one after another.

    Raises Refused with code `unknown_pass` or `other_meeting`.
    """
    wanted, held = _BY_ID, event.registration
    if held is None:
        wanted, held = _BY_PASS, read_pass(event.pass_code or "")
    row = read_rows(wanted, {"held": held}).first()
    if row is None:
        raise Refused(
            _l("Nobody has this pass. Type it again, or search by name."), code="unknown_pass"
        )
    found = Held(*row)
    if found.meeting_id != meeting.id:
        raise Refused(_l("This pass is of another meeting."), code="other_meeting")
    return found


def undo(
    meeting: Meeting,
    participation: Participation,
    *,
    undoes: str,
    event_id: str,
    source: str = Source.OFFICER,
    device: str = "",
    by: Actor,
    at: datetime,
) -> Answer:
    """Undo the presence of which the "in" event `undoes` was shown.

    One undo event for each live "in" of its day: they are one arrival, pressed again. The first
    undo bears `event_id`, so that sending it again gets its first answer. Refused with code
    `not_in` when there is no such event of hers, and with `undone` (`since` says when) when it is
    undone already: an arrival that came later stays.
    """
    db.session.execute(_BY_ID, {"held": participation.public_id})
    stored = queries.event(event_id)
    if stored is not None and stored.participation_id == participation.id:
        return _answer(event_id, stored.since)
    shown = queries.event(undoes)
    if shown is None or (shown.participation_id, shown.kind) != (participation.id, EventKind.IN):
        return Answer(Verdict.REFUSED, event_id, reason=NOTHING, code="not_in")
    earlier = queries.undo_of(shown.id)
    if earlier is not None:
        return Answer(
            Verdict.REFUSED, event_id, since=earlier.at, reason=ALREADY_UNDONE, code="undone"
        )
    answers = [
        record(
            meeting,
            Event(
                id=event_id if number == 0 else str(uuid.uuid5(uuid.UUID(event_id), each.id)),
                at=at,
                registration=participation.public_id,
                kind=EventKind.UNDO,
                undoes=each.id,
                day=shown.day,
                source=source,
                device=device,
            ),
            by=by,
            at=at,
        )
        for number, each in enumerate(queries.ins_of(participation.id, shown.day))
    ]
    return answers[0]


def _with_uuids(event: Event) -> Event:
    """The event with its ids in one spelling. Raises Refused for an id that is no UUID."""
    try:
        undoes = str(uuid.UUID(event.undoes)) if event.undoes else None
        who = str(uuid.UUID(event.registration)) if event.registration is not None else None
        return replace(event, id=str(uuid.UUID(event.id)), undoes=undoes, registration=who)
    except ValueError as error:
        raise Refused(_l("An event's id and its registration's are UUIDs."), code="id") from error


def _judge(meeting: Meeting, who: Held, event: Event, *, day: date) -> datetime | None:
    """Whether a new event may be stored, and since when another had said the same."""
    if event.kind == EventKind.UNDO:
        return _judge_undo(who, event)
    rules.door_is_open(meeting, day)
    rules.may_enter(who.status)
    return None if event.kind == EventKind.OUT else queries.in_since(who.id, day)


def _judge_undo(who: Held, event: Event) -> datetime | None:
    """An undo may arrive before what it undoes, but never undoes somebody else's event."""
    if not event.undoes:
        raise Refused(_l("An undo names the event it undoes."), code="undoes")
    target = queries.event(event.undoes)
    if target is not None and (target.participation_id != who.id or target.kind == EventKind.UNDO):
        raise Refused(_l("This event cannot be undone here."), code="undoes")
    earlier = queries.undo_of(event.undoes)
    return earlier.at if earlier else None


def _first_since(stored: PresenceEvent, event: Event, who: Held) -> datetime | None:
    """What was answered when this event came first. Raises Refused when it was another one."""
    same = (stored.participation_id, stored.kind, stored.undoes)
    if same != (who.id, event.kind, event.undoes):
        raise _id_used()
    return stored.since


def _answer(event_id: str, since: datetime | None) -> Answer:
    status = Verdict.DUPLICATE if since is not None else Verdict.RECORDED
    return Answer(status, event_id, since=since)


def _store(
    who: Held,
    event: Event,
    *,
    day: date,
    since: datetime | None,
    by: Actor,
    at: datetime,
) -> None:
    """Store a new event. Raises Refused where its id is stored already."""
    values = {
        "id": event.id,
        "meeting_id": who.meeting_id,
        "participation_id": who.id,
        "kind": event.kind,
        "undoes": event.undoes,
        "day": day,
        "mode": event.mode or who.mode,
        "source": event.source,
        "at": event.at,
        "received_at": at,
        "since": since,
        "device": event.device[:60],
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_label": by.label,
    }
    store = _STORE[db.session.get_bind().dialect.name]
    if read_rows(store, values).scalar() is None:
        raise _id_used()


def _id_used() -> Refused:
    return Refused(_l("This event's id was already used for another one."), code="id_used")
