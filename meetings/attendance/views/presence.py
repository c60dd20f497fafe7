"""The officers' list: who was present on which day."""

from __future__ import annotations

import uuid
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import formats
from meetings.attendance import queries
from meetings.attendance.models import Source
from meetings.attendance.queries import Heads
from meetings.attendance.rules import Verdict
from meetings.attendance.views import cards
from meetings.attendance.views.blueprint import bp, hour, meeting_or_404, page_number, page_size
from meetings.attendance.views.door import undo_by_form
from meetings.calendar import queries as calendar
from meetings.language import current
from meetings.permissions import Right, allow


@bp.get("/manage/meetings/<slug>/attendance")
@allow(Right.MANAGE)
def presence(slug: str) -> ResponseReturnValue:
    """Who was present on which day, what was undone, and the figures of presence."""
    meeting = meeting_or_404(slug, Right.MANAGE)
    day = _day()
    counts = queries.day_counts(meeting.id)
    shown = [counts.get(day, Heads())] if day else list(counts.values())
    return render_template(
        "attendance/presence.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, current()),
        day=day,
        counts=counts,
        days=Heads(sum(each.counting for each in shown), sum(each.apart for each in shown)),
        confirmed=queries.confirmed(meeting.id),
        attended=queries.attended(meeting.id),
        page=queries.day_list(meeting.id, day=day, page=page_number(), size=page_size()),
        undone=queries.undone(meeting.id),
        day_tabs=[
            (
                _day_words(each, count),
                url_for("attendance.presence", slug=slug, day=each.isoformat()),
                each == day,
            )
            for each, count in counts.items()
        ],
        hour=lambda at: hour(at, meeting),
        instant=lambda at: formats.instant(at, meeting.time_zone, current()),
        not_counted=lambda who: cards.status_words(who.status),
        represents=lambda who: cards.represents(who, current()),
        new_id=lambda: str(uuid.uuid4()),
        href=lambda number: url_for(
            "attendance.presence", slug=slug, day=day.isoformat() if day else None, page=number
        ),
    )


@bp.post("/manage/meetings/<slug>/attendance/undo")
@allow(Right.MANAGE)
def undo_presence(slug: str) -> ResponseReturnValue:
    """Undo somebody's presence on a day."""
    meeting = meeting_or_404(slug, Right.MANAGE)
    answer = undo_by_form(meeting, source=Source.OFFICER)
    if answer.status == Verdict.REFUSED:
        flash(str(answer.reason), "error")
    else:
        flash(_("The presence is undone; who did it and when stays below."), "success")
    return redirect(url_for("attendance.presence", slug=slug), 303)


def _day_words(day: date, count: Heads) -> str:
    return f"{formats.short_day(day, current())}: {formats.number(count.counting, current())}"


def _day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
