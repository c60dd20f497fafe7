"""Answering a meeting's questions by the link of one's own page: the second form, which comes after
confirmation, and anew what was asked on registering (or never was, of who was nominated)."""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.actor import Actor, ActorKind
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.permissions import public
from meetings.registration import queries, rules
from meetings.registration.forms.questions import AnswersForm
from meetings.registration.models import Participation, Stage, Status
from meetings.registration.operations import answers as operations
from meetings.registration.proof import is_she
from meetings.registration.queries import answers
from meetings.registration.queries import questions as queries_of
from meetings.registration.rules import question_words, way_words
from meetings.registration.rules import questions as asked
from meetings.registration.rules.questions import Facts
from meetings.registration.views.blueprint import bp
from meetings.registration.views.form_page import unseen
from meetings.registration.views.own_questions import asking_of, stored_now, to_rebase


@bp.route("/my/<token>/form", methods=["GET", "POST"])
@public
@limit_posts("20 per minute; 200 per hour")
def second_form(token: str) -> ResponseReturnValue:
    """Travel, visa, side events: what only who is confirmed is asked."""
    found = _found(token)
    if found.status != Status.CONFIRMED:
        flash(_("These questions come once your registration is confirmed."), "warning")
        return redirect(url_for("desk.my", token=token), 303)
    return _answered(found, Stage.AFTER, token)


@bp.route("/my/<token>/answers", methods=["GET", "POST"])
@public
@limit_posts("20 per minute; 200 per hour")
def own_answers(token: str) -> ResponseReturnValue:
    """What was asked on registering, to be answered anew, or at last."""
    found = _found(token)
    try:
        rules.may_correct(found.status)
    except Refused as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("desk.my", token=token), 303)
    return _answered(found, Stage.REGISTRATION, token)


def _answered(found: Participation, stage: Stage, token: str) -> ResponseReturnValue:
    at, closes_at = clock.now(), answers.closes_at(found, stage)
    form, facts = _form(found, stage)
    if not form.asking.sheet and form.asking.is_whole:
        flash(_("This meeting has no questions for you."), "warning")
        return redirect(url_for("desk.my", token=token), 303)
    is_over = at >= closes_at
    if is_over and form.is_submitted():
        form.form_errors.append(_("The time for these questions is over: nothing was changed."))
    if form.judge(facts) and not is_over:
        by = Actor(ActorKind.LINK, found.public_id, "own link")
        given, stamp = form.asking.given(whole=True), form.asking.stamp
        stored = request.form.get("stored", "")
        try:
            with transaction():
                operations.write(
                    found, given, stamp=stamp, by=by, at=at, stage=stage, stored=stored
                )
        except Refused as refusal:
            if refusal.code == "changed":
                form.asking.rebase(*to_rebase(found, stored), facts)
                return _changed_meanwhile(found, form, stage=stage, token=token)
            form[refusal.field or ""].errors = (str(refusal),)
        else:
            flash(_("Your answers are kept. You can change them here."), "success")
            return redirect(url_for("desk.my", token=token), 303)
    return _page(found, form, stage=stage, token=token, closes_at=closes_at, is_over=is_over)


def _changed_meanwhile(
    found: Participation, form: AnswersForm, *, stage: Stage, token: str
) -> ResponseReturnValue:
    """What she typed, and beside it what is kept; sent once more, hers takes its place."""
    form.form_errors.append(
        _(
            "You changed your answers in another window. What is kept now stands below, and what "
            "you left as it was is taken over: correct what you wrote here, or send it again to "
            "keep it instead."
        )
    )
    closes_at = answers.closes_at(found, stage)
    return _page(found, form, stage=stage, token=token, closes_at=closes_at, shows_kept=True)


def _form(found: Participation, stage: Stage) -> tuple[AnswersForm, Facts]:
    """The form of a stage, narrowed to her, as it was sent or as she answered last."""
    facts = answers.facts_of(found)
    if stage == Stage.REGISTRATION:
        facts = {name: facts[name] for name in ("capacity", "mode")}
    sheet = asked.narrowed(queries_of.sheet(found.meeting_id, stage), facts)
    form = AnswersForm()
    form.asking = asking_of(found, form, sheet, facts)
    return form, facts


def _page(
    found: Participation,
    form: AnswersForm,
    *,
    stage: Stage,
    token: str,
    closes_at: datetime,
    is_over: bool = False,
    shows_kept: bool = False,
) -> Response:
    lang, at = language.current(), clock.now()
    stored = "" if shows_kept else request.form.get("stored", "")
    page = render_template(
        "registration/after.html",
        form=form,
        about=calendar.text_of(found.meeting_id, lang),
        token=token,
        stage=stage,
        stages=question_words.STAGES,
        is_over=is_over,
        closes=way_words.deadline(closes_at, found.meeting, lang=lang, at=at),
        answered=_kept(found, stage, sensitive=False) if is_over or shows_kept else [],
        kept_apart=_kept(found, stage, sensitive=True) if shows_kept and is_she(found) else [],
        shows_kept=shows_kept,
        stored=stored or stored_now(found),
    )
    return unseen(page, 422 if form.errors else 200)


def _kept(found: Participation, stage: Stage, *, sensitive: bool) -> list[answers.Answered]:
    """What is kept of her answers, but for those to the other one of the two forms."""
    other = Stage.REGISTRATION if stage == Stage.AFTER else Stage.AFTER
    elsewhere = {each.question for each in queries_of.sheet(found.meeting_id, other).asked}
    said = answers.shown(found.id, language.current(), sensitive=sensitive)
    return [each for each in said if each.question not in elsewhere]


def _found(token: str) -> Participation:
    found = queries.by_link(token)
    if found is None:
        abort(404)
    return found
