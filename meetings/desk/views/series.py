"""What is usual for a body's meetings, a new one of them, and what the body owes."""

from __future__ import annotations

import uuid

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import operations as calendar
from meetings.calendar import queries as meetings
from meetings.calendar.models import Obligation
from meetings.db import transaction
from meetings.desk import operations
from meetings.desk.forms.series import (
    FromTemplateForm,
    ObligationForm,
    TemplateForm,
    obligation_data,
    template_data,
)
from meetings.desk.views import due
from meetings.desk.views.blueprint import bp
from meetings.desk.views.choices import choices
from meetings.desk.views.manage import mine
from meetings.directory.models import Body
from meetings.errors import Refused
from meetings.fields import RefusingForm
from meetings.permissions import Right, allow


def _body(code: str) -> Body:
    """The body, for who manages every meeting; 404 or 403 otherwise."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
    found = next((each for each in meetings.bodies() if each.code == code), None)
    if found is None:
        abort(404)
    return found


@bp.route("/manage/directory/bodies/<code>/template", methods=["GET", "POST"])
@allow(Right.MANAGE)
def template(code: str) -> ResponseReturnValue:
    """What the meetings of a body begin with."""
    body, known = _body(code), meetings.template(code)
    facts = meetings.template_facts(known) if known else None
    given = template_data(facts) if facts else {"days": 1, "languages": ["en", "es", "fr", "pt"]}
    form = TemplateForm(choices(language.current(), None), data=given)
    if form.is_submitted() and form.validate():
        try:
            with transaction():
                calendar.set_template(code, form.facts(), by=current_user.actor, at=clock.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The template is saved."), "success")
            return redirect(url_for("calendar.body", code=code), 303)
    today = clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)
    preview = meetings.next_titles(code, form.texts("title"), day=today)
    return _page("desk/template.html", form, body, preview=preview)


@bp.route("/manage/directory/bodies/<code>/meetings/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def from_template(code: str) -> ResponseReturnValue:
    """A new meeting of a body, as a draft, with what is usual for it."""
    body, known = _body(code), meetings.template(code)
    if known is None:
        flash(_("This body has no template yet. Make one here first."), "warning")
        return redirect(url_for("desk.template", code=code))
    form = FromTemplateForm(has_hours=known.starts_time is not None)
    nonce = request.args.get("form", type=uuid.UUID)
    if nonce is None and not form.is_submitted():
        return redirect(f"{request.path}?form={uuid.uuid4()}")
    if form.is_submitted() and form.validate():
        slug = _made(code, form, str(nonce or uuid.uuid4()))
        if slug:
            flash(_("The draft was created."), "success")
            due.warn(mine(slug), None, language.current())
            return redirect(url_for("desk.overview", slug=slug), 303)
    return _page("desk/from_template.html", form, body)


def _made(code: str, form: FromTemplateForm, nonce: str) -> str | None:
    """The slug of the draft, None when a room refused and the form says why."""
    first = form.starts_on.data
    assert first is not None, "the form is valid"  # noqa: S101 - for the type checker
    try:
        with transaction():
            meeting = operations.make_from_template(
                code,
                first=first,
                precision=form.precision.data,
                status=form.status.data,
                session_type=form.session_type.data,
                time_zone=current_app.config["SETTINGS"].time_zone,
                nonce=nonce,
                by=current_user.actor,
                at=clock.now(),
            )
            return meeting.slug
    except Refused as refusal:
        form.refuse(refusal)
        return None


@bp.route("/manage/directory/bodies/<code>/obligations/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_obligation(code: str) -> ResponseReturnValue:
    """Say that a text asks a body for meetings."""
    return _obligation(_body(code), None)


@bp.route("/manage/directory/bodies/<code>/obligations/<public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_obligation(code: str, public_id: str) -> ResponseReturnValue:
    """Change what a text asks of a body."""
    body = _body(code)
    return _obligation(body, meetings.obligation(public_id, body_code=code) or abort(404))


def _obligation(body: Body, known: Obligation | None) -> ResponseReturnValue:
    code = body.code
    public_id = known.public_id if known else None
    form = ObligationForm(data=obligation_data(known) if known else {"every_years": 1})
    if form.is_submitted() and form.validate():
        try:
            with transaction():
                by, at = current_user.actor, clock.now()
                if public_id is None:
                    calendar.add_obligation(code, form.facts(), by=by, at=at)
                else:
                    found = meetings.obligation(public_id, body_code=code) or abort(404)
                    calendar.edit_obligation(found, form.facts(), by=by, at=at)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The obligation is saved."), "success")
            return redirect(url_for("calendar.body", code=code), 303)
    return _page("desk/obligation.html", form, body, public_id=public_id)


@bp.post("/manage/directory/bodies/<code>/obligations/<public_id>/remove")
@allow(Right.MANAGE)
def remove_obligation(code: str, public_id: str) -> ResponseReturnValue:
    """Take back that a text asks a body for meetings."""
    _body(code)
    with transaction():
        found = meetings.obligation(public_id, body_code=code) or abort(404)
        calendar.remove_obligation(found, by=current_user.actor, at=clock.now())
    flash(_("The obligation is removed."), "success")
    return redirect(url_for("calendar.body", code=code), 303)


def _page(
    name: str, form: RefusingForm, body: Body, *, public_id: str | None = None, **more: object
) -> tuple[str, int]:
    page = render_template(name, form=form, body=body, public_id=public_id, **more)
    return page, 422 if form.is_submitted() else 200
