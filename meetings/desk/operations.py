"""Writing across rooms: a meeting with its openings, seats and actions, in one unit."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app
from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.calendar import operations as calendar
from meetings.calendar import queries as meetings
from meetings.calendar.models import Meeting, SessionType
from meetings.calendar.operations.agenda import copy_agenda
from meetings.calendar.operations.documents import copy_documents
from meetings.db import db, one_at_a_time
from meetings.desk import queries
from meetings.desk.rules import Copies, Plan, digest
from meetings.errors import Refused
from meetings.indicators import operations as indicators
from meetings.registration import operations as registration


def make_draft(
    plan: Plan, *, nonce: str, by: Actor, at: datetime, copies: Copies | None = None
) -> tuple[Meeting, bool]:
    """A draft with its openings, seats and actions, and whether it is new.

    `copies` says what else it takes over of an earlier meeting: sessions and agenda, documents.
    `nonce` is a UUID made when the form was opened: sent again, it finds the meeting that it made.
    Raises Refused, naming the field, when any of the rooms says no; then nothing is kept.
    """
    one_at_a_time(f"desk.new.{nonce}")
    uid = f"{nonce}@{current_app.config['SETTINGS'].uid_host}"
    made = meetings.by_uid(uid)
    if made is not None:
        return made, False
    meeting = calendar.create_meeting(plan.facts, by=by, at=at, uid=uid)
    _set_rest(meeting, plan, by=by, at=at)
    source = meetings.by_slug(copies.source, drafts=True) if copies else None
    if copies and source:
        if copies.agenda:
            copy_agenda(source, meeting, by=by, at=at)
        if copies.documents:
            copy_documents(source, meeting, by=by, at=at)
    return meeting, True


def make_from_template(
    body_code: str,
    *,
    first: date,
    precision: str,
    status: str,
    time_zone: str,
    nonce: str,
    by: Actor,
    at: datetime,
    session_type: str = SessionType.ORDINARY,
) -> Meeting:
    """A draft with what is usual for a body, open to the capacities that its template invites.

    `nonce` as of `make_draft`. Raises Refused, naming the field; then nothing is kept.
    """
    one_at_a_time(f"desk.new.{nonce}")
    uid = f"{nonce}@{current_app.config['SETTINGS'].uid_host}"
    made = meetings.by_uid(uid)
    if made is not None:
        return made
    meeting = calendar.create_from_template(
        body_code,
        first=first,
        precision=precision,
        status=status,
        time_zone=time_zone,
        by=by,
        at=at,
        uid=uid,
        session_type=session_type,
    )
    template = meetings.template(body_code)
    registration.set_openings(
        meeting,
        tuple(template.capacities) if template else (),
        opens_at=None,
        closes_at=None,
        by=by,
        at=at,
    )
    return meeting


def save_meeting(
    meeting: Meeting,
    plan: Plan,
    *,
    seen: str,
    by: Actor,
    at: datetime,
    why: str = "",
    is_why_public: bool = False,
    why_language: str = "",
) -> None:
    """Change a meeting with its openings, seats and the actions it serves.

    `why` is kept with a change of date, place, mode or status, for the officers' eyes unless
    `is_why_public`.
    `seen` is the digest of the plan that the officer started from. Raises Refused with the code
    `changed` when the meeting is another one by now, or naming the field when any of the rooms
    says no; then nothing is kept.
    """
    one_at_a_time(f"desk.save.{meeting.id}")
    db.session.refresh(meeting)
    before = queries.plan_of(meeting)
    if digest(before) != seen:
        raise Refused(
            _l(
                "Somebody has changed this meeting since you opened the form. Nothing was saved; "
                "what you typed is still here. Save again to overwrite the other changes."
            ),
            code="changed",
        )
    calendar.edit_meeting(
        meeting,
        plan.facts,
        by=by,
        at=at,
        why=why,
        is_why_public=is_why_public,
        why_language=why_language,
    )
    _set_rest(meeting, plan, before=before, by=by, at=at)


def _set_rest(
    meeting: Meeting, plan: Plan, *, before: Plan | None = None, by: Actor, at: datetime
) -> None:
    """The other rooms' part; windows that differ by capacity stay unless the form changed them."""
    if before is None or _ways(plan) != _ways(before):
        registration.set_openings(
            meeting,
            plan.capacities,
            opens_at=plan.opens_at,
            closes_at=plan.closes_at,
            by=by,
            at=at,
        )
    registration.set_seats(meeting, plan.seats, by=by, at=at)
    indicators.set_actions(meeting.id, plan.actions, by=by, at=at)


def _ways(plan: Plan) -> tuple[object, ...]:
    return (set(plan.capacities), plan.opens_at, plan.closes_at)
