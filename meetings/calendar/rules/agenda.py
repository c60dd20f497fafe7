"""The order of a meeting's sessions: what is doubtful, what comes next, how they move. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations

from meetings.calendar.models import Precision
from meetings.calendar.rules import sessions
from meetings.calendar.rules.sessions import Holding, SessionFacts
from meetings.localized import fold

FIRST_HOUR = time(9)
USUAL_LENGTH = timedelta(minutes=90)
_DAY = date(2000, 1, 1)


class Doubt(StrEnum):
    """What is doubtful about a session: it is warned of, never refused."""

    ROOM = "room"
    PERSON = "person"
    OUTSIDE = "outside"
    SKIPPED_HOUR = "skipped_hour"
    HOURS = "hours"


@dataclass(frozen=True)
class Doubtful:
    """A doubt about the session at `place`; `other` is that of the one it collides with.

    `what` is the room, or the person's name.
    """

    doubt: Doubt
    place: int
    other: int | None = None
    what: str = ""


def doubts(programme: Sequence[SessionFacts], meeting: Holding) -> tuple[Doubtful, ...]:
    """What is doubtful in a meeting's programme.

    The same room or the same person in two sessions at one time; a session outside of the
    meeting's days or hours, or at an hour that the clocks skip (its meeting has moved).
    """
    found = [each for place, one in enumerate(programme) for each in _alone(one, place, meeting)]
    spans = [sessions.instants_of(each, meeting) for each in programme]
    for first, second in combinations(range(len(programme)), 2):
        one, other = spans[first], spans[second]
        if one and other and one[0] < other[1] and other[0] < one[1]:
            found += _together(programme, first, second)
    return tuple(found)


def _alone(facts: SessionFacts, place: int, meeting: Holding) -> list[Doubtful]:
    if facts.starts_on < meeting.starts_on or facts.ends_on > meeting.ends_on:
        return [Doubtful(Doubt.OUTSIDE, place)]
    if sessions.skipped_hour(facts, meeting):
        return [Doubtful(Doubt.SKIPPED_HOUR, place)]
    opens, closes = getattr(meeting, "starts_time", None), getattr(meeting, "ends_time", None)
    begins, ends = facts.starts_time, facts.ends_time or facts.starts_time
    if meeting.precision != Precision.MINUTE or not (opens and closes and begins and ends):
        return []
    is_early = (facts.starts_on, begins) < (meeting.starts_on, opens)
    is_late = (facts.ends_on, ends) > (meeting.ends_on, closes)
    return [Doubtful(Doubt.HOURS, place)] if is_early or is_late else []


def _together(programme: Sequence[SessionFacts], first: int, second: int) -> list[Doubtful]:
    one, other = programme[first], programme[second]
    found = []
    if one.room and fold(one.room) == fold(other.room):
        found.append(Doubtful(Doubt.ROOM, first, second, one.room))
    there = {each.who for each in other.speakers}
    names = {each.who: each.name for each in one.speakers if each.who in there}
    return found + [Doubtful(Doubt.PERSON, first, second, name) for name in names.values()]


def shift(before: Holding, after: Holding) -> int:
    """By how many days the sessions move along when the dates of their meeting change.

    A meeting that only gets longer or shorter leaves them where they are. When its days become
    known, or cease to be, its first day stays its first day.
    """
    moved = (after.starts_on - before.starts_on).days
    is_known = sessions.has_days(before), sessions.has_days(after)
    if is_known == (True, True) and before.ends_on == after.ends_on:
        return 0
    return moved


def swapped(first: SessionFacts, second: SessionFacts) -> tuple[SessionFacts, SessionFacts]:
    """Two neighbours of a day in the other order: the second begins where the first did.

    The pause between them stays. Sessions at the same hour, or without hours, only change their
    order; those that overlap exchange their beginnings.
    """
    length, other = _length(first), _length(second)
    begin, later = _begin(first), _begin(second)
    if begin is None or later is None or begin == later:
        return first, second
    if length is None or other is None or later < begin + length:
        return _at(first, later, length), _at(second, begin, other)
    pause = later - (begin + length)
    return _at(first, begin + other + pause, length), _at(second, begin, other)


def to_day(facts: SessionFacts, day: date) -> SessionFacts:
    """The same session on another day."""
    return facts.moved((day - facts.starts_on).days)


def following(day: Iterable[SessionFacts]) -> tuple[time | None, time | None]:
    """Sensible hours for one more session: after the last of the day, 90 minutes long.

    No hours once the day is full.
    """
    hours = [(each.starts_time, each.ends_time) for each in day]
    ends = [end or start for start, end in hours if start is not None]
    start = datetime.combine(_DAY, max(ends, default=FIRST_HOUR))
    end = start + USUAL_LENGTH
    return (start.time(), end.time()) if end.date() == _DAY else (None, None)


def after_all(facts: SessionFacts, day: Iterable[SessionFacts]) -> SessionFacts:
    """The same session after the last of its day, as long; without hours once the day is full."""
    length, (start, _end) = _length(facts), following(day)
    begin = datetime.combine(facts.starts_on, start) if start is not None else None
    if begin is None or (length and (begin + length).date() != facts.starts_on):
        return replace(facts, ends_on=facts.starts_on, starts_time=None, ends_time=None)
    return _at(facts, begin, length) if facts.starts_time is not None else facts


def _begin(facts: SessionFacts) -> datetime | None:
    return datetime.combine(facts.starts_on, facts.starts_time) if facts.starts_time else None


def _length(facts: SessionFacts) -> timedelta | None:
    if facts.starts_time is None or facts.ends_time is None:
        return None
    start = datetime.combine(facts.starts_on, facts.starts_time)
    return datetime.combine(facts.ends_on, facts.ends_time) - start


def _at(facts: SessionFacts, begin: datetime, length: timedelta | None) -> SessionFacts:
    """The same session at another hour; it lasts as long as it did."""
    end = begin + length if length is not None else None
    return replace(
        facts,
        starts_on=begin.date(),
        starts_time=begin.time(),
        ends_on=end.date() if end else facts.ends_on,
        ends_time=end.time() if end else None,
    )
