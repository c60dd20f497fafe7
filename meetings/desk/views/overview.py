"""The officer's page of one meeting: where it stands, and what can be done about it."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar import rules
from meetings.calendar.models import Meeting, Status
from meetings.calendar.rules import history
from meetings.calendar.rules.telling import is_awaited
from meetings.desk import queries, telling
from meetings.desk.views.blueprint import bp
from meetings.desk.views.check import clashes_of
from meetings.desk.views.due import due_of
from meetings.desk.views.manage import mine
from meetings.desk.views.stands import asked, stood_before
from meetings.desk.views.told import waits
from meetings.directory import queries as directory
from meetings.localized import missing
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.models import SeatLimit
from meetings.registration.queries.needs import count_needs
from meetings.registration.rules import counting, way_words
from meetings.statistics import queries as statistics
from meetings.statistics.rules import Count
from meetings.statistics.rules.words import MARKS

# What an officer may say next of a meeting that stands so, beside postponing and cancelling it.
NEXT = {
    Status.FORESEEN: (Status.TENTATIVE, Status.CONFIRMED, Status.HELD),
    Status.TENTATIVE: (Status.CONFIRMED, Status.HELD),
    Status.CONFIRMED: (Status.HELD,),
    Status.POSTPONED: (Status.CONFIRMED,),
}


def _next(meeting: Meeting, *, has_begun: bool) -> list[tuple[Status, str]]:
    """What may be said next of a meeting, and what the button says; that it was held not before its
    first day."""
    status = Status(meeting.status)
    if status in rules.TAKEN_BACK:
        found: tuple[Status, ...] = (stood_before(meeting),)
    else:
        found = NEXT[status]
    return [(each, asked(status, each)[0]) for each in found if has_begun or each != Status.HELD]


def _told(meeting: Meeting) -> int:
    """How many people are told when the meeting is taken back."""
    waits_for_it = is_awaited(meeting.status, meeting.ends_at, at=clock.now())
    return telling.count_told([meeting.id]) if meeting.published_at and waits_for_it else 0


def _limits(meeting: Meeting, lang: str) -> list[tuple[str, SeatLimit]]:
    """The narrower limits of a meeting, each with what it counts; those of sessions are none of
    the meeting's seats."""
    found = [each for each in registration.limits(meeting.id) if each.session_id is None]
    names = {each.code: each.name(lang) for each in directory.capacities()} if found else {}
    words: dict[str, Any] = {"capacities": names, "sessions": {}, "organizations": {}}
    return [(way_words.scope_words(each, lang, **words), each) for each in found]


@bp.get("/manage/meetings/<slug>")
@allow(Right.MANAGE)
def overview(slug: str) -> ResponseReturnValue:
    """Dates, publication, languages, seats, openings and registrations at a glance."""
    meeting = mine(slug)
    lang = language.current()
    shown = queries.meeting_page(meeting.slug, lang)
    if shown is None:
        abort(404)
    status = Status(meeting.status)
    zone = current_app.config["SETTINGS"].time_zone
    replaced_by, takes_place_of = queries.gives_way(meeting, lang)
    figures = statistics.figures(meeting.id)
    changes = calendar.changes_of(meeting.id)
    counts = registration.counts_by_status(meeting.id)
    has_begun = clock.local_day(clock.now(), meeting.time_zone) >= meeting.starts_on
    return render_template(
        "desk/overview.html",
        meeting=meeting,
        shown=shown.meeting,
        ways=shown.ways,
        actions=shown.actions,
        counts=counts,
        to_confirm=sum(counts.get(each, 0) for each in counting.TO_CONFIRM),
        limits=[] if shown.meeting.seats is not None else _limits(meeting, lang),
        registered=figures.of(Count.REGISTERED).total,
        attendances=figures.attendances if figures.reports else None,
        marks=MARKS,
        confirmed=figures.of(Count.CONFIRMED).total,
        apart=sum(split.total for split in figures.apart_by_capacity(Count.REGISTERED).values()),
        missing_titles=missing(meeting.title),
        missing_descriptions=missing(meeting.description),
        next_statuses=_next(meeting, has_begun=has_begun),
        has_begun=has_begun,
        duties=due_of(meeting),
        ordinal=rules.shown(meeting.ordinal, meeting.number, lang=lang),
        changes=list(
            zip(
                changes,
                history.lines(changes, lang, is_public=False, zone=zone, now=meeting),
                strict=True,
            )
        ),
        may_postpone=status not in {Status.CANCELLED, Status.HELD},
        clashes=None if status == Status.POSTPONED else clashes_of(meeting),
        waits=waits(meeting),
        needs=count_needs(meeting.id),
        told=_told(meeting),
        replaced_by=replaced_by,
        takes_place_of=takes_place_of,
        may_cancel=status not in {Status.CANCELLED, Status.HELD},
    )
