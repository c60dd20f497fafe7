"""The officers' forms of a body; its meetings' stored words follow its name."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar.forms.bodies import BodyForm, NumberingForm, facts_of, form_data
from meetings.calendar.operations.bodies import correct_body
from meetings.calendar.views.blueprint import bp
from meetings.db import transaction
from meetings.directory import countries
from meetings.directory import operations as directory_operations
from meetings.directory import queries as directory
from meetings.directory.models import Body
from meetings.errors import Refused
from meetings.permissions import Right, allow


@bp.route("/manage/directory/bodies/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_body() -> ResponseReturnValue:
    """A body of the secretariat's own: a working group, a committee of a session or a project."""
    _everything()
    form = _offered(BodyForm(), None)
    if form.is_submitted() and form.validate():
        try:
            with transaction():
                code = directory_operations.add_body(
                    form.facts(), by=current_user.actor, at=clock.now()
                ).code
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The body is saved."), "success")
            return redirect(url_for("directory.manage_body", code=code), 303)
    return _shown(form, _("New body"), url_for("directory.manage"))


@bp.route("/manage/directory/bodies/<code>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_body(code: str) -> ResponseReturnValue:
    """An own body whole; of one that came with the product how its meetings are numbered."""
    body = _body(code)
    form: BodyForm | NumberingForm
    if body.is_own:
        form = _offered(BodyForm(data=form_data(body)), body)
    else:
        form = NumberingForm(data=form_data(body))
    back = url_for("directory.manage_body", code=code)
    if form.is_submitted() and form.validate():
        try:
            with transaction():
                _save(_body(code), form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The body is saved."), "success")
            return redirect(back, 303)
    return _shown(form, _("Edit the body"), back)


def _save(body: Body, form: BodyForm | NumberingForm) -> None:
    if isinstance(form, BodyForm):
        facts = form.facts()
    else:
        facts = replace(
            facts_of(body),
            numbering=form.numbering.data,
            numbering_within=form.numbering_within.data,
        )
    correct_body(body, facts, by=current_user.actor, at=clock.now())


def _offered(form: BodyForm, body: Body | None) -> BodyForm:
    lang = language.current()
    others = [each for each in directory.bodies() if body is None or each.code != body.code]
    form.offer(others, list(countries.names(lang).items()), lang)
    return form


def _shown(form: BodyForm | NumberingForm, heading: str, back: str) -> ResponseReturnValue:
    page = render_template(
        "directory/form.html", form=form, heading=heading, kicker=None, back=back
    )
    return page, 422 if form.errors else 200


def _body(code: str) -> Body:
    _everything()
    return directory.body(code) or abort(404)


def _everything() -> None:
    """Only who manages every meeting may write the directory."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
