"""The officer's letters and certificates: of one participant, and all certificates of a meeting."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.errors import Refused
from meetings.letters import pdf, queries, rules
from meetings.letters.views import making
from meetings.letters.views.blueprint import bp
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.models import Participation


@bp.get("/manage/registrations/<public_id>/letters")
@allow(Right.MANAGE)
def of_participant(public_id: str) -> ResponseReturnValue:
    """Both of one participant, each in four languages."""
    found = _participation(public_id)
    return render_template(
        "letters/of_participant.html",
        participation=found,
        meeting=found.meeting,
        about=calendar.text_of(found.meeting_id, language.current()),
        offered=making.offered(found, at=clock.now()),
    )


@bp.get(
    "/manage/registrations/<public_id>/letters/"
    "<any(invitation, certificate):kind>-<lang:written_in>.pdf"
)
@allow(Right.MANAGE)
@making.limit_files
def file_of(public_id: str, kind: str, written_in: str) -> ResponseReturnValue:
    """One of them as PDF."""
    found, at = _participation(public_id), clock.now()
    try:
        if kind == "invitation":
            return making.letter_file(found, written_in, at=at)
        return making.certificate_file(found, written_in, by=current_user.actor, at=at)
    except Refused as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("letters.of_participant", public_id=public_id), 303)


@bp.get("/manage/meetings/<slug>/certificates")
@allow(Right.MANAGE)
def certificates(slug: str) -> ResponseReturnValue:
    """How many may have a certificate, and all of them as one file."""
    meeting = _meeting(slug)
    return render_template(
        "letters/certificates.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        count=len(_entitled(meeting)),
    )


@bp.get("/manage/meetings/<slug>/certificates.pdf")
@allow(Right.MANAGE)
@making.limit_files
def all_certificates(slug: str) -> ResponseReturnValue:
    """Every certificate of a meeting, each in the language of its holder's mails."""
    meeting, at = _meeting(slug), clock.now()
    with transaction():
        entitled = _entitled(meeting)
        wanted = [(found, found.language, attended) for found, attended in entitled]
        sheets: list[dict[str, Any]] = making.certificates(wanted, by=current_user.actor, at=at)
    if not sheets:
        flash(_("Nobody may have a certificate yet."), "warning")
        return redirect(url_for("letters.certificates", slug=slug), 303)
    made: Response = making.answer(
        pdf.write(sheets, kind="certificate", at=at), _("certificates"), entitled[0][0]
    )
    return made


def _entitled(meeting: Meeting) -> list[tuple[Participation, queries.Attendance]]:
    """Who may have a certificate, by name."""
    everyone = queries.confirmed(meeting.id)
    attended = queries.attendance_of(everyone)
    found = []
    for each in everyone:
        hers = attended[each.id]
        try:
            rules.may_have_certificate(
                each.status,
                hers.days,
                is_course=queries.is_course(meeting),
                completed_on=hers.completed_on,
            )
        except Refused:
            continue
        found.append((each, hers))
    return found


def _meeting(slug: str) -> Meeting:
    meeting = calendar.by_slug(slug, drafts=True)
    if meeting is None:
        abort(404)
    _must_reach(meeting.id)
    return meeting


def _participation(public_id: str) -> Participation:
    found = registration.by_public_id(public_id)
    if found is None:
        abort(404)
    _must_reach(found.meeting_id)
    return found


def _must_reach(meeting_id: int) -> None:
    within = current_user.meetings_for(Right.MANAGE)
    if within is not None and meeting_id not in within:
        abort(403)
