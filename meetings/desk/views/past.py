"""The past in a minute: a held meeting with its totals, on one screen."""

from __future__ import annotations

import uuid

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.db import transaction
from meetings.desk.past.form import PastForm, past_form
from meetings.desk.past.sums import agree
from meetings.desk.past.write import Past, Twin, enter
from meetings.desk.views.blueprint import bp
from meetings.desk.views.choices import choices
from meetings.desk.views.files import every_meeting
from meetings.directory import queries as directory
from meetings.directory.models import Sex
from meetings.directory.rules.wording import SEXES_COUNTED
from meetings.errors import Refused
from meetings.indicators import queries as indicators
from meetings.permissions import Right, allow

KEPT = ("kind", "body", "involvement", "title_lang")


@bp.route("/manage/past", methods=["GET", "POST"])
@allow(Right.MANAGE)
def past() -> ResponseReturnValue:
    """Enter a held meeting; “save and enter another” keeps its kind, body and language."""
    every_meeting()
    lang = language.current()
    kinds = [(kind.code, kind.name(lang)) for kind in directory.personnel_kinds()]
    kept = {name: request.args[name] for name in KEPT if request.args.get(name)}
    form = past_form(choices(lang, None), kinds, kept=kept, lang=lang)
    twin = None
    if form.is_submitted() and form.validate():
        slug = None
        try:
            slug = _enter(form, dict(kinds))
        except Twin as refusal:
            form.refuse(refusal)
            twin = refusal
        if slug and "another" in request.form:
            again = {name: form[name].data for name in KEPT if form[name].data}
            return redirect(url_for("desk.past", **again), 303)
        if slug:
            return redirect(url_for("desk.overview", slug=slug), 303)
    page = render_template(
        "desk/past.html",
        form=form,
        twin=twin,
        sexes=list(Sex),
        sex_names=SEXES_COUNTED,
        kinds=[(code, name) for code, name in kinds if code in form.codes],
        opened=bool(form.counted().kinds or form.counted().crossed),
        plans=[
            (plan.name(lang), frozenset(action.code for action in actions))
            for plan, actions in indicators.actions()
        ],
    )
    return page, 422 if form.is_submitted() else 200


def _enter(form: PastForm, kinds: dict[str, str]) -> str | None:
    """The slug of the meeting, None when something was refused and the form says why.

    Raises Twin for a meeting that the calendar has, it seems.
    """
    try:
        said = Past(
            facts=form.facts(current_app.config["SETTINGS"].time_zone),
            actions=tuple(form.actions.data or ()),
            counted=agree(form.counted(), kinds, SEXES_COUNTED),
            qualifier=form.qualifier.data,
            source=form.source.data or "",
        )
        with transaction():
            meeting, is_new = enter(
                said,
                nonce=_nonce(form),
                published=form.publish.data == "yes",
                by=current_user.actor,
                at=clock.now(),
                is_another=form.is_another.data,
            )
            slug = meeting.slug
    except Twin:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return None
    if is_new:
        flash(_("The meeting is entered; it counts in the statistics from now on."), "success")
    else:
        flash(_("This form had made this meeting already. Edit it here to change it."), "warning")
    return slug


def _nonce(form: PastForm) -> str:
    try:
        return str(uuid.UUID(form.nonce.data))
    except (ValueError, TypeError, AttributeError):
        return str(uuid.uuid4())
