"""The library of questions: reused across meetings, where each is used, retired ones."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.db import transaction
from meetings.errors import Refused
from meetings.localized import pick
from meetings.permissions import Right, allow
from meetings.registration.forms.builder import WordingForm, said_of
from meetings.registration.models import Question, QuestionType
from meetings.registration.operations import library as operations
from meetings.registration.queries import questions as queries
from meetings.registration.rules import question_words
from meetings.registration.rules.builder import is_missing_somewhere
from meetings.registration.views import question_page
from meetings.registration.views.blueprint import bp


@bp.get("/manage/questions")
@allow(Right.MANAGE)
def library() -> ResponseReturnValue:
    """The questions that any meeting may ask."""
    _must_reach_all()
    lang = language.current()
    found = queries.library()
    used = queries.usage([question.id for question, _version in found], lang)
    return render_template(
        "registration/library.html",
        lines=[
            {
                "question": question,
                "label": pick(version.label, lang),
                "type": question_words.TYPES[QuestionType(question.type)],
                "missing": is_missing_somewhere(queries.wording(version)),
                "usage": used.get(question.id, []),
            }
            for question, version in found
        ],
    )


@bp.route("/manage/questions/<public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def library_question(public_id: str) -> ResponseReturnValue:
    """Change a question for the meetings to come; forms keep the wording that they have."""
    _must_reach_all()
    question = _found(public_id)
    version = queries.newest([question.id])[question.id]
    said = said_of(question_page.facts_of(question, version))
    form = WordingForm(data=said | {"seen": question_page.seen_of(question)})
    question_page.fill_rows(form, queries.wording(version).choices)
    if question_page.is_sent(form) and question_page.is_fresh(form, question):
        try:
            with transaction():
                found = _found(public_id)
                facts = form.facts(found.type)
                operations.edit_in_library(found, facts, by=current_user.actor, at=clock.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            told = _("The question is changed. Forms that have it keep the wording they have.")
            flash(told, "success")
            return redirect(url_for("registration.library"), 303)
    question = _found(public_id)
    version = queries.newest([question.id])[question.id]
    title = pick(version.label, language.current()).text
    return question_page.show(form, title, question=question, version=version)


@bp.post("/manage/questions/<public_id>/change")
@allow(Right.MANAGE)
def change_library_question(public_id: str) -> ResponseReturnValue:
    """Retire a question, or bring it back."""
    _must_reach_all()
    do = request.form.get("do")
    if do not in {"retire", "restore"}:
        abort(400)
    with transaction():
        found, by, at = _found(public_id), current_user.actor, clock.now()
        if do == "retire":
            operations.retire_question(found, by=by, at=at)
        else:
            operations.restore_question(found, by=by, at=at)
    told = {
        "retire": _("The question is no longer offered. Forms that have it keep it."),
        "restore": _("The question is offered again."),
    }
    flash(told[do], "success")
    return redirect(url_for("registration.library"), 303)


def _found(public_id: str) -> Question:
    question = queries.question(public_id)
    if question is None:
        abort(404)
    return question


def _must_reach_all() -> None:
    """What all meetings share is for who manages all of them."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
