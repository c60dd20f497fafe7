"""The door: a phone's page that finds somebody and records her presence for the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock, searched
from meetings.attendance import operations, queries, rules
from meetings.attendance.models import Source
from meetings.attendance.queries import door as door_queries
from meetings.attendance.queries.door import DoorMeeting, Search
from meetings.attendance.rules import Event, Verdict
from meetings.attendance.views import cards
from meetings.attendance.views.blueprint import bp, meeting_or_404, within
from meetings.attendance.views.cards import Panel
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.clock import local_day
from meetings.db import transaction
from meetings.errors import Refused
from meetings.language import current
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.models import Participation, Way
from meetings.tokens import read_pass

LONGEST_QUERY = 200
SEARCHED = "door_search"


@bp.get("/door")
@allow(Right.DOOR)
def doors() -> ResponseReturnValue:
    """The meetings whose door the user may open, today's first."""
    now = clock.now()
    known = door_queries.meetings(current(), within=within(Right.DOOR), today=now.date())
    today: list[DoorMeeting] = []
    coming: list[DoorMeeting] = []
    past: list[DoorMeeting] = []
    for each in known:
        day = local_day(now, each.time_zone)
        if each.ends_on < day:
            past.insert(0, each)
        else:
            (today if each.starts_on <= day else coming).append(each)
    groups: list[tuple[str, Sequence[DoorMeeting]]] = [
        ("today", today),
        ("coming", coming),
        ("past", past),
    ]
    return render_template("attendance/doors.html", groups=groups)


@bp.get("/door/<slug>")
@allow(Right.DOOR)
def door(slug: str) -> ResponseReturnValue:
    """The door of a meeting, and the answer to what was last recorded."""
    meeting = meeting_or_404(slug, Right.DOOR)
    if meeting.slug != slug:
        return redirect(url_for("attendance.door", slug=meeting.slug), 308)
    return _page(meeting, panel=_last_answer(meeting))


@bp.post("/door/<slug>")
@allow(Right.DOOR)
def search(slug: str) -> ResponseReturnValue:
    """Search without a script: the words wait in the session for the page of what was found.

    So no name and no pass ever stands in an address, and the browser's Back finds a page that
    it may open again.
    """
    meeting = meeting_or_404(slug, Right.DOOR)
    searched.keep(SEARCHED, _typed(), where=meeting.slug)
    return redirect(url_for("attendance.found", slug=meeting.slug), 303)


@bp.get("/door/<slug>/found")
@allow(Right.DOOR)
def found(slug: str) -> ResponseReturnValue:
    """The door with the people that the last search found."""
    meeting = meeting_or_404(slug, Right.DOOR)
    return _page(meeting, panel=None, q=searched.kept(SEARCHED, where=meeting.slug))


@bp.post("/door/<slug>/results")
@allow(Right.DOOR)
def results(slug: str) -> ResponseReturnValue:
    """The found people alone, for search as one types."""
    meeting = meeting_or_404(slug, Right.DOOR)
    return render_template("attendance/_results.html", **_found(meeting, _typed()))


@bp.post("/door/<slug>/check-in")
@allow(Right.DOOR)
def check_in(slug: str) -> ResponseReturnValue:
    """Record presence for today; the page's own event id makes a repeated press the same one."""
    hers, by, now = within(Right.DOOR), current_user.actor, clock.now()
    event = Event(
        id=request.form.get("event_id", ""),
        at=now,
        registration=request.form.get("registration", ""),
        source=_source(),
        device="door page",
    )
    with transaction():  # in it the meeting is read once, as it is now
        meeting = calendar.by_slug(slug, drafts=True, within=hers) or abort(404)
        slug = meeting.slug
        answer = operations.record(meeting, event, by=by, at=now)
    if answer.status == Verdict.REFUSED:
        who = _of_meeting(meeting, request.form.get("registration", ""))
        return _page(meeting, panel=cards.refusal(answer, who, current())), 422
    return redirect(url_for("attendance.door", slug=slug, event=answer.event_id), 303)


@bp.post("/door/<slug>/undo")
@allow(Right.DOOR)
def undo(slug: str) -> ResponseReturnValue:
    """Undo the presence that was shown, with who and when."""
    meeting = meeting_or_404(slug, Right.DOOR)
    answer = undo_by_form(meeting, source=Source.SEARCH)
    if answer.status == Verdict.REFUSED:
        who = _of_meeting(meeting, request.form.get("registration", ""))
        return _page(meeting, panel=cards.refusal(answer, who, current())), 422
    return redirect(url_for("attendance.door", slug=meeting.slug, event=answer.event_id), 303)


def undo_by_form(meeting: Meeting, *, source: Source) -> rules.Answer:
    """What every undo button does: it names the person and the event that were shown."""
    now = clock.now()
    event_id = request.form.get("event_id", "")
    who = _of_meeting(meeting, request.form.get("registration", ""))
    try:
        shown = str(UUID(request.form.get("undoes", "")))
        event_id = str(UUID(event_id))
    except ValueError:
        who = None
    if who is None:
        return rules.Answer(Verdict.REFUSED, event_id, reason=operations.NOTHING, code="not_in")
    with transaction():
        return operations.undo(
            meeting,
            who,
            undoes=shown,
            event_id=event_id,
            source=source,
            device="door page",
            by=current_user.actor,
            at=now,
        )


def _page(meeting: Meeting, *, panel: Panel | None, q: str = "") -> str:
    day = local_day(clock.now(), meeting.time_zone)
    return render_template(
        "attendance/door.html",
        about=calendar.text_of(meeting.id, current()),
        panel=panel,
        inside=queries.inside_now(meeting.id, day),
        confirmed=queries.confirmed(meeting.id),
        has_walk_in=bool(registration.openings(meeting.id, way=Way.WALK_IN)),
        **_found(meeting, q or _typed()),
    )


def _typed() -> str:
    """The search that was posted, nothing without one."""
    return request.form.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]


def _found(meeting: Meeting, q: str) -> dict[str, object]:
    """Whom a search finds."""
    day = local_day(clock.now(), meeting.time_zone)
    result = door_queries.search(meeting, q, day=day) if q else Search()
    return {
        "meeting": meeting,
        "q": q,
        "day": day,
        "closed": _closed(meeting, day),
        "result": result,
        "people": [cards.card(each, meeting, current()) for each in result.found],
        "looks_like_pass": any(character.isdigit() for character in q),
    }


def _closed(meeting: Meeting, day: date) -> Refused | None:
    try:
        rules.door_is_open(meeting, day)
    except Refused as refusal:
        return refusal
    return None


def _last_answer(meeting: Meeting) -> Panel | None:
    """The answer to the event in the address, where it is one of this meeting's."""
    try:
        event = queries.event(str(UUID(request.args.get("event", ""))))
    except ValueError:
        return None
    if event is None or event.meeting_id != meeting.id:
        return None
    return cards.panel(event, meeting, current())


def _of_meeting(meeting: Meeting, public_id: str) -> Participation | None:
    try:
        wanted = str(UUID(public_id))
    except ValueError:
        return None
    return door_queries.participation(wanted, meeting_id=meeting.id)


def _source() -> Source:
    """A whole pass was typed or scanned; anything else is a search by name."""
    return Source.SCAN if read_pass(request.form.get("q", "")) else Source.SEARCH
