"""Correcting one's own registration, by the link in the mail."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.calendar import queries as calendar
from meetings.calendar.models import Mode
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import operations, queries, rules
from meetings.registration.forms.correction import CorrectionForm, Differing
from meetings.registration.models import Participation
from meetings.registration.operations.correct import Corrected
from meetings.registration.proof import is_she
from meetings.registration.queries import signing_in
from meetings.registration.queries.corrections import declared, reviewed_of
from meetings.registration.rules import Entry, corrections
from meetings.registration.rules.merging import Clash, marks
from meetings.registration.views.blueprint import bp


@bp.route("/my/<token>/correct", methods=["GET", "POST"])
@public
@limit_posts("20 per minute; 200 per hour")
def correct(token: str) -> ResponseReturnValue:
    """What she declared, to be written anew; the capacity and whom she represents stay."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    try:
        rules.may_correct(found.status)
        corrections.in_time(queries.correct_until(found), clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("desk.my", token=token), 303)
    form = CorrectionForm(data=_declared(found))
    if found.meeting.mode != Mode.HYBRID:
        del form.mode
    if not form.validate_on_submit():
        return _page(found, form, token)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    try:
        with transaction():
            entry, opened = _sent(found, form)
            more: dict[str, Any] = {"reads_mailbox": _reads_mailbox(found), "at": clock.now()}
            done = operations.correct(found, entry, opened=opened, by=by, **more)
            said = _said(done)
    except Clash as clash:
        differing = form.rebase(_shown(found), clash)
        return _page(found, form, token, differing=differing)
    except Refused as refusal:
        form.blame(refusal.field, refusal)
        return _page(found, form, token)
    flash(said, "success")
    if done.taken:
        flash(_taken(done), "warning")
    if queries.by_link(token) is None:
        return _sent_elsewhere(found)
    return redirect(url_for("desk.my", token=token), 303)


@bp.post("/my/<token>/correct/take-back")
@public
@limit_posts("20 per minute; 200 per hour")
def take_back_correction(token: str) -> ResponseReturnValue:
    """She no longer asks for what waits."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    row = queries.waiting_correction(found.id)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    try:
        with transaction():
            if row is not None:
                operations.take_back_correction(row, found, by=by, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
    else:
        flash(_("The correction is taken back; what you declared stays as it was."), "success")
    return redirect(url_for("desk.my", token=token, _anchor="declared"), 303)


def _said(done: Corrected) -> str:
    if done.waits is None:
        return _("Your registration is corrected.")
    if not done.is_written:
        return _("Your correction waits for the secretariat.")
    return _("Part of your correction waits for the secretariat; the rest is in force.")


def _taken(done: Corrected) -> str:
    """What somebody else wrote while her page was open: it stays."""
    names = ", ".join(str(name) for fact, name in corrections.FACTS.items() if fact in done.taken)
    return _("Meanwhile this was changed elsewhere, and stays so: %(fields)s.", fields=names)


def _sent_elsewhere(found: Participation) -> ResponseReturnValue:
    """Her link went to the address that she wrote: only who reads there opens her page again."""
    flash(_("Your e-mail address is another one now: we have sent a new link there."))
    meeting = found.meeting
    is_public = meeting.published_at is not None
    to = url_for("desk.meeting", slug=meeting.slug) if is_public else url_for("desk.landing")
    return redirect(to, 303)


def _reads_mailbox(found: Participation) -> bool:
    """Whether this browser opened a link that was sent to her present address just now."""
    opened: int = session.get(signing_in.OPENED, 0)
    return bool(opened) and signing_in.reads_mailbox(found, opened, at=clock.now())


def _shown(found: Participation) -> dict[str, str]:
    """What the page shows of what she declared: access needs only to who proved to be she."""
    facts = declared(found)
    if not is_she(found) and facts["access_needs"]:
        del facts["access_needs"]
    return facts


def _sent(found: Participation, form: CorrectionForm) -> tuple[Entry, dict[str, str]]:
    """What was typed, and the marks of what the page showed; access needs that it did not show stay
    where nothing was typed."""
    entry, opened = form.entry(), form.shown()
    if form.keeps_unseen():
        needs = queries.access_needs(found.id)
        return replace(entry, access_needs=needs), opened | marks({"access_needs": needs})
    return entry, opened


def _declared(found: Participation) -> dict[str, Any]:
    """What stands, and in its place what she asked for already, as the form holds it."""
    facts = _shown(found)
    kind = {"personnel_kind": facts["personnel_kind_code"]}
    return facts | kind | {"opened": json.dumps(marks(facts))}


def _words(fact: str, *values: str, lang: str) -> tuple[str, ...]:
    """A fact with its values as she reads them."""
    shown = [
        value or _("(empty)")
        if fact == "access_needs"
        else corrections.shown(fact, value, lang=lang)
        for value in values
    ]
    return (str(corrections.FACTS[fact]), *shown)


def _page(
    found: Participation, form: CorrectionForm, token: str, *, differing: Differing = ()
) -> Response:
    lang, until = language.current(), queries.correct_until(found)
    facts = corrections.reviewed_facts(reviewed_of(found))
    page = render_template(
        "registration/correct.html",
        form=form,
        about=calendar.text_of(found.meeting_id, lang),
        token=token,
        participation=found,
        until=corrections.told(until, found.meeting, lang=lang, at=clock.now()),
        differing=[_words(*each, lang=lang) for each in differing],
        reviewed=[str(corrections.FACTS[fact]) for fact in facts],
        holds_others=signing_in.has_others(found) and not _reads_mailbox(found),
        hides_needs="access_needs" not in _shown(found),
    )
    answer = make_response(page, 422 if form.is_submitted() else 200)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
