"""Which meetings and days stand in each other's way, and how surely. Pure; nothing is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from meetings.calendar import dates
from meetings.calendar.models import Mode, Precision, Status
from meetings.calendar.rules.facts import MeetingFacts

EXACT = frozenset({Precision.DAY, Precision.MINUTE})
NEVER = frozenset({Status.CANCELLED})
NEXT_DAYS = 1  # days between two meetings within which one must travel overnight


class Timed(Protocol):
    """What is held against other meetings: days inclusive, instants in UTC."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""

    @property
    def ends_at(self) -> datetime:
        """When it ends."""

    @property
    def precision(self) -> str:
        """How exactly the dates are known."""

    @property
    def status(self) -> str:
        """Where it stands."""

    @property
    def mode(self) -> str:
        """How people take part."""

    @property
    def city(self) -> str:
        """Where it is."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A meeting as it is planned: `meeting_id` is None for one that is not made yet."""

    starts_on: date
    ends_on: date
    starts_at: datetime
    ends_at: datetime
    precision: str
    status: str
    mode: str
    city: str
    body_code: str | None
    meeting_id: int | None = None


class Nearness(StrEnum):
    """How two meetings, or a meeting and some days, stand to each other."""

    SAME_TIME = "same_time"
    PERHAPS = "perhaps"
    NEXT_DAY = "next_day"


def planned(facts: MeetingFacts, *, meeting_id: int | None = None) -> Planned:
    """What an officer says of a meeting, as it is held against others."""
    starts_at, ends_at = dates.instants(facts)
    return Planned(
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        starts_at=starts_at,
        ends_at=ends_at,
        precision=facts.precision,
        status=facts.status,
        mode=facts.mode,
        city=facts.city,
        body_code=facts.body_code,
        meeting_id=meeting_id,
    )


def may_clash(meeting: Timed) -> bool:
    """Whether a meeting can be in the way of another: a cancelled one never is, and of a season
    or a year one cannot say more than that it lies in it."""
    return meeting.status not in NEVER and meeting.precision in EXACT | {Precision.MONTH}


def nearness(one: Timed, other: Timed) -> Nearness | None:
    """How two meetings stand to each other; None when neither is in the other's way.

    To the day and hour both known: they overlap or they don't. One known to the month only, or
    postponed, may perhaps. The next day in another city is a hint for who must travel.
    """
    if not (may_clash(one) and may_clash(other)):
        return None
    are_sure = _is_sure(one) and _is_sure(other)
    if one.precision in EXACT and other.precision in EXACT:
        if _begins_before_end(one, other) and _begins_before_end(other, one):
            return Nearness.SAME_TIME if are_sure else Nearness.PERHAPS
        return Nearness.NEXT_DAY if are_sure and _must_travel(one, other) else None
    return Nearness.PERHAPS if _share_days(one, other.starts_on, other.ends_on) else None


def on_days(meeting: Timed, days: tuple[date, date]) -> Nearness | None:
    """How a meeting stands to days of a followed calendar (inclusive): on them, perhaps, or not."""
    if not may_clash(meeting) or not _share_days(meeting, *days):
        return None
    return Nearness.SAME_TIME if _is_sure(meeting) else Nearness.PERHAPS


def around(meeting: Timed) -> tuple[date, date]:
    """The days in which whatever may be in a meeting's way lies: a day of travel on both sides.

    One more for meetings across the date line.
    """
    margin = timedelta(days=NEXT_DAYS + 1)
    return meeting.starts_on - margin, meeting.ends_on + margin


def _is_sure(meeting: Timed) -> bool:
    return meeting.precision in EXACT and meeting.status != Status.POSTPONED


def _begins_before_end(one: Timed, other: Timed) -> bool:
    """A meeting without length still takes its minute."""
    return one.starts_at < max(other.ends_at, other.starts_at + timedelta(minutes=1))


def _share_days(meeting: Timed, first: date, last: date) -> bool:
    return meeting.starts_on <= last and first <= meeting.ends_on


def _must_travel(one: Timed, other: Timed) -> bool:
    if Mode.VIRTUAL in {one.mode, other.mode}:
        return False
    if not (one.city and other.city) or one.city.casefold() == other.city.casefold():
        return False
    earlier, later = sorted((one, other), key=lambda each: each.starts_at)
    return (later.starts_on - earlier.ends_on).days <= NEXT_DAYS
