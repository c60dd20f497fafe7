"""Somebody comes in another's place."""

from __future__ import annotations

from datetime import datetime

from meetings.actor import Actor
from meetings.directory.models import Person
from meetings.registration import mails
from meetings.registration.models import Participation, Status, Way
from meetings.registration.operations import waiting
from meetings.registration.operations.moves import move
from meetings.registration.operations.register import enter
from meetings.registration.operations.session_places import leave_all
from meetings.registration.rules import Entry


def substitute(
    participation: Participation,
    entry: Entry,
    *,
    way: Way,
    nonce: str,
    by: Actor,
    at: datetime,
    approval: str | None = None,
    person: Person | None = None,
    status: Status | None = None,
    note: str = "",
    by_correction: bool = False,
) -> Participation:
    """Let somebody come in the place of another, whose seat she takes before anyone who waits.

    The one replaced keeps her record, never counts again, and is told. Raises Refused when she has
    ended before (code settled) or for a fault in the entry. `person` is who comes,
    where known; `status` overrules the one in which the way lets people begin. Her mail holds the
    `note`; it says whether she asked for it herself, by what she wanted to be corrected.
    """
    move(participation, Status.REPLACED, by=by, at=at, note=note)
    leave_all(participation, by=by, at=at)
    successor = enter(
        participation.meeting,
        entry,
        way=way,
        nonce=nonce,
        by=by,
        at=at,
        approval=approval,
        person=person,
        status=status,
        is_instead=True,
    )
    participation.replaced_by_id = successor.id
    mails.replaced(participation, by_correction=by_correction, at=at)
    waiting.promote(participation.meeting, at=at)
    return successor
