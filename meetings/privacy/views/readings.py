"""Every reading of a list of people by staff is noted (read_pages.py says which pages are)."""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import audit, clock, formats, language
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.permissions import PUBLIC, Right, allow
from meetings.privacy.queries.readings import meetings_of
from meetings.privacy.views.blueprint import bp
from meetings.privacy.views.read_pages import KINDS, PEOPLE, kind_of
from meetings.registration import queries as registration

_NOTED = "meetings.readings"
_MOST = 5000
_SHOWN = (200, 422)  # 422: the page again, with what was refused


@bp.after_app_request
def note(answer: Response) -> Response:
    """One line an hour for each reader, meeting and kind of list, or registration that was read;
    nothing of what it said."""
    endpoint = request.endpoint or ""
    what = kind_of(endpoint) if answer.status_code in _SHOWN else None
    if what is None or not is_staffs(endpoint) or not current_user.is_authenticated:
        return answer
    now, given = clock.now(), request.view_args or {}
    where = str(given.get("slug") or given.get("public_id") or "")
    hour = now.replace(minute=0, second=0)
    noted: dict[tuple[str, ...], datetime] = current_app.extensions.setdefault(_NOTED, {})
    key = (current_user.actor.id, what, where)
    if noted.get(key) == hour and not current_app.testing:
        return answer
    by, (meeting, of) = current_user.actor, _read(what, given)
    with transaction():
        audit.note_reading(what, meeting, by=by, at=now, of=of)
    if len(noted) > _MOST:
        noted.clear()
    noted[key] = hour
    return answer


@bp.get("/manage/meetings/<slug>/readers")
@allow(Right.ADMINISTER)
def readers(slug: str) -> ResponseReturnValue:
    """Who read lists of people of a meeting, the latest first."""
    meeting = calendar.by_slug(slug, drafts=True)
    if meeting is None:
        abort(404)
    return _page(meeting.uid, meeting)


@bp.get("/manage/readers")
@allow(Right.ADMINISTER)
def readers_of_people() -> ResponseReturnValue:
    """Who read lists of people anywhere: of all meetings, and in who is who."""
    return _page("", None)


def is_staffs(endpoint: str) -> bool:
    """Whether a page is one of the staff's: who opens it has signed in and has a right to it."""
    access = getattr(current_app.view_functions.get(endpoint), "__access__", PUBLIC)
    return access != PUBLIC


def _page(uid: str, meeting: object) -> str:
    lang = language.current()
    zone = getattr(meeting, "time_zone", current_app.config["SETTINGS"].time_zone)
    entries = audit.readings(uid)
    where = {} if meeting else meetings_of({each.subject_id for each, _of in entries})
    rows = [
        (
            formats.instant(each.at, zone, lang),
            each.actor_label,
            KINDS.get(each.action.removeprefix("reading."), each.action),
            of,
            where.get(each.subject_id),
        )
        for each, of in entries
    ]
    about = calendar.text_of(meeting.id, lang) if meeting else None  # type: ignore[attr-defined]  # a meeting
    return render_template("privacy/readers.html", meeting=meeting, about=about, rows=rows)


def _read(what: str, given: dict[str, object]) -> tuple[str, str]:
    """The meeting (uid) whose people were read; the participation (public id) where it was one."""
    if what == PEOPLE:
        return PEOPLE, ""
    if "slug" in given:
        found = calendar.by_slug(str(given["slug"]), drafts=True)
        return (found.uid if found else PEOPLE), ""
    of = registration.by_public_id(str(given.get("public_id", "")))
    return (of.meeting.uid, of.public_id) if of else (PEOPLE, "")
