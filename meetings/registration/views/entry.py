"""An officer enters somebody by hand."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.accreditation import queries as accreditation
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, Mode
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.directory.rules import represented
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.registration import operations, rules
from meetings.registration.forms.entry import EntryForm
from meetings.registration.models import Status
from meetings.registration.operations.namesakes import to_ask_about
from meetings.registration.queries.of_states import doubts_of
from meetings.registration.rules import words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import meeting_of


@bp.route("/manage/meetings/<slug>/registrations/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def enter(slug: str) -> ResponseReturnValue:
    """Somebody whom the secretariat enters, whatever the windows of the other ways in say.

    The page carries a nonce, so that a second click makes nobody twice.
    """
    meeting, lang = meeting_of(slug), language.current()
    form = _form(meeting, lang)
    nonce = request.form.get("nonce", "")[:64] or str(uuid.uuid4())
    if form.validate_on_submit() and not _asks(form, meeting, lang, nonce=nonce):
        try:
            with transaction():
                made = operations.enter_by_hand(
                    meeting_of(slug),
                    form.entry(lang),
                    status=Status(form.status.data),
                    nonce=nonce,
                    by=current_user.actor,
                    at=clock.now(),
                )
                public_id, has_mail = made.public_id, bool(made.mailbox)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = _("The registration is entered.")
            flash(with_mail(said) if has_mail else said, "success")
            return redirect(url_for("registration.participation", public_id=public_id), 303)
    page = render_template(
        "registration/enter.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        form=form,
        nonce=nonce,
        words=words,
        lang=lang,
    )
    return page, 422 if form.is_submitted() else 200


def _asks(form: EntryForm, meeting: Meeting, lang: str, *, nonce: str) -> bool:
    """Whether something is asked back first: who is meant, where the meeting has somebody of the
    same name, and what the directory has against the State."""
    if not form.another.data:
        form.namesakes = to_ask_about(meeting, form.entry(lang), nonce=nonce)
    return asks_back(form, meeting, lang) or bool(form.namesakes)


def _form(meeting: Meeting, lang: str) -> EntryForm:
    form = EntryForm(data={"language": lang})
    offer(form, meeting, lang)
    return form


def offer(form: EntryForm, meeting: Meeting, lang: str) -> list[tuple[int, str]]:
    """Let a form offer what the meeting and the directory know; the organizations accredited to
    the meeting, by the ids of their accreditations."""
    granted = [
        (each.id, each.organization.name) for each in accreditation.accreditations(meeting.id)
    ]
    states = represented.offered(lang, added=directory.added_observers())
    form.offer(
        [(each.code, each.name(lang)) for each in directory.capacities()],
        rules.representing.choices(states, granted),
        kinds=[(each.code, each.name(lang)) for each in directory.personnel_kinds()],
        functions=[(each.code, each.name(lang)) for each in directory.functions()],
        hybrid=meeting.mode == Mode.HYBRID,
    )
    return granted


def asks_back(form: EntryForm, meeting: Meeting, lang: str) -> bool:
    """Whether the directory has something against the State in this capacity that the officer has
    not read and overruled yet: it is said beside the capacity, with a tick to go on."""
    told = doubts_of(meeting)(form.entry(lang))
    if told is None:
        return False
    form.asks_despite = True
    if not form.despite.data:
        form.capacity.errors = [*form.capacity.errors, str(told)]
    return not form.despite.data
