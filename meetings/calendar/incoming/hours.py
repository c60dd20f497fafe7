"""When an entry of an iCalendar file is: its hours, their zones, how often it recurs. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeGuard

# Rules that would give many entries a day; expanding one of them takes minutes.
_FINE = {"SECONDLY", "MINUTELY", "HOURLY"}
_FINE_PARTS = ("BYSECOND", "BYMINUTE", "BYHOUR")


def is_lost(moment: Any) -> bool:
    """Whether an hour names a zone that nobody knows."""
    at = moment.dt
    return isinstance(at, datetime) and at.tzinfo is None and "TZID" in moment.params


def span(component: Any) -> tuple[date | None, date | None]:
    """Start and end as the entry says them, its duration counted; None for what cannot be read."""
    try:
        start: date = component.start
    except (ValueError, TypeError, AttributeError):
        return None, None
    try:
        return start, component.end
    except (ValueError, TypeError, AttributeError, OverflowError):
        return start, None


def is_calm(component: Any) -> bool:
    """Whether an entry recurs at most once a day; a rule without an interval would never end."""
    rules = component.get("RRULE") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        parts = {str(key).upper(): value for key, value in rule.items()}
        values = {
            key: value if isinstance(value, list) else [value] for key, value in parts.items()
        }
        if _FINE.intersection(str(each).upper() for each in values.get("FREQ", [])):
            return False
        if any(len(values.get(name, [])) > 1 for name in _FINE_PARTS):
            return False
        if any(int(each) < 1 for each in values.get("INTERVAL", [])):
            return False
    return True


def is_universal(at: date) -> bool:
    """Whether an hour is told in universal time, not in that of a place."""
    return isinstance(at, datetime) and at.tzinfo is not None and at.tzname() == "UTC"


def has_zone(at: date) -> TypeGuard[datetime]:
    """Whether it is an instant: an hour with its zone."""
    return isinstance(at, datetime) and at.tzinfo is not None


def is_before(end: date, start: date) -> bool:
    """By instants where both are known: across the date line the end may bear an earlier day."""
    if has_zone(end) and has_zone(start):
        return end < start
    return day_of(end) < day_of(start)


def day_of(at: date) -> date:
    """The day of an hour, where it is told; a day is its own."""
    return at.date() if isinstance(at, datetime) else at
