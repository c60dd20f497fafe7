"""A meeting's public page."""

from __future__ import annotations

from collections.abc import Hashable

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import RowMapping

from meetings import clock, language, zones
from meetings.calendar import operations as calendar_operations
from meetings.calendar import queries as calendar
from meetings.calendar import rules
from meetings.calendar.models import Precision
from meetings.calendar.queries import courses
from meetings.calendar.rules import history, slips
from meetings.calendar.rules.subscribing import Subscription
from meetings.desk import links, queries
from meetings.desk.views import programme, take_part
from meetings.desk.views.blueprint import bp
from meetings.desk.views.documents import shown_on_page
from meetings.directory import countries
from meetings.permissions import Right, public

_COLUMNS = (
    *("dates", "precision", "place", "mode", "status", "body_words", "session_type", "source"),
    *("organizer", "involvement", "level", "technical_assistance"),
)


@bp.get("/meetings/<slug>")
@public
def meeting(slug: str) -> ResponseReturnValue:
    """What anyone may know of a meeting, and how to take part; drafts are for officers only."""
    lang = language.current()
    page = queries.meeting_page(slug, lang)
    if page is None:
        return _elsewhere(slug)
    found = page.meeting
    manages = _manages(found["id"])
    is_published = found["published_at"] is not None
    if not (is_published or manages):
        abort(404)
    part = take_part.offered(page, at=clock.now())
    return render_template(
        "desk/meeting.html",
        page=page,
        meeting=found,
        manages=manages,
        reads_needs=_has(Right.SENSITIVE, found["id"]),
        part=part,
        full_lines=take_part.full_lines(part, page, lang),
        windows=take_part.windows(part, found, lang=lang, at=clock.now()),
        facts=_facts(page, lang),
        add=_add_to_calendar(found, lang),
        programme=programme.outline(found, lang) if found["has_sessions"] else (),
        papers=shown_on_page(found["id"], at=clock.now()) if found["has_documents"] else (),
        now=clock.now(),
        has_figures=found["has_registered"] or _has_begun(found),
        history=_history(page, lang),
    )


def _facts(page: queries.MeetingPage, lang: str) -> dict[str, Hashable]:
    """What the page says of the meeting line by line, in values that don't change."""
    found = page.meeting
    course = courses.course_of(found["id"]) if found["course_id"] else None
    actions = [(row.code, row.detail, language.content(row.names, lang)) for row in page.actions]
    return {name: found[name] for name in _COLUMNS} | {
        "zone": zones.name(found["time_zone"], lang, on=found["starts_on"]),
        "ordinal": rules.shown(found["ordinal"], found["number"], lang=lang),
        "course": (course.slug, language.content(course.title, lang)) if course else None,
        "themes": tuple(language.content(row.names, lang).text for row in page.themes),
        "beneficiaries": tuple(sorted(countries.name(code, lang) for code in page.beneficiaries)),
        "actions": tuple(actions),
    }


def _history(page: queries.MeetingPage, lang: str) -> list[history.Line]:
    """What was changed since it was announced; slips that nobody was told of are left out."""
    quiet, found = calendar_operations.quiet_period(), page.meeting
    hasty = slips.hasty(page.changes, quiet=quiet)
    told = queries.tellings(found["id"], since=hasty[0], until=hasty[1]) if hasty else ()
    return history.lines(
        slips.settled(page.changes, quiet=quiet, told=told),
        lang,
        zone=current_app.config["SETTINGS"].time_zone,
        now=rules.Told(**{name: found[name] for name in rules.Told.__dataclass_fields__}),
    )


def _elsewhere(slug: str) -> ResponseReturnValue:
    """An earlier address leads to the present one; 404 for what was never a public meeting."""
    renamed = calendar.resolve(slug)
    if renamed is None or (renamed.published_at is None and not _manages(renamed.id)):
        abort(404)
    return redirect(url_for("desk.meeting", slug=renamed.slug), 308)


def _has_begun(found: RowMapping) -> bool:
    """Whether its first day has come, in its own zone."""
    today = clock.local_day(clock.now(), found["time_zone"])
    return bool(today >= found["starts_on"])


def _manages(meeting_id: int) -> bool:
    return _has(Right.MANAGE, meeting_id)


def _has(right: Right, meeting_id: int) -> bool:
    return bool(current_user.is_authenticated and current_user.may_at(right, meeting_id))


def _add_to_calendar(found: RowMapping, lang: str) -> dict[str, Subscription | links.Entry | None]:
    """How to follow the meeting, and how to keep a copy; what has no day has no copy."""
    file = f"{language.address('feeds.meeting', lang=lang, slug=found['slug'])}?lang={lang}"
    follow = Subscription(file, found["title_words"])
    if found["precision"] not in {Precision.MINUTE, Precision.DAY}:
        return {"follow": follow, "copy": None}
    has_hours = found["precision"] == Precision.MINUTE
    copy = links.Entry(
        title=found["title_words"],
        place=found["place"],
        page=language.address("desk.meeting", lang=lang, slug=found["slug"]),
        starts_on=found["starts_on"],
        ends_on=found["ends_on"],
        starts_at=found["starts_at"] if has_hours else None,
        ends_at=found["ends_at"] if has_hours else None,
    )
    return {"follow": follow, "copy": copy}
