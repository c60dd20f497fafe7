"""A draft to those who were chosen in the officer's list of registrations."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language, searched
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.errors import Refused
from meetings.invitations import operations, queries
from meetings.invitations.views.blueprint import bp
from meetings.invitations.views.scope import meeting_of
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.queries.filters import NAMES, read_filters

MOST = 10_000
TEMPLATE = "note"
LISTED = {"sort", "size", "search", "col"}  # what the list's address holds beside its filters


@bp.post("/manage/meetings/<slug>/invitations/chosen")
@allow(Right.MANAGE)
def write_to_chosen(slug: str) -> ResponseReturnValue:
    """A draft to the ticked ones, or to all that match, and to nobody else; nothing is sent.

    The form carries the searched words and how many it promised: where others match by now, there
    is no draft.
    """
    meeting = meeting_of(slug)
    try:
        chosen = _chosen(meeting)
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(_list(meeting), 303)
    with transaction():
        found, template = meeting_of(slug), queries.template(TEMPLATE)
        assert template is not None  # noqa: S101 - it comes with the product
        by, at, lang = current_user.actor, clock.now(), language.current()
        made = operations.create(found, template, lang=lang, by=by, at=at)
        operations.add_source(made, {"registrations": chosen}, by=by, at=at)
        to = url_for("invitations.mailing", slug=found.slug, public_id=made.public_id)
    flash(_("A draft to those you chose: nothing is sent before you say so."), "success")
    return redirect(to, 303)


def _chosen(meeting: Meeting) -> list[str]:
    """The public ids of the chosen registrations. Raises Refused for none, for others than the
    page promised, and for too many."""
    if not request.form.get("all"):
        ticked = [each for each in request.form.getlist("chosen")[:MOST] if "\x00" not in each]
        if not ticked:
            raise Refused(_("Tick the registrations first."))
        return ticked
    filters = read_filters(request.args, q=request.form.get("q", "")[: searched.LONGEST])
    found = registration.count_matching(meeting.id, filters)
    if found > MOST:
        raise Refused(_("At most 10,000 people are written to at once: narrow the list."))
    if not found or request.form.get("promised", type=int) != found:
        now = ngettext("Now %(num)d matches.", "Now %(num)d match.", found)
        raise Refused(f"{_('Nothing was done: the list has changed')}. {now}")
    return registration.matching(meeting.id, filters, most=MOST)


def _list(meeting: Meeting) -> str:
    """The list as it was narrowed."""
    names = LISTED | set(NAMES)
    kept: dict[str, Any] = {name: values for name, values in request.args.lists() if name in names}
    return url_for("registration.manage", slug=meeting.slug, **kept)
