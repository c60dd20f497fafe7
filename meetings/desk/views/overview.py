"""The officer's page of one meeting: where it stands, and what can be done about it."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar import rules
from meetings.calendar.models import Meeting, Precision, Status
from meetings.calendar.rules import history
from meetings.calendar.rules.templates import duties
from meetings.desk import queries
from meetings.desk.views.blueprint import bp
from meetings.desk.views.check import clashes_of
from meetings.desk.views.manage import mine
from meetings.desk.views.told import waits
from meetings.localized import NATIVE_NAMES, missing
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.statistics import queries as statistics
from meetings.statistics.rules import Count
from meetings.statistics.rules.words import MARKS

# What an officer may say next of a meeting that stands so, beside postponing and cancelling it.
NEXT = {
    Status.FORESEEN: (Status.TENTATIVE, Status.CONFIRMED, Status.HELD),
    Status.TENTATIVE: (Status.CONFIRMED, Status.HELD),
    Status.CONFIRMED: (Status.HELD,),
    Status.POSTPONED: (Status.CONFIRMED, Status.HELD),
    Status.CANCELLED: (Status.CONFIRMED,),
    Status.HELD: (Status.CONFIRMED,),
}


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
    figures = statistics.figures(meeting.id)
    has_begun = clock.local_day(clock.now(), meeting.time_zone) >= meeting.starts_on
    return render_template(
        "desk/overview.html",
        meeting=meeting,
        shown=shown.meeting,
        ways=shown.ways,
        actions=shown.actions,
        counts=registration.counts_by_status(meeting.id),
        registered=figures.of(Count.REGISTERED).total,
        attendances=figures.attendances if figures.reports else None,
        marks=MARKS,
        confirmed=figures.of(Count.CONFIRMED).total,
        apart=sum(split.total for split in figures.apart_by_capacity(Count.REGISTERED).values()),
        missing_titles=missing(meeting.title),
        missing_descriptions=missing(meeting.description),
        next_statuses=[each for each in NEXT[status] if has_begun or each != Status.HELD],
        has_begun=has_begun,
        duties=_duties(meeting),
        ordinal=rules.shown(meeting.ordinal, meeting.number, lang=lang),
        changes=[
            (each, history.line(each, lang, is_public=False))
            for each in calendar.changes_of(meeting.id)
        ],
        may_postpone=status not in {Status.CANCELLED, Status.HELD},
        clashes=clashes_of(meeting),
        waits=waits(meeting),
        may_cancel=status not in {Status.CANCELLED, Status.HELD},
    )


def _duties(meeting: Meeting) -> dict[str, Any] | None:
    """What is due before a meeting to come, by the template of its body; None without one."""
    template = calendar.template(meeting.body_code)
    if template is None or meeting.kind_code != template.kind_code:
        return None
    if meeting.status in {Status.CANCELLED, Status.HELD}:
        return None
    facts = calendar.template_facts(template)
    return {
        "due": duties(
            meeting.starts_on,
            notice_days=facts.notice_days,
            documents_days=facts.documents_days,
        ),
        "languages": [NATIVE_NAMES[code] for code in facts.languages],
        "expects": bool(facts.documents),
        "lacking": calendar.lacking_documents(meeting, facts),
        "is_day_known": meeting.precision in {Precision.DAY, Precision.MINUTE},
    }
