"""A meeting's programme in short, for its page: days, hours and titles in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import flash
from flask_babel import ngettext
from sqlalchemy import RowMapping

from meetings import language
from meetings.calendar.models import Meeting
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.agenda_words import day_title, hours_of
from meetings.calendar.rules.sessions import is_outside
from meetings.localized import Text


@dataclass(frozen=True)
class Day:
    """A day: its name, and (public id, hours, title) of each session."""

    title: str
    sessions: Sequence[tuple[str, str, Text]]


@dataclass(frozen=True)
class _Lying:
    """The days in which the sessions lie."""

    starts_on: date
    ends_on: date
    precision: str
    time_zone: str
    status: str


def outline(meeting: RowMapping, lang: str) -> list[Day]:
    """The days that have sessions, in order; `meeting` holds the columns of one.

    A session outside of the meeting's days is left out until an officer has moved it.
    """
    names = ("starts_on", "ends_on", "precision", "time_zone", "status")
    lying = _Lying(*(meeting[name] for name in names))
    days: dict[date, list[tuple[str, str, Text]]] = defaultdict(list)
    for each in queries.outline(meeting["id"]):
        if is_outside(each, lying):
            continue
        hours = hours_of(each.starts_time, each.ends_time, lang=lang)
        title = language.content(each.title, lang)
        days[each.starts_on].append((each.public_id, hours, title))
    return [Day(day_title(day, lying, lang=lang), found) for day, found in days.items()]


def warn_of_outside(meeting: Meeting, lang: str) -> None:
    """Name the sessions that a change of dates has left outside of the meeting's days."""
    found = queries.outside(meeting)
    if found:
        titles = "; ".join(language.content(each.title, lang).text for each in found)
        sentence = ngettext(
            "%(num)d session now lies outside of the meeting’s days: %(titles)s. "
            "Move it in the agenda.",
            "%(num)d sessions now lie outside of the meeting’s days: %(titles)s. "
            "Move them in the agenda.",
            len(found),
            titles=titles,
        )
        flash(sentence, "warning")
