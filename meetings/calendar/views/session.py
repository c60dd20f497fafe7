"""The officer's page of one session, with those who chair and speak."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.forms.session import SessionForm, session_data
from meetings.calendar.models import MeetingSession
from meetings.calendar.operations import sessions as operations
from meetings.calendar.queries import sessions as queries
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.scope import managed
from meetings.calendar.views.sessions import back, found_session
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.permissions import Right, allow


@bp.route("/manage/meetings/<slug>/agenda/sessions/<public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def session(slug: str, public_id: str) -> ResponseReturnValue:
    """Everything about one session; names may be looked up in the directory before it is saved."""
    meeting = managed(slug)
    form, people = _form(found_session(meeting, public_id))
    is_looking = "look" in request.form
    if form.is_submitted() and not is_looking and form.validate():
        try:
            with transaction():
                operations.edit_session(
                    (again := managed(slug)),
                    found_session(again, public_id),
                    facts=form.facts(people),
                    by=current_user.actor,
                    at=clock.now(),
                )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The session is saved."), "success")
            if "more" in request.form:
                return redirect(url_for("calendar.session", slug=slug, public_id=public_id), 303)
            return back(slug, f"s-{public_id}")
    meeting = managed(slug)
    page = render_template(
        "calendar/session.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        form=form,
        is_looking=is_looking,
        days=(meeting.starts_on.isoformat(), meeting.ends_on.isoformat()),
    )
    return page, 422 if form.is_submitted() and not is_looking else 200


def _form(found: MeetingSession) -> tuple[SessionForm, dict[str, int]]:
    """The form with whom each line may choose, and the keys of those chosen."""
    facts, lang = queries.session_facts(found), language.current()
    ids = [each.person_id for each in facts.speakers if each.person_id]
    records = {each.id: each.public_id for each in directory.people_by_id(ids=ids).values()}
    functions = [(each.code, each.name(lang)) for each in directory.functions()]
    form = SessionForm(functions, data=session_data(facts, records))
    lines = [entry.form for entry in form.speakers]
    asked = [each.record.data for each in lines if each.record.data]
    chosen = {each.public_id: each for each in directory.people_by_id(public_ids=asked).values()}
    names = {each.name.data for each in lines if each.name.data}
    form.offer_people(directory.people_called(names), chosen)
    return form, {public_id: each.id for public_id, each in chosen.items()}
