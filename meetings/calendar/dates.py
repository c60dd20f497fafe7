"""When a meeting is, as precisely as it is known: bounds, instants, and words. Pure."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_interval
from flask_babel import gettext as _

from meetings import formats, zones
from meetings.calendar.models import Precision, Status
from meetings.language import reading

PERIODS = frozenset({Precision.MONTH, Precision.SEASON, Precision.YEAR})
MONTHS = {Precision.MONTH: 1, Precision.SEASON: 3, Precision.YEAR: 12}
SEASON_STARTS = (3, 6, 9, 12)


class Dated(Protocol):
    """What has dates: a meeting, its facts, a row of a list; both days inclusive."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day."""

    @property
    def starts_time(self) -> time | None:
        """The local hour of the start; None unless the precision is minute."""

    @property
    def ends_time(self) -> time | None:
        """The local hour of the end; None unless the precision is minute."""

    @property
    def precision(self) -> str:
        """How exactly the dates are known."""

    @property
    def time_zone(self) -> str:
        """The IANA zone of the hours and days."""

    @property
    def status(self) -> str:
        """Where the meeting stands."""


def bounds(precision: str, day: date) -> tuple[date, date]:
    """The first and last day of the month, season or year in which a day lies.

    Seasons are three months, from March, June, September or December (northern, as the sources).
    """
    if precision == Precision.YEAR:
        first = date(day.year, 1, 1)
    elif precision == Precision.SEASON:
        month = day.month // 3 * 3 or 12
        first = date(day.year - (day.month < 3), month, 1)
    else:
        first = day.replace(day=1)
    months = first.year * 12 + first.month - 1 + MONTHS[Precision(precision)] - 1
    year, month = divmod(months, 12)
    return first, date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def instants(meeting: Dated) -> tuple[datetime, datetime]:
    """When it begins and ends, in UTC: for sorting and clashes.

    Without hours: from the start of the first local day to the start of the day after the last.
    """
    zone = ZoneInfo(meeting.time_zone)
    if meeting.starts_time is not None and meeting.ends_time is not None:
        start = datetime.combine(meeting.starts_on, meeting.starts_time, zone)
        end = datetime.combine(meeting.ends_on, meeting.ends_time, zone)
    else:
        start = datetime.combine(meeting.starts_on, time.min, zone)
        end = datetime.combine(meeting.ends_on + timedelta(days=1), time.min, zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether a local hour is one that the clocks of the zone show on that day."""
    aware = local.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local


def is_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of the zone show a local hour twice, as they are set back on that day."""
    offsets = {local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
    return len(offsets) > 1 and exists(local, zone)


def period(meeting: Dated, lang: str) -> str:
    """The dates alone, without how sure they are: `May 2003`; never a day that is not known."""
    with reading(lang):
        return _period(meeting, lang)


def words(meeting: Dated, lang: str) -> str:
    """The dates with how sure they are: `May 2003 (tentative, date to be confirmed)`."""
    with reading(lang):
        if meeting.precision in PERIODS:
            return _coarse(meeting.status, _period(meeting, lang))
        return _to_the_day(meeting.status, _period(meeting, lang))


def _to_the_day(status: str, dates: str) -> str:
    match status:
        case Status.FORESEEN:
            return _("%(dates)s (foreseen)", dates=dates)
        case Status.TENTATIVE:
            return _("%(dates)s (tentative)", dates=dates)
        case Status.POSTPONED:
            return _("%(dates)s (postponed)", dates=dates)
        case Status.CANCELLED:
            return _("%(dates)s (cancelled)", dates=dates)
    return dates


def _coarse(status: str, dates: str) -> str:
    match status:
        case Status.FORESEEN:
            return _("%(dates)s (foreseen, date to be confirmed)", dates=dates)
        case Status.TENTATIVE:
            return _("%(dates)s (tentative, date to be confirmed)", dates=dates)
        case Status.CONFIRMED:
            return _("%(dates)s (exact date to be announced)", dates=dates)
        case Status.POSTPONED:
            return _("%(dates)s (postponed, new date to be announced)", dates=dates)
        case Status.CANCELLED:
            return _("%(dates)s (cancelled)", dates=dates)
    return dates


def _period(meeting: Dated, lang: str) -> str:
    match meeting.precision:
        case Precision.YEAR:
            return str(meeting.starts_on.year)
        case Precision.MONTH:
            return formats.month(meeting.starts_on, lang)
        case Precision.SEASON:
            return _season(meeting, lang)
        case Precision.MINUTE:
            return _hours(meeting, lang)
    return formats.days(meeting.starts_on, meeting.ends_on, lang)


def _season(meeting: Dated, lang: str) -> str:
    months = format_interval(
        meeting.starts_on, meeting.ends_on, "yMMMM", locale=formats.locale(lang)
    ).replace("\u2009", " ")
    match meeting.starts_on.month:
        case 3:
            return _("Spring, %(months)s", months=months)
        case 6:
            return _("Summer, %(months)s", months=months)
        case 9:
            return _("Autumn, %(months)s", months=months)
    return _("Winter, %(months)s", months=months)


def _hours(meeting: Dated, lang: str) -> str:
    start, end = meeting.starts_time or time.min, meeting.ends_time or time.min
    zone = zones.name(meeting.time_zone, lang, on=meeting.starts_on)
    day, from_ = formats.day(meeting.starts_on, lang), formats.hour(start, lang)
    if meeting.starts_on != meeting.ends_on:
        return _(
            "%(day)s, %(start)s – %(last_day)s, %(end)s, %(zone)s",
            day=day,
            start=from_,
            last_day=formats.day(meeting.ends_on, lang),
            end=formats.hour(end, lang),
            zone=zone,
        )
    if start == end:
        return _("%(day)s, %(start)s, %(zone)s", day=day, start=from_, zone=zone)
    return _(
        "%(day)s, %(start)s–%(end)s, %(zone)s",
        day=day,
        start=from_,
        end=formats.hour(end, lang),
        zone=zone,
    )
