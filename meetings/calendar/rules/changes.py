"""What of a meeting is told to people, what of it changed, and what subscribers notice. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Protocol

from meetings.calendar import dates
from meetings.calendar.models import Changed, Mode, Precision, Status

_DAYS = ("starts_on", "ends_on")
_HOURS = ("starts_time", "ends_time")


class Tellable(dates.Dated, Protocol):
    """What has dates, a place and a mode: a meeting, its facts, what was told of it."""

    @property
    def venue(self) -> str:
        """The house."""

    @property
    def city(self) -> str:
        """The city."""

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-2."""

    @property
    def mode(self) -> str:
        """How people take part."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """When, where and how a meeting was said to be, at one moment."""

    starts_on: date
    ends_on: date
    starts_time: time | None = None
    ends_time: time | None = None
    precision: str = Precision.DAY
    time_zone: str
    venue: str = ""
    city: str = ""
    country: str | None = None
    mode: str = Mode.IN_PERSON
    status: str = Status.CONFIRMED


def when(facts: Tellable) -> dict[str, Any]:
    """What says when a meeting is, by its names in the facts."""
    names = (*_DAYS, *_HOURS, "precision", "time_zone")
    return {name: getattr(facts, name) for name in names}


def told(facts: Tellable) -> dict[str, Any]:
    """When, where and how a meeting is, as JSON keeps it: days and hours in ISO 8601."""
    kept: dict[str, Any] = {
        name: None if (value := getattr(facts, name)) is None else str(value)
        for name in Told.__dataclass_fields__
    }
    return kept | {name: _iso(getattr(facts, name)) for name in (*_DAYS, *_HOURS)}


def read_told(kept: Mapping[str, Any]) -> Told:
    """The inverse of `told`."""
    days = {name: date.fromisoformat(kept[name]) for name in _DAYS}
    hours = {name: time.fromisoformat(kept[name]) if kept[name] else None for name in _HOURS}
    return Told(**{**kept, **days, **hours})


def _iso(value: date | time | None) -> str | None:
    return None if value is None else value.isoformat()


def differences(old: Tellable, new: Tellable) -> list[Changed]:
    """What is worth keeping of a change, in the order of Changed; nothing when all is as it was.

    The same moment told in another zone, and the zone of a meeting without hours, are no change.
    """
    apart = {
        Changed.DATES: _when(old) != _when(new),
        Changed.PLACE: _where(old) != _where(new),
        Changed.MODE: old.mode != new.mode,
        Changed.STATUS: old.status != new.status,
    }
    return [what for what in Changed if apart[what]]


def agrees(source: Tellable, facts: Tellable, *, what: str = Changed.DATES) -> bool:
    """Whether a source says the same date (or place) of a meeting, or a less exact one: “April
    2003” contradicts no meeting from April 23 to 25."""
    if what not in differences(source, facts):
        return True
    is_coarse = what == Changed.DATES and source.precision in dates.PERIODS
    return is_coarse and source.starts_on <= facts.starts_on and facts.ends_on <= source.ends_on


def ical_status(facts: dates.Dated) -> str:
    """The STATUS of RFC 5545: what is coarser than a day is never more than TENTATIVE."""
    if facts.status == Status.CANCELLED:
        return "CANCELLED"
    if facts.precision in dates.PERIODS or facts.status not in {Status.CONFIRMED, Status.HELD}:
        return "TENTATIVE"
    return "CONFIRMED"


def is_moved(old: Tellable, new: Tellable) -> bool:
    """Whether a calendar shows another date, time or place: what was answered to the old ones says
    nothing of the new ones (RFC 5546, 3.2.2.1)."""
    return _when(old) != _when(new) or is_elsewhere(old, new)


def is_elsewhere(old: Tellable, new: Tellable) -> bool:
    """Whether people go to another place, or go on line instead."""
    return _told_place(old) != _told_place(new)


def material_change(old: Tellable, new: Tellable) -> bool:
    """Whether SEQUENCE rises: date, time, place, iCalendar STATUS or postponement changed.

    To be held raises nothing, unless the meeting had been cancelled.
    """
    if is_moved(old, new):
        return True
    if new.status == Status.HELD and old.status != Status.CANCELLED:
        return False
    return (ical_status(old), old.status == Status.POSTPONED) != (
        ical_status(new),
        new.status == Status.POSTPONED,
    )


def _when(facts: Tellable) -> tuple[object, ...]:
    if facts.precision == Precision.MINUTE:
        return (facts.precision, *dates.instants(facts))
    is_period = facts.precision in dates.PERIODS
    return (is_period and facts.precision, facts.starts_on, facts.ends_on)


def _where(facts: Tellable) -> tuple[object, ...]:
    return (facts.venue, facts.city, facts.country)


def _told_place(facts: Tellable) -> tuple[object, ...]:
    """As LOCATION tells it: what is virtual is online, whatever house is kept."""
    return (Mode.VIRTUAL,) if facts.mode == Mode.VIRTUAL else _where(facts)
