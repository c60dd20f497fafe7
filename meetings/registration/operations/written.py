"""What was corrected without an officer's leave, kept with old and new for the history."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from meetings.actor import Actor
from meetings.db import db
from meetings.registration import mails
from meetings.registration.models import Correction, Participation
from meetings.registration.queries.corrections import facts_of
from meetings.registration.rules.revising import is_told


def keep_written(
    participation: Participation,
    before: Mapping[str, Any],
    *,
    after: Mapping[str, Any] | None = None,
    beside: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Correction | None:
    """A line of the history with what differs from the facts `before`; None where nothing does.
    `after` are the same facts as they stand, where they are more than she declares.

    `beside` are facts that changed and are kept apart: that they did is told, never to what.
    """
    after = facts_of(participation) if after is None else after
    row = line_of(participation, before, after=after, beside=beside, by=by, at=at)
    if row is not None:
        db.session.add(row)
        db.session.flush()
    return row


def keep_and_tell(
    participation: Participation,
    before: Mapping[str, Any],
    *,
    after: Mapping[str, Any],
    office: str,
    by: Actor,
    at: datetime,
) -> None:
    """What an `office` of her State, or the secretariat, changed of somebody: it stands in her
    history, and is told to her as an officer's correction is."""
    row = keep_written(participation, before, after=after, by=by, at=at)
    if row is not None and is_told(row.asked):
        mails.revised(participation, row, office=office, at=at)


def line_of(
    participation: Participation,
    before: Mapping[str, Any],
    *,
    after: Mapping[str, Any],
    beside: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Correction | None:
    """The same line, which the caller stores."""
    changed = [fact for fact, value in after.items() if before[fact] != value]
    if not changed and not beside:
        return None
    apart = dict.fromkeys(beside, "")
    return Correction(
        public_id=str(uuid.uuid4()),
        participation_id=participation.id,
        asked={fact: after[fact] for fact in changed} | apart,
        before={fact: before[fact] for fact in changed} | apart,
        asked_at=at,
        judged_at=at,
        judged_by=by.label,
        is_accepted=True,
        actor_kind=by.kind,
    )
