"""When a reminder is due: it follows the meeting and the ends of its ways in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Precision
from meetings.calendar.models import Status as MeetingStatus
from meetings.errors import Refused
from meetings.invitations.models import Moment

MOST_HOURS: Final = 24 * 90
MORNING: Final = time(9)  # when a meeting is taken to begin whose hour is not known
_EVENING, _DAWN = time(22), time(7)  # between them most readers sleep


class Passed(Refused):
    """The hour at which a mailing was to go out is over; `due` is that hour."""

    def __init__(self, due: datetime, *, field: str) -> None:
        """The sentence names no hour: in whose clocks it is told is for the page to say."""
        super().__init__(_l("This hour has passed."), field=field, code="passed")
        self.due = due


class Late(Refused):
    """What a mailing is meant to come before, `moment`, is at `since`, and that is too early."""

    def __init__(self, moment: Moment, since: datetime, *, field: str) -> None:
        """The sentence names no day: in whose clocks it is told is for the page to say."""
        super().__init__(_l("It is too late for this mail."), field=field, code="late")
        self.moment, self.since = moment, since


class Early(Refused):
    """A mailing is meant to come after the meeting, and would come before it is over: `until` is
    its end, None while its days are not known."""

    def __init__(self, until: datetime | None, *, field: str) -> None:
        """The sentence names no day: in whose clocks it is told is for the page to say."""
        super().__init__(_l("It is too early for this mail."), field=field, code="early")
        self.until = until


@dataclass(frozen=True, kw_only=True)
class Times:
    """What a reminder's time is counted from; `closings` are the ends of the ways in, `zone` the
    time zone of the place."""

    starts_at: datetime
    ends_at: datetime
    precision: str
    status: str
    closings: tuple[datetime, ...] = ()
    zone: str = "UTC"

    @property
    def begins_at(self) -> datetime:
        """When the meeting begins: in the morning where it has days and no hours."""
        return self._morning(self.starts_at)

    @property
    def over_at(self) -> datetime:
        """From when one counts after it: the morning after, where it has days and no hours."""
        return self._morning(self.ends_at)

    def _morning(self, instant: datetime) -> datetime:
        if self.precision != Precision.DAY:
            return instant
        there = instant.astimezone(ZoneInfo(self.zone))
        morning = datetime.combine(there.date(), MORNING, tzinfo=there.tzinfo)
        return max(instant, morning.astimezone(UTC))

    @property
    def has_days(self) -> bool:
        """Whether the meeting's days are known and stand."""
        is_exact = self.precision in {Precision.DAY, Precision.MINUTE}
        return is_exact and self.status != MeetingStatus.POSTPONED


def fitting(meant_for: str | None) -> tuple[Moment, ...]:
    """The moments from which a mailing may be counted whose words speak of one of them: what is
    meant for before is never counted from the end, nor thanks from the beginning."""
    if meant_for is None:
        return tuple(Moment)
    is_after = meant_for == Moment.AFTER_MEETING
    return tuple(each for each in Moment if (each == Moment.AFTER_MEETING) == is_after)


def next_due(
    moment: str, hours: int, *, times: Times, after: datetime | None = None
) -> datetime | None:
    """The next instant at which a reminder goes out, strictly after `after`; None while there is
    none: the days are not known, no way in closes, or all is past."""
    found = sorted(_instants(moment, timedelta(hours=hours), times))
    return next((each for each in found if after is None or each > after), None)


def ends_at(moment: str, times: Times) -> datetime | None:
    """The instant from which what is meant for a moment would only confuse: the meeting has begun,
    or the last of the ways in has closed. None where there is none, or it is not known."""
    if moment == Moment.BEFORE_MEETING and times.has_days:
        return times.begins_at
    if moment == Moment.BEFORE_CLOSING:
        return max(times.closings, default=None)
    return None


def is_late(moment: str, times: Times, *, at: datetime) -> bool:
    """Whether what a reminder reminds of has begun, so that it would only confuse."""
    end = ends_at(moment, times)
    return end is not None and at >= end


def check_early(moment: str, times: Times, *, due: datetime | None, field: str) -> None:
    """Raise Late for a mail that would go out when what it is meant to come before has begun; one
    whose hour isn't known yet may be in time."""
    end = ends_at(moment, times)
    if due is not None and end is not None and due >= end:
        raise Late(Moment(moment), end, field=field)


def is_early(moment: str, times: Times, *, at: datetime) -> bool:
    """Whether what is meant to come after the meeting would come while it still runs, or before its
    days are known. It is over with its last hour, as the clocks of its place have it."""
    return moment == Moment.AFTER_MEETING and not (times.has_days and at >= times.ends_at)


def check_over(moment: str, times: Times, *, due: datetime | None, field: str) -> None:
    """Raise Early for a mail that would go out before what it is meant to follow is over."""
    if due is not None and is_early(moment, times, at=due):
        raise Early(times.ends_at if times.has_days else None, field=field)


def is_now(closes_at: datetime | None, hours: int, *, at: datetime) -> bool:
    """Whether a way in that closes then is near its end at an instant, and still open."""
    return closes_at is not None and closes_at - timedelta(hours=hours) <= at < closes_at


def check_ahead(due: datetime | None, *, field: str, at: datetime) -> None:
    """Raise Passed for an instant before the present minute; one that isn't known yet is ahead."""
    if due is not None and due < at.replace(second=0, microsecond=0):
        raise Passed(due, field=field)


def is_at_night(instant: datetime, zone: str) -> bool:
    """Whether a mail would come at an hour at which the people of a place sleep."""
    hour = instant.astimezone(ZoneInfo(zone)).time()
    return hour >= _EVENING or hour < _DAWN


def check_hours(hours: int | None) -> int:
    """The hours before or after. Raises Refused (field hours) for none or out of range."""
    if hours is None or not 0 <= hours <= MOST_HOURS:
        sentence = _l("Write a whole number of hours from 0 to %(most)d.", most=MOST_HOURS)
        raise Refused(sentence, field="hours")
    return hours


def _instants(moment: str, far: timedelta, times: Times) -> Iterable[datetime]:
    if moment == Moment.BEFORE_CLOSING:
        return {each - far for each in times.closings}
    if not times.has_days:
        return ()
    return (times.begins_at - far,) if moment == Moment.BEFORE_MEETING else (times.over_at + far,)
