"""The order of States, and badges that were printed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.rules.precedence import Precedence, check_places
from meetings.errors import Refused
from meetings.localized import LANGUAGES
from meetings.registration.models import RegistrationPlan, StatePlace


def set_precedence(
    meeting: Meeting,
    precedence: str,
    *,
    language: str,
    places: Mapping[str, int],
    by: Actor,
    at: datetime,
) -> None:
    """Settle in which order States follow each other; places count for an order by lot or our own.

    Raises Refused, naming the field, for two States in one place.
    """
    if precedence not in set(Precedence) or language not in LANGUAGES:
        raise Refused(_l("Choose one from the list."), field="precedence")
    check_places(places)
    plan = _plan(meeting)
    plan.precedence, plan.precedence_language = precedence, language
    _put(meeting, places)
    changes = {"precedence": precedence, "language": language, "places": dict(places)}
    audit.record(
        "delegations.set_precedence", ("meeting", meeting.slug), by=by, at=at, changes=changes
    )


def draw_lots(
    meeting: Meeting, codes: Sequence[str], *, chance: random.Random, by: Actor, at: datetime
) -> dict[str, int]:
    """Let the lot decide the order of these States; gives the place of each."""
    drawn = list(codes)
    chance.shuffle(drawn)
    places = {code: number for number, code in enumerate(drawn, 1)}
    plan = _plan(meeting)
    plan.precedence = Precedence.LOT
    _put(meeting, places)
    audit.record(
        "delegations.draw_lots", ("meeting", meeting.slug), by=by, at=at, changes={"places": places}
    )
    return places


def note_printed(
    meeting: Meeting, *, made: datetime | None = None, by: Actor, at: datetime
) -> datetime:
    """The badges are printed from a list `made` then, else now: what changed on one since asks for
    another. Gives the instant that is kept: never one to come, nor before the last."""
    plan = _plan(meeting)
    kept = min(made or at, at)
    if plan.badges_printed_at is not None:
        kept = max(kept, plan.badges_printed_at)
    plan.badges_printed_at = kept
    db.session.flush()
    changes = {"made": kept.isoformat()}
    audit.record(
        "delegations.badges_printed", ("meeting", meeting.slug), by=by, at=at, changes=changes
    )
    return kept


def _plan(meeting: Meeting) -> RegistrationPlan:
    found = db.session.get(RegistrationPlan, meeting.id)
    if found is None:
        found = RegistrationPlan(meeting_id=meeting.id, reviewed_fields=[])
        db.session.add(found)
        db.session.flush()
    return found


def _put(meeting: Meeting, places: Mapping[str, int]) -> None:
    db.session.execute(delete(StatePlace).where(StatePlace.meeting_id == meeting.id))
    db.session.add_all(
        StatePlace(meeting_id=meeting.id, state_code=code, place=place)
        for code, place in places.items()
    )
    db.session.flush()
