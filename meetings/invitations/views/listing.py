"""A meeting's invitations and mails, and beginning another one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.fields import offered
from meetings.invitations import operations, queries
from meetings.invitations.forms import NewForm
from meetings.invitations.rules import words
from meetings.invitations.views.blueprint import bp
from meetings.invitations.views.scope import clocks_of, meeting_of, zone_words
from meetings.localized import LANGUAGES, pick
from meetings.permissions import Right, allow


@bp.get("/manage/meetings/<slug>/invitations")
@allow(Right.MANAGE)
def mailings(slug: str) -> ResponseReturnValue:
    """Every mailing with its state, when it goes or went out, to how many, and what came of it."""
    meeting = meeting_of(slug)
    if meeting.slug != slug:
        return redirect(url_for("invitations.mailings", slug=meeting.slug), 308)
    found = queries.mailings(meeting.id)
    ids = [each.id for each in found]
    return render_template(
        "invitations/list.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        mailings=found,
        tallies=queries.tallies(ids),
        skipped=queries.skipped(ids),
        form=_form(),
        words=words,
        when=clocks_of(meeting),
        zone=zone_words(meeting),
    )


@bp.post("/manage/meetings/<slug>/invitations")
@allow(Right.MANAGE)
def new(slug: str) -> ResponseReturnValue:
    """A draft from a template; nothing is sent."""
    meeting_of(slug)
    form = _form()
    if not form.validate_on_submit():
        flash(_("Choose one from the list."), "error")
        return redirect(url_for("invitations.mailings", slug=slug), 303)
    with transaction():
        template = queries.template(form.template.data)
        assert template is not None  # noqa: S101 - the list offered it
        by, at, lang = current_user.actor, clock.now(), language.current()
        made = operations.create(meeting_of(slug), template, lang=lang, by=by, at=at)
        public_id, slug = made.public_id, made.meeting.slug
    flash(_("A draft: nothing is sent before you say so."), "success")
    return redirect(url_for("invitations.mailing", slug=slug, public_id=public_id), 303)


def _form() -> NewForm:
    form, lang = NewForm(), language.current()
    pairs = [(each.code, pick(each.name, lang, LANGUAGES).text) for each in queries.templates()]
    form.template.choices = offered(pairs)
    return form
