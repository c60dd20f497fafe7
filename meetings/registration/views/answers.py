"""What an officer reads of somebody's answers; the sensitive ones on a page of their own."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from meetings import formats, language
from meetings.calendar import queries as calendar
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.models import Participation
from meetings.registration.queries import answers as queries
from meetings.registration.views.answer_files import may_read_sensitive, note_reading
from meetings.registration.views.blueprint import bp


@bp.get("/manage/registrations/<public_id>/sensitive")
@allow(Right.SENSITIVE)
def sensitive_answers(public_id: str) -> ResponseReturnValue:
    """Somebody's access needs and answers to sensitive questions, for who has the right to them; it
    is noted."""
    found = registration.by_public_id(public_id)
    if found is None:
        abort(404)
    if not may_read_sensitive(found):
        abort(403)
    note_reading(found)
    lang = language.current()
    return render_template(
        "registration/sensitive.html",
        participation=found,
        about=calendar.text_of(found.meeting_id, lang),
        needs=registration.access_needs(found.id),
        answered=queries.shown(found.id, lang, sensitive=True),
    )


def shown_of(found: Participation) -> dict[str, Any]:
    """What a registration's page shows of answers: the ordinary ones, how many sensitive ones there
    are, whether access needs are stated, whether the reader may open both, and whether the second
    form is still missing."""
    lang = language.current()
    to_do = queries.to_do(found)
    second = found.form_answered_at
    return {
        "answered": queries.shown(found.id, lang, sensitive=False),
        "sensitive_count": queries.count_sensitive(found.id),
        "has_needs": bool(registration.access_needs(found.id)),
        "may_read_sensitive": may_read_sensitive(found),
        "has_second_form": to_do is not None,
        "second_form_at": formats.instant(second, found.meeting.time_zone, lang) if second else "",
    }
