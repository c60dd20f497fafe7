"""An officer corrects what is kept of one registration."""

from __future__ import annotations

import json

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.rebasing import Differing, read_opened
from meetings.registration import queries, rules
from meetings.registration.forms.entry import RevisionForm
from meetings.registration.models import Participation
from meetings.registration.operations.revise import revise as revise_it
from meetings.registration.queries.revising import stands
from meetings.registration.rules import representing, words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.entry import asks_back, offer
from meetings.registration.views.scope import participation_of


@bp.route("/manage/registrations/<public_id>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def revise(public_id: str) -> ResponseReturnValue:
    """Everything that may be corrected, judged as an entry is. What another officer wrote
    meanwhile is shown and taken over, save where it was changed here too."""
    found, lang = participation_of(public_id), language.current()
    back = url_for("registration.participation", public_id=public_id)
    try:
        rules.may_correct(found.status)
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(back, 303)
    form, differing = _form(found, lang), list[tuple[str, str, str, str]]()
    if form.validate_on_submit() and not _is_doubted(form, found, lang):
        try:
            with transaction():
                said = _revised(participation_of(public_id), form)
        except Refused as refusal:
            form.refuse(refusal)
            form.may_wait = _may_wait(found.meeting_id, refusal)
            form.may_pass = refusal.code == "line"
            form.may_be_same = refusal.code == "another"
            if refusal.code == "stale":
                differing = form.rebase(stands(participation_of(public_id)), form.typed())
        else:
            flash(said, "success")
            return redirect(back, 303)
    return _page(participation_of(public_id), form, differing), 422 if form.is_submitted() else 200


def _is_doubted(form: RevisionForm, found: Participation, lang: str) -> bool:
    """Whether what is new in capacity or State is to be asked back by the directory's facts."""
    now = stands(found)
    is_news = (form.capacity.data, form.represents.data) != (now["capacity"], now["represents"])
    return is_news and asks_back(form, found.meeting, lang)


def _revised(found: Participation, form: RevisionForm) -> str:
    """Write what the form says; gives what the officer is told."""
    revision, status = form.revision(), found.status
    row = revise_it(
        found,
        revision,
        opened=read_opened(form.opened.data or ""),
        waits=bool(form.waits.data),
        passes=bool(form.passes.data),
        is_same=bool(form.same.data),
        by=current_user.actor,
        at=clock.now(),
    )
    if row is None:
        return _("Nothing was different: the registration stays as it was.")
    said = _("The registration is corrected.")
    if found.status != status:
        said += " " + _("No seat was left: this person stands on the waiting list now.")
    return with_mail(said) if revision.entry.email else said


def _may_wait(meeting_id: int, refusal: Refused) -> bool:
    """Whether the waiting list is another way: a seat is missing, not an organization's place."""
    is_seat = refusal.code in {"full", "line"} and refusal.field is not None
    return is_seat and queries.plan(meeting_id).has_waiting_list


def _form(found: Participation, lang: str) -> RevisionForm:
    held = stands(found)
    kept = {"opened": json.dumps(held), "sure": held["represents"]}
    form = RevisionForm(data=held | kept)
    granted = offer(form, found.meeting, lang)
    form.offer_beside(_beside(found, granted, lang))
    own = representing.code_of(found.principal)
    if own not in {value for value, *_rest in form.represents.iter_choices()}:
        form.represents.choices = [*(form.represents.choices or ()), (own, _name(found, lang))]
    return form


def _beside(
    found: Participation, granted: list[tuple[int, str]], lang: str
) -> list[tuple[str, str]]:
    """The organizations accredited to the meeting, and what she represents beside already."""
    pairs = {f"{representing.ORGANIZATION}{number}": name for number, name in granted}
    for each in found.affiliations:
        if not each.is_principal:
            name = each.organization.name if each.organization else None
            said = words.represented(each.state_code, name, lang=lang)
            pairs.setdefault(representing.code_of(each), said)
    return [*pairs.items()]


def _name(found: Participation, lang: str) -> str:
    principal = found.principal
    name = principal.organization.name if principal.organization else None
    return words.represented(principal.state_code, name, lang=lang)


def _page(found: Participation, form: RevisionForm, differing: Differing) -> str:
    return render_template(
        "registration/revise.html",
        participation=found,
        meeting=found.meeting,
        about=calendar.text_of(found.meeting_id, language.current()),
        form=form,
        differing=differing,
        list_of=found.principal.state_code if found.protocol_order is not None else None,
    )
