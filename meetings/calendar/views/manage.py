"""The officer's list of meetings, drafts included, and the buttons that change where one stands."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, formats, language
from meetings.calendar import operations, queries
from meetings.calendar.models import Meeting
from meetings.calendar.views.blueprint import bp
from meetings.db import transaction
from meetings.permissions import Right, allow

STATES = ("all", "published", "drafts")


@bp.get("/manage/calendar")
@allow(Right.MANAGE)
def manage() -> ResponseReturnValue:
    """Every meeting the officer may manage; drafts and published ones apart where she likes."""
    lang = language.current()
    state = request.args.get("state", "all")
    state = state if state in STATES else "all"
    q = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:200]
    number = request.args.get("page", "1")
    is_whole = current_user.meetings_for(Right.MANAGE) is None
    page = queries.managed(
        lang,
        state=state,
        q=q,
        within=current_user.meetings_for(Right.MANAGE),
        page=int(number[:6]) if number.isascii() and number.isdecimal() else 1,
        size=current_app.config["SETTINGS"].page_size,
    )

    def here(**changes: Any) -> str:
        return url_for("calendar.manage", **({"state": state, "q": q or None} | changes))

    return render_template(
        "calendar/manage.html",
        page=page,
        state=state,
        q=q,
        here=here,
        templated=queries.templated() if is_whole else [],
        prefix=url_for("desk.overview", slug=""),
        summary=ngettext(
            "%(count)s meeting",
            "%(count)s meetings",
            page.total,
            count=formats.number(page.total, lang),
        ),
    )


@bp.post("/manage/meetings/<slug>/publish")
@allow(Right.MANAGE)
def publish(slug: str) -> ResponseReturnValue:
    """Show a meeting to the public."""
    with transaction():
        meeting = _mine(slug)
        operations.publish(meeting, by=current_user.actor, at=clock.now())
    flash(_("The meeting is published: everyone can see it now."), "success")
    return _back(slug)


@bp.post("/manage/meetings/<slug>/unpublish")
@allow(Right.MANAGE)
def unpublish(slug: str) -> ResponseReturnValue:
    """Make a meeting a draft again."""
    with transaction():
        meeting = _mine(slug)
        operations.unpublish(meeting, by=current_user.actor, at=clock.now())
    flash(_("The meeting is a draft again: only the Secretariat can see it."), "success")
    return _back(slug)


def _mine(slug: str) -> Meeting:
    """The meeting, read anew inside the transaction; 404 where the officer may not manage it."""
    meeting = queries.by_slug(slug, drafts=True)
    within = current_user.meetings_for(Right.MANAGE)
    if meeting is None or (within is not None and meeting.id not in within):
        abort(404)
    return meeting


def _back(slug: str) -> ResponseReturnValue:
    """To the list when the button stood there, else to the meeting's page."""
    if request.form.get("back") == "list":
        state, q = request.form.get("state", "all"), request.form.get("q") or None
        return redirect(url_for("calendar.manage", state=state, q=q), 303)
    return redirect(url_for("desk.overview", slug=slug), 303)
