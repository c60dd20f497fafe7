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
) -> Participation:
    """Let somebody come in the place of another, whose seat she takes before anyone who waits.

    The one replaced keeps her record, never counts again, and is told. Raises Refused when she has
    ended before (code settled) or for a fault in the entry. `person` is who comes,
    where known; `status` overrules the one in which the way lets people begin.
    """
    move(participation, Status.REPLACED, by=by, at=at)
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
    )
    participation.replaced_by_id = successor.id
    mails.replaced(participation, at=at)
    waiting.promote(participation.meeting, at=at)
    return successor
