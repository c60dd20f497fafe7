"""The officer's buttons and form for the points of an agenda."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.forms.sessions import ItemForm, QuickItemForm
from meetings.calendar.models import AgendaItem, Document, Meeting
from meetings.calendar.operations import agenda as operations
from meetings.calendar.queries import sessions as queries
from meetings.calendar.views import editor
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.scope import managed
from meetings.calendar.views.sessions import answer, back
from meetings.db import transaction
from meetings.errors import Refused
from meetings.localized import LANGUAGES
from meetings.permissions import Right, allow


@bp.post("/manage/meetings/<slug>/agenda/points/add")
@allow(Right.MANAGE)
def add_item(slug: str) -> ResponseReturnValue:
    """Add a point at the end of the agenda."""
    meeting, lang = managed(slug), language.current()
    form = QuickItemForm(editor.session_choices(queries.sessions(meeting.id), meeting, lang))
    if form.validate():
        try:
            with transaction():
                made = operations.add_item(
                    managed(slug), form.facts(lang), by=current_user.actor, at=clock.now()
                )
                anchor = f"p-{made.public_id}"
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The point is added to the agenda."), "success")
            return back(slug, anchor)
    return answer(managed(slug), item=form)


@bp.route("/manage/meetings/<slug>/agenda/points/<public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def item(slug: str, public_id: str) -> ResponseReturnValue:
    """Everything about one point of the agenda."""
    meeting, lang = managed(slug), language.current()
    form = _form(meeting, _item(meeting, public_id), lang)
    if form.is_submitted() and form.validate():
        try:
            with transaction():
                again = managed(slug)
                operations.edit_item(
                    again,
                    _item(again, public_id),
                    facts=form.facts(),
                    by=current_user.actor,
                    at=clock.now(),
                )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The point of the agenda is saved."), "success")
            return back(slug, f"p-{public_id}")
    meeting = managed(slug)
    page = render_template(
        "calendar/agenda_item.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/manage/meetings/<slug>/agenda/points/<public_id>/change")
@allow(Right.MANAGE)
def change_item(slug: str, public_id: str) -> ResponseReturnValue:
    """Move a point up or down, or take it off the agenda."""
    do, anchor = request.form.get("do", ""), f"p-{public_id}"
    told: dict[str, Any] = {"by": current_user.actor, "at": clock.now()}
    managed(slug)
    with transaction():
        meeting = managed(slug)
        found = _item(meeting, public_id)
        match do:
            case "up" | "down":
                operations.move_item(meeting, found, way=do, **told)
                said = _("The point is moved.")
            case "remove":
                operations.remove_item(meeting, found, **told)
                said, anchor = _("The point is taken off the agenda."), "points"
            case _unknown:
                abort(400)
    flash(said, "success")
    return back(slug, anchor)


def _form(meeting: Meeting, found: AgendaItem, lang: str) -> ItemForm:
    sessions = queries.sessions(meeting.id)
    under = queries.agenda_documents(meeting.id).get(found.id, ())
    here = {each.id: each.public_id for each in sessions}
    data: dict[str, Any] = {f"title_{code}": found.title.get(code, "") for code in LANGUAGES}
    return ItemForm(
        editor.session_choices(sessions, meeting, lang),
        [(each.public_id, _named(each, lang)) for each in queries.offered_documents(meeting.id)],
        data=data
        | {
            "number": found.number,
            "session": here.get(found.session_id or 0, ""),
            "documents": [each.public_id for each in under],
        },
    )


def _named(document: Document, lang: str) -> str:
    title = language.content(document.title, lang, document.original_language).text
    return f"{document.symbol} · {title}" if document.symbol else title


def _item(meeting: Meeting, public_id: str) -> AgendaItem:
    return queries.agenda_item(meeting.id, public_id) or abort(404)
