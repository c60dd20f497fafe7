"""Holding a date against other meetings: on the page of a meeting, and before it is saved."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from meetings import language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, Status
from meetings.calendar.rules import MeetingFacts
from meetings.calendar.rules.clashes import Planned, planned
from meetings.desk.clashes import Clashes, clashes
from meetings.desk.forms import MeetingForm
from meetings.desk.forms.when import PostponeForm
from meetings.desk.rules import whole_period
from meetings.errors import Refused
from meetings.permissions import Right

BUTTON = "check"
FIELDS = ("starts_on", "ends_on", "starts_time", "ends_time", "precision", "time_zone")


def asked() -> bool:
    """Whether the button was pressed that only holds the date against the calendar."""
    return request.method == "POST" and BUTTON in request.form


def clashes_for(form: MeetingForm, meeting: Meeting | None) -> Clashes | None:
    """What the form's page shows: of what was typed when asked, else of the meeting as kept."""
    if asked():
        return clashes_typed(form, meeting)
    if meeting is None or request.method != "GET" or meeting.status == Status.POSTPONED:
        return None
    return clashes_of(meeting)


def clashes_of(meeting: Meeting) -> Clashes:
    """What is in the way of a meeting as it is kept."""
    return _clashes(planned(calendar.facts_of(meeting), meeting_id=meeting.id))


def clashes_typed(form: MeetingForm, meeting: Meeting | None) -> Clashes | None:
    """What is in the way of the date that was typed; None when it makes none, and the form says
    why. Of the other fields nothing is asked yet."""
    plan = _planned(form, meeting.id if meeting else None)
    return None if plan is None else _clashes(plan)


def clashes_put_off(form: PostponeForm, meeting: Meeting) -> Clashes | None:
    """What is in the way of the date to which a meeting may be put off; None when it makes none,
    and the form says why."""
    if not form.validate():
        return None
    try:
        to = form.new_date()
    except Refused as refusal:
        form.refuse(refusal)
        return None
    plan = planned(calendar.facts_of(meeting, **asdict(to)), meeting_id=meeting.id)
    if to.ends_on < to.starts_on or plan.ends_at < plan.starts_at:
        form.ends_on.errors = [*form.ends_on.errors, _("The end lies before the start.")]
        return None
    return _clashes(plan)


def _planned(form: MeetingForm, meeting_id: int | None) -> Planned | None:
    sound = [form[name].validate(form) for name in FIELDS]
    first, last = form.starts_on.data, form.ends_on.data
    if not all(sound) or first is None:
        return None
    if last is None:
        first, last = whole_period(first, form.precision.data)
    given: dict[str, Any] = {
        "starts_time": form.starts_time.data,
        "ends_time": form.ends_time.data,
        "precision": form.precision.data,
        "time_zone": form.time_zone.data,
        "status": form.status.data,
        "mode": form.mode.data,
        "city": form.city.data or "",
        "body_code": form.body.data or None,
    }
    facts = MeetingFacts(title={}, kind_code="", starts_on=first, ends_on=last, **given)
    plan = planned(facts, meeting_id=meeting_id)
    if last < first or plan.ends_at < plan.starts_at:
        form.ends_on.errors = [*form.ends_on.errors, _("The end lies before the start.")]
        return None
    return plan


def _clashes(plan: Planned) -> Clashes:
    return clashes(plan, language.current(), within=current_user.meetings_for(Right.MANAGE))
