"""Writing a meeting of the past with its headcount and the actions it served, in one unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext as _l

from meetings import clock
from meetings.actor import Actor
from meetings.attendance import operations as attendance
from meetings.attendance.models import Covers
from meetings.attendance.rules.headcounts import Report
from meetings.calendar import operations as calendar
from meetings.calendar import queries as meetings
from meetings.calendar.models import Meeting
from meetings.calendar.queries.existing import existing
from meetings.calendar.rules import MeetingFacts, known
from meetings.db import one_at_a_time
from meetings.desk.past.sums import Agreed
from meetings.errors import Refused
from meetings.indicators import operations as indicators
from meetings.localized import fold


class Twin(Refused):
    """The calendar has this meeting, it seems: its address and title, for a link."""

    def __init__(self, slug: str, title: str) -> None:
        """Refused beside the tick that confirms it."""
        sentence = _l("There is already a meeting with this title, these dates and this city.")
        super().__init__(sentence, field="is_another", code="twin")
        self.slug, self.title = slug, title


@dataclass(frozen=True)
class Past:
    """All that the form says: facts (held), actions, how many were there and who says so."""

    facts: MeetingFacts
    actions: tuple[str, ...]
    counted: Agreed
    qualifier: str
    source: str


def enter(
    past: Past,
    *,
    nonce: str,
    published: bool,
    by: Actor,
    at: datetime,
    is_another: bool = False,
) -> tuple[Meeting, bool]:
    """A held meeting with a headcount that covers everyone, and whether it is new.

    `nonce` is a UUID made when the form was opened: sent again, it finds the meeting that it made.
    Raises Refused, naming the field, for a meeting that is not over or that a room refuses; Twin
    for one that the calendar has, unless the officer says that it `is_another`.
    """
    one_at_a_time("desk.past")
    uid = f"{nonce}@{current_app.config['SETTINGS'].uid_host}"
    known = meetings.by_uid(uid)
    if known is not None:
        return known, False
    facts = past.facts
    if facts.ends_on > clock.local_day(at, facts.time_zone):
        raise Refused(
            _l("This meeting is not over yet: only a held one is entered here."),
            field="ends_on",
            code="future",
        )
    if not is_another:
        _refuse_twin(facts)
    meeting = calendar.create_meeting(facts, by=by, at=at, published=published, uid=uid)
    report = Report(
        report=nonce,
        covers=Covers.EVERYONE,
        total=past.counted.total,
        qualifier=past.qualifier,
        source=past.source,
        cells=past.counted.cells,
    )
    attendance.report_headcount(meeting, report, by=by, at=at)
    indicators.set_actions(meeting.id, past.actions, by=by, at=at)
    return meeting, True


def _refuse_twin(facts: MeetingFacts) -> None:
    """Refuse a meeting whose days, title and city another one has; a city may be left out."""
    title = next(iter(facts.title.values()), "")
    there = [
        each
        for each in existing(facts.starts_on, facts.starts_on)
        if not each.city or not facts.city or fold(each.city) == fold(facts.city)
    ]
    twin = known.same(title, there, first=facts.starts_on, last=facts.ends_on)
    if title and twin is not None:
        raise Twin(twin.slug, twin.shown_title)
