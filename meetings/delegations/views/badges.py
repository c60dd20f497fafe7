"""The badges to print again."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.delegations.forms import PrintedForm
from meetings.delegations.operations import protocol as operations
from meetings.delegations.queries import overview as queries
from meetings.delegations.queries.printed import exports
from meetings.delegations.views.blueprint import bp
from meetings.delegations.views.desk import who
from meetings.delegations.views.desks import meeting_of
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.rules import words


@bp.get("/manage/meetings/<slug>/badges")
@allow(Right.MANAGE)
def reprints(slug: str) -> ResponseReturnValue:
    """Whose badge changed after the badges were printed, who left among them."""
    meeting, lang, at = meeting_of(slug), language.current(), clock.now()
    printed_at = registration.plan(meeting.id).badges_printed_at
    return render_template(
        "delegations/reprints.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        printed_at=printed_at,
        rows=queries.reprints(meeting.id, printed_at) if printed_at else [],
        form=_form(meeting, made=str(int(at.timestamp()))),
        words=words,
        moment=lambda of: formats.instant(of, meeting.time_zone, lang),
    )


@bp.post("/manage/meetings/<slug>/badges/printed")
@allow(Right.MANAGE)
def printed(slug: str) -> ResponseReturnValue:
    """The badges are printed from what the page showed, or from an export: what changed on one
    since then is listed."""
    meeting, at = meeting_of(slug), clock.now()
    form = PrintedForm()
    try:
        made = form.list_made({str(each.id): each.at for each in exports(meeting, since=None)})
        with transaction():
            kept = operations.note_printed(meeting, made=made, by=current_user.actor, at=at)
    except Refused as refusal:
        flash(str(refusal), "warning")
    else:
        moment = formats.instant(kept, meeting.time_zone, language.current())
        said = _("Noted. What changed on a badge since %(moment)s is listed here.", moment=moment)
        flash(said, "success")
    return redirect(url_for("delegations.reprints", slug=slug), 303)


def _form(meeting: Meeting, **data: str) -> PrintedForm:
    lang, since = language.current(), registration.plan(meeting.id).badges_printed_at
    form = PrintedForm(data=data)
    form.offer(
        (
            str(each.id),
            _(
                "the file of registrations of %(moment)s (%(who)s)",
                moment=formats.instant(each.at, meeting.time_zone, lang),
                who=who(each.actor_label),
            ),
        )
        for each in exports(meeting, since=since)
    )
    return form
