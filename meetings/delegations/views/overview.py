"""All delegations to a meeting, the badges to print again, whole delegations confirmed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, formats, language
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.delegations.operations import protocol as operations
from meetings.delegations.queries import overview as queries
from meetings.delegations.views.blueprint import bp
from meetings.delegations.views.desk import who
from meetings.delegations.views.desks import meeting_of
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.rules import represented
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.rules import words


@bp.get("/manage/meetings/<slug>/delegations")
@allow(Right.MANAGE)
def overview(slug: str) -> ResponseReturnValue:
    """Every State: its official list, its head, its credentials, what came late."""
    meeting, lang = meeting_of(slug), language.current()
    rows = queries.rows(meeting, lang)
    shown = {each.state_code for each in rows}
    plan = registration.plan(meeting.id)
    return render_template(
        "delegations/overview.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        rows=[each for each in rows if each.has_list],
        others=[each for each in rows if not each.has_list],
        countries={code: countries.name(code, lang) for code in shown},
        observers=[
            each
            for each in represented.observers(lang, added=directory.added_observers())
            if each[0] not in shown
        ],
        printed_at=plan.badges_printed_at,
        who=who,
        moment=lambda of: formats.instant(of, meeting.time_zone, lang),
    )


@bp.post("/manage/meetings/<slug>/delegations/<code>/confirm")
@allow(Right.MANAGE)
def confirm_all(slug: str, code: str) -> ResponseReturnValue:
    """Confirm a whole delegation."""
    meeting = meeting_of(slug)
    try:
        with transaction():
            done = operations.confirm_all(meeting, code, by=current_user.actor, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        count = done.count
        said = ngettext("%(num)d person is confirmed.", "%(num)d people are confirmed.", count)
        flash(with_mail(said) if count else said, "success" if count else "message")
        for name, expert in done.left_out:
            sentence = _(
                "%(name)s was left out: she or he may be %(expert)s, who sits on the Committee of "
                "Experts and is never part of a delegation. Look, then decide on that one alone.",
                name=name,
                expert=expert,
            )
            flash(sentence, "warning")
    return redirect(url_for("delegations.overview", slug=slug), 303)


@bp.get("/manage/meetings/<slug>/badges")
@allow(Right.MANAGE)
def reprints(slug: str) -> ResponseReturnValue:
    """Whose badge changed after the badges were printed, who left among them."""
    meeting, lang = meeting_of(slug), language.current()
    printed_at = registration.plan(meeting.id).badges_printed_at
    return render_template(
        "delegations/reprints.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        printed_at=printed_at,
        rows=queries.reprints(meeting.id, printed_at) if printed_at else [],
        words=words,
        moment=lambda of: formats.instant(of, meeting.time_zone, lang),
    )


@bp.post("/manage/meetings/<slug>/badges/printed")
@allow(Right.MANAGE)
def printed(slug: str) -> ResponseReturnValue:
    """The badges are printed now: the list begins anew."""
    meeting = meeting_of(slug)
    with transaction():
        operations.note_printed(meeting, by=current_user.actor, at=clock.now())
    flash(_("Noted. What changes on a badge from now on is listed here."), "success")
    return redirect(url_for("delegations.reprints", slug=slug), 303)
