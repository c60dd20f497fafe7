"""What stands around the session in six weeks: its delegates, the world's days, and a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from meetings.actor import Actor
from meetings.calendar import operations as calendar
from meetings.calendar import queries
from meetings.calendar.models import Meeting
from meetings.calendar.rules import followed
from meetings.calendar.rules.followed import Entry
from meetings.demo.cast import Cast
from meetings.demo.enrolment import Enrolment
from meetings.demo.programme import COMMITTEE, Group

TREATIES: Final = "United Nations, treaty bodies (demo)"
HOLIDAYS: Final = "Holidays of member States (demo)"
DELEGATES: Final = Group(
    capacity="principal_delegate",
    states=COMMITTEE[:5],
    pool="delegates",
    personnel=("womens_machinery",),
)
NEW_VENUE: Final = "Salón de las Américas"


def make(session: Meeting, cast: Cast, *, by: Actor, at: datetime) -> None:
    """Register five delegates, follow two calendars, and move the session to another hall.

    The notice of that waits its quiet period, as any other.
    """
    enrolment = Enrolment(session, cast, by=by, days=[])
    enrolment.registered_at = at - timedelta(days=10)
    enrolment.enrol(DELEGATES, {})
    for name, entries in (
        (TREATIES, list(_treaty_bodies(session.starts_on))),
        (HOLIDAYS, list(_holidays(session.starts_on))),
    ):
        shown = calendar.compare_followed(entries, name, today=at.date())
        seen = followed.seen(shown)
        calendar.follow(entries, name, seen=seen, drop=False, today=at.date(), by=by, at=at)
    facts = queries.facts_of(session, venue=NEW_VENUE)
    calendar.edit_meeting(session, facts, by=by, at=at)


def _treaty_bodies(first: date) -> Iterator[Entry]:
    """A session over the meeting's second day, and one a month later."""
    for number, begins in enumerate((first + timedelta(days=1), first + timedelta(days=35))):
        yield Entry(
            uid=f"cedaw-{number}@demo.invalid",
            starts_on=begins,
            ends_on=begins + timedelta(days=18),
            title=f"CEDAW, session {94 + number}",
            place="Geneva",
        )


def _holidays(first: date) -> Iterator[Entry]:
    """The national days around: they stand in the way of some years only."""
    for year in (first.year, first.year + 1):
        for month, day, title, place in (
            (7, 5, "Día de la Independencia", "Venezuela"),
            (7, 28, "Fiestas Patrias", "Perú"),
            (8, 6, "Independence Day", "Jamaica"),
            (9, 7, "Independência do Brasil", "Brasil"),
        ):
            yield Entry(
                uid=f"{year}-{month}-{day}@demo.invalid",
                starts_on=date(year, month, day),
                ends_on=date(year, month, day),
                title=title,
                place=place,
            )
