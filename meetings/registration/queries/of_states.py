"""Whether a State may be represented in a capacity at a meeting, by the directory's dated facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Body
from meetings.directory.queries.standings import standing_on, standings_on
from meetings.errors import Refused
from meetings.registration.models import Represents
from meetings.registration.rules import Entry
from meetings.registration.rules.of_states import BY_STANDING, check_standing

Doubt = Callable[[Entry], object | None]


def check_represented(meeting: Meeting, entry: Entry) -> None:
    """Raise Refused (field capacity, code standing) where the State of an entry is not what its
    capacity takes at this meeting, on the meeting's first day."""
    if not _is_by_standing(entry):
        return
    check_standing(
        entry.capacity_code,
        entry.state_code or "",
        body=meeting.body_code,
        mechanism=mechanism_of(meeting.body_code),
        held=standing_on(entry.state_code or "", meeting.starts_on),
    )


def representable(meeting: Meeting, state_code: str, *, codes: Iterable[str]) -> frozenset[str]:
    """Those of the capacities in which a State may be represented at a meeting, whether or not any
    is open, by the rule of `check_represented`."""
    held, mechanism = standing_on(state_code, meeting.starts_on), mechanism_of(meeting.body_code)

    def may_be(code: str) -> bool:
        if code not in BY_STANDING:
            return True
        about = {"body": meeting.body_code, "mechanism": mechanism}
        try:
            check_standing(code, state_code, held=held, **about)
        except Refused:
            return False
        return True

    return frozenset(filter(may_be, codes))


def doubts_of(meeting: Meeting) -> Doubt:
    """What is to be said of an entry's State in its capacity, for many entries: the directory is
    read once."""
    held, mechanism = standings_on(meeting.starts_on), mechanism_of(meeting.body_code)

    def doubt(entry: Entry) -> object | None:
        try:
            if _is_by_standing(entry):
                check_standing(
                    entry.capacity_code,
                    entry.state_code or "",
                    body=meeting.body_code,
                    mechanism=mechanism,
                    held=held(entry.state_code or ""),
                )
        except Refused as refusal:
            return refusal.sentence
        return None

    return doubt


def mechanism_of(body_code: str | None) -> str | None:
    """To which mechanism a body belongs, None for none."""
    body = db.session.get(Body, body_code) if body_code else None
    return body.mechanism if body is not None else None


def _is_by_standing(entry: Entry) -> bool:
    is_state = entry.represents == Represents.STATE and bool(entry.state_code)
    return is_state and entry.capacity_code in BY_STANDING
