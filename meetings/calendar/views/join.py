"""The officer's form of the ways to join a meeting: one address for each audience."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.forms.sessions import JoinForm
from meetings.calendar.models import Meeting
from meetings.calendar.operations import joining as operations
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.agenda_words import AUDIENCES
from meetings.calendar.rules.joining import host_of
from meetings.calendar.views import editor
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.scope import managed
from meetings.db import transaction
from meetings.errors import Refused
from meetings.permissions import Right, allow


@bp.route("/manage/meetings/<slug>/join", methods=["GET", "POST"])
@allow(Right.MANAGE)
def join(slug: str) -> ResponseReturnValue:
    """Which audiences have an address, by its host; setting one replaces the earlier one."""
    meeting, lang = managed(slug), language.current()
    sessions = editor.session_choices(queries.sessions(meeting.id), meeting, lang)
    form = JoinForm(sessions)
    if form.is_submitted() and form.validate() and _set(slug, form):
        flash(_("The address is kept. Only those whom it lets in see it."), "success")
        return redirect(url_for("calendar.join", slug=slug), 303)
    return _page(managed(slug), form, sessions), 422 if form.is_submitted() else 200


@bp.post("/manage/meetings/<slug>/join/show")
@allow(Right.MANAGE)
def show_join(slug: str) -> ResponseReturnValue:
    """One address in full, for the officer to check: asked for by a button, kept by no cache."""
    meeting, lang = managed(slug), language.current()
    wanted = request.form.get("link", "")
    url = next(
        (each.url for each in queries.join_links(meeting.id) if each.public_id == wanted), None
    )
    if url is None:
        abort(404)
    sessions = editor.session_choices(queries.sessions(meeting.id), meeting, lang)
    form = JoinForm(sessions, formdata=None)
    answer = make_response(_page(meeting, form, sessions, shown=(wanted, url)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/manage/meetings/<slug>/join/remove")
@allow(Right.MANAGE)
def remove_join(slug: str) -> ResponseReturnValue:
    """Take an address away."""
    managed(slug)
    with transaction():
        wanted = request.form.get("link", "")
        operations.remove_join_link(managed(slug), wanted, by=current_user.actor, at=clock.now())
    flash(_("The address is removed. Nobody is shown it any more."), "success")
    return redirect(url_for("calendar.join", slug=slug), 303)


def _page(
    meeting: Meeting,
    form: JoinForm,
    sessions: list[tuple[str, str]],
    *,
    shown: tuple[str, str] | None = None,
) -> str:
    return render_template(
        "calendar/join.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        form=form,
        links=_listed(meeting, dict(sessions)),
        shown=shown,
    )


def _set(slug: str, form: JoinForm) -> bool:
    """Keep the address; a refusal stands beside its field."""
    try:
        with transaction():
            operations.set_join_link(
                managed(slug),
                form.url.data or "",
                audience=form.audience.data,
                session=form.session.data or None,
                by=current_user.actor,
                at=clock.now(),
            )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _listed(meeting: Meeting, titles: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Public id, for what, for whom, and the host alone; the whole meeting first."""
    public = {each.id: each.public_id for each in queries.sessions(meeting.id)}
    found = []
    for each in queries.join_links(meeting.id):
        of = titles.get(public.get(each.session_id or 0, ""), "")
        found.append((of, str(AUDIENCES[each.audience]), host_of(each.url), each.public_id))
    return sorted(found)
