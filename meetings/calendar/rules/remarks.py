"""What is worth another look once a meeting is saved: it warns, it refuses nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from meetings import formats
from meetings.calendar import dates
from meetings.calendar.models import Precision, SessionType, Status
from meetings.calendar.rules.facts import MeetingFacts
from meetings.calendar.rules.numerals import leading

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def remarks(before: MeetingFacts | None, facts: MeetingFacts, *, lang: str) -> Iterator[str]:
    """Sentences for the officer who saved a meeting, or made it (`before` is what it was)."""
    if before is not None and is_redated(before, facts):
        yield _("The meeting has a new date: it is no longer postponed.")
    year = stale_year(facts.title, before, facts=facts) if before is not None else None
    if year:
        yield _("The title still says %(year)d.", year=year)
    if bears_number(facts):
        yield _("The title still begins with a number, which special sessions do not bear.")
    elif says_other_number(facts):
        yield _(
            "The title begins with another number than “%(ordinal)s”, which the meeting bears.",
            ordinal=facts.ordinal,
        )
    yield from _twice(facts, lang=lang)


def is_redated(before: MeetingFacts, facts: MeetingFacts) -> bool:
    """Whether a meeting that was put off has a date again."""
    return before.status == Status.POSTPONED and facts.status in {
        Status.FORESEEN,
        Status.TENTATIVE,
        Status.CONFIRMED,
    }


def stale_year(
    titles: Mapping[str, str], before: MeetingFacts, *, facts: MeetingFacts
) -> int | None:
    """The year of the earlier dates that a title still says; None where it says none.

    A title with a period (2016–2019) says a year as long as the dates lie within it.
    """
    gone = {before.starts_on.year, before.ends_on.year} - _years(facts)
    for title in titles.values():
        said = {int(each) for each in _YEAR.findall(title)}
        if said & gone and not min(said) <= facts.starts_on.year <= max(said):
            return min(said & gone)
    return None


def bears_number(facts: MeetingFacts) -> bool:
    """Whether a session outside of the numbering is entitled as one that has a number."""
    if facts.session_type == SessionType.ORDINARY:
        return False
    return any(leading(title) is not None for title in facts.title.values())


def says_other_number(facts: MeetingFacts) -> bool:
    """Whether a session that bears a number is entitled by another one."""
    number = facts.number or leading(facts.ordinal)
    if number is None:
        return False
    said = {leading(title) for title in facts.title.values()}
    return not said <= {None, number, facts.starts_on.year}


def _years(facts: MeetingFacts) -> set[int]:
    return set(range(facts.starts_on.year, facts.ends_on.year + 1))


def _twice(facts: MeetingFacts, *, lang: str) -> Iterator[str]:
    if facts.precision != Precision.MINUTE:
        return
    zone = ZoneInfo(facts.time_zone)
    for day, hour in ((facts.starts_on, facts.starts_time), (facts.ends_on, facts.ends_time)):
        if hour is not None and dates.is_twice(datetime.combine(day, hour), zone):
            yield _(
                "The clocks are set back on %(day)s and show %(hour)s twice: the first is meant.",
                day=formats.day(day, lang),
                hour=formats.hour(hour, lang),
            )
