"""What a written date was taken for, in words of whoever reads. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from flask_babel import gettext as _

from meetings.calendar import dates
from meetings.calendar.models import Precision
from meetings.calendar.written.dates import Written


@dataclass(frozen=True)
class _Dated:
    """A reading as `dates.words` asks for it."""

    starts_on: date
    ends_on: date
    starts_time: time | None
    ends_time: time | None
    precision: str
    time_zone: str
    status: str


def reading(written: Written, zone: str, lang: str) -> str:
    """First and last day, how sure and how exact: `May 2003 (tentative ...) · to the month`.

    Empty where nothing could be read.
    """
    if written.starts_on is None or written.ends_on is None:
        return ""
    dated = _Dated(
        written.starts_on,
        written.ends_on,
        written.starts_time,
        written.ends_time,
        written.precision,
        zone,
        written.status,
    )
    return f"{dates.words(dated, lang)} · {exactness(written.precision)}"


def exactness(precision: str) -> str:
    """How exactly a date is known, for the middle of a line."""
    match precision:
        case Precision.MINUTE:
            return _("known to the minute")
        case Precision.MONTH:
            return _("known to the month")
        case Precision.SEASON:
            return _("known to the season")
        case Precision.YEAR:
            return _("known to the year")
    return _("known to the day")
