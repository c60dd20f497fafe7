"""Every reading of a list of people by staff is noted: the one place that says which pages are.

A page that shows people to staff stands in `READ`, whichever room it belongs to.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from meetings import audit, clock, formats, language
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.permissions import Right, allow
from meetings.privacy.views.blueprint import bp
from meetings.registration import queries as registration

KINDS: Final = {
    "list": _l("List of registrations"),
    "export": _l("Export or printed list"),
    "registration": _l("One registration"),
    "door": _l("The door"),
    "attendance": _l("Attendance"),
    "delegations": _l("Delegations"),
    "mailings": _l("Invitations and mail"),
    "letters": _l("Letters and certificates"),
    "people": _l("Who is who"),
}
READ: Final = {
    "registration.manage": "list",
    "registration.corrections": "list",
    "registration.without_second_form": "list",
    "registration.export": "export",
    "registration.look_through_table": "list",
    "registration.left_behind": "export",
    "desk.participants": "export",
    "registration.participation": "registration",
    "registration.answer_file": "registration",
    "letters.of_participant": "registration",
    "letters.file_of": "letters",
    "letters.all_certificates": "letters",
    "attendance.door": "door",
    "attendance.found": "door",
    "attendance.search": "door",
    "attendance.results": "door",
    "attendance.presence": "attendance",
    "attendance.completions": "attendance",
    "delegations.overview": "delegations",
    "delegations.reprints": "delegations",
    "delegations.officer_meeting_desk": "delegations",
    "delegations.officer_differences": "delegations",
    "delegations.officer_history": "delegations",
    "delegations.officer_letter_file": "delegations",
    "invitations.recipients": "mailings",
    "invitations.preview": "mailings",
    "desk.people": "people",
    "desk.person": "people",
    "desk.duplicates": "people",
    "privacy.person": "people",
    "privacy.export_person": "people",
}
NO_MEETING = "people"  # who is who, of no one meeting
_NOTED = "meetings.readings"
_MOST = 5000


@bp.after_app_request
def note(answer: Response) -> Response:
    """One line an hour for each reader, meeting and kind of list; nothing of what was read."""
    what = READ.get(request.endpoint or "")
    if what is None or answer.status_code >= 300 or not current_user.is_authenticated:
        return answer
    now, given = clock.now(), request.view_args or {}
    where = str(given.get("slug") or given.get("public_id") or "")
    hour = now.replace(minute=0, second=0)
    noted: dict[tuple[str, ...], datetime] = current_app.extensions.setdefault(_NOTED, {})
    key = (current_user.actor.id, what, where)
    if noted.get(key) == hour and not current_app.testing:
        return answer
    by, meeting = current_user.actor, _meeting(what, given)
    with transaction():
        audit.note_reading(what, meeting, by=by, at=now)
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
    """Who read in who is who."""
    return _page(NO_MEETING, None)


def _page(uid: str, meeting: object) -> str:
    lang = language.current()
    zone = getattr(meeting, "time_zone", current_app.config["SETTINGS"].time_zone)
    rows = [
        (
            formats.instant(each.at, zone, lang),
            each.actor_label,
            KINDS.get(each.action.removeprefix("reading."), each.action),
        )
        for each in audit.readings(uid)
    ]
    about = calendar.text_of(meeting.id, lang) if meeting else None  # type: ignore[attr-defined]  # a meeting
    return render_template("privacy/readers.html", meeting=meeting, about=about, rows=rows)


def _meeting(what: str, given: dict[str, object]) -> str:
    """The meeting (uid) whose people were read."""
    if what == "people":
        return NO_MEETING
    if "slug" in given:
        found = calendar.by_slug(str(given["slug"]), drafts=True)
        return found.uid if found else NO_MEETING
    of = registration.by_public_id(str(given.get("public_id", "")))
    return of.meeting.uid if of else NO_MEETING
