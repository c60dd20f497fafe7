"""A meeting's programme and agenda, for everyone."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from meetings import clock, language, zones
from meetings.calendar import queries as calendar
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.documents import Audiences
from meetings.calendar.rules.sessions import is_outside, tells_days
from meetings.calendar.views import programme
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.scope import manages
from meetings.permissions import public


@bp.get("/meetings/<slug>/agenda")
@public
def agenda(slug: str) -> ResponseReturnValue:
    """By day: sessions with chairs and speakers, points and documents; a draft's for officers."""
    meeting = calendar.resolve(slug) or abort(404)
    is_officer = manages(meeting.id)
    if meeting.published_at is None and not is_officer:
        abort(404)
    if meeting.slug != slug:
        return redirect(url_for("calendar.agenda", slug=meeting.slug), 308)
    lang = language.current()
    audiences = Audiences(manages=frozenset({meeting.id})) if is_officer else Audiences()
    papers = programme.papers_of(meeting.id, audiences, at=clock.now())
    items = programme.shown_items(queries.agenda(meeting.id), papers, lang)
    found = [each for each in queries.sessions(meeting.id) if not is_outside(each, meeting)]
    under = {each.id for each in found}
    shown = programme.shown_sessions(found, items, meeting, lang)
    return render_template(
        "calendar/agenda.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        days=programme.shown_days(shown, meeting, lang),
        items=[each for each in items if each.session_id not in under],
        zone=zones.name(meeting.time_zone, lang, on=meeting.starts_on),
        has_days=tells_days(meeting),
        has_hours=any(each.hours for each in shown),
        manages=is_officer,
    )
