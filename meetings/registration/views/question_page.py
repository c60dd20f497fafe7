"""The officer's page of one question: on a meeting's form, or in the library."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.localized import pick
from meetings.permissions import Right, allow
from meetings.registration.forms.builder import (
    NewQuestionForm,
    PlaceForm,
    WordingForm,
    rows_of,
    rows_sent,
    said_of,
)
from meetings.registration.models import FormQuestion, Question, QuestionType, QuestionVersion
from meetings.registration.operations import questions as operations
from meetings.registration.queries import questions as queries
from meetings.registration.rules import builder, question_words
from meetings.registration.rules.builder import Place, QuestionFacts
from meetings.registration.rules.questions import Choice
from meetings.registration.views.blueprint import bp
from meetings.registration.views.builder import found_question, history_words
from meetings.registration.views.scope import meeting_of


@bp.route("/manage/meetings/<slug>/form/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_question(slug: str) -> ResponseReturnValue:
    """Write a question for a meeting's form."""
    meeting = meeting_of(slug)
    form = NewQuestionForm(data={"nonce": str(uuid.uuid4()), "is_in_library": True})
    _offer(form, meeting, None)
    fill_rows(form, ())
    if is_sent(form):
        facts = form.facts(form.type.data or QuestionType.TEXT)
        try:
            with transaction():
                by, at = current_user.actor, clock.now()
                placed = operations.add_question(
                    meeting_of(slug),
                    facts,
                    place=form.place(),
                    by=by,
                    at=at,
                    public_id=_nonce(form),
                )
                anchor = f"question-{placed.question.public_id}"
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The question stands at the end of the form."), "success")
            return redirect(url_for("registration.form", slug=slug, _anchor=anchor), 303)
    return show(form, _("New question"), meeting=meeting_of(slug))


@bp.route("/manage/meetings/<slug>/form/questions/<public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_question(slug: str, public_id: str) -> ResponseReturnValue:
    """Change a question of a meeting's form."""
    meeting = meeting_of(slug)
    placed = found_question(meeting, public_id)
    asked = queries.asked_at(placed)
    place = Place(
        stage=asked.stage,
        is_required=asked.is_required,
        capacities=asked.capacities,
        conditions=asked.conditions,
    )
    question, version = placed.question, placed.version
    form = PlaceForm(data=said_of(facts_of(question, version), place) | {"seen": seen_of(question)})
    _offer(form, meeting, placed)
    fill_rows(form, queries.wording(version).choices)
    if is_sent(form) and is_fresh(form, question):
        try:
            with transaction():
                placed = found_question(meeting_of(slug), public_id)
                facts = form.facts(placed.question.type)
                by, at = current_user.actor, clock.now()
                is_new = operations.edit_question(placed, facts, place=form.place(), by=by, at=at)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            told = _("The question has a new version.") if is_new else _("The question is changed.")
            flash(told, "success")
            anchor = f"question-{public_id}"
            return redirect(url_for("registration.form", slug=slug, _anchor=anchor), 303)
    placed = found_question(meeting_of(slug), public_id)
    question, version = placed.question, placed.version
    title = pick(version.label, language.current()).text
    return show(form, title, meeting=meeting, question=question, version=version)


def show(
    form: WordingForm,
    title: str,
    *,
    meeting: Meeting | None = None,
    question: Question | None = None,
    version: QuestionVersion | None = None,
) -> ResponseReturnValue:
    """The page of a question; 422 when something was refused."""
    lang = language.current()
    counts: dict[int, int] = {}
    history, missing = "", builder.NOTHING_MISSING
    if question is not None and version is not None:
        counts = queries.answer_counts([question.id]).get(question.id, {})
        since = version.created_at.date()
        history = history_words(version.number, since, counts=counts, lang=lang)
        missing = builder.is_missing_somewhere(queries.wording(version))
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "question": question,
        "type": question_words.TYPES[QuestionType(question.type)] if question else "",
        "has_choices": question is None or question.type in builder.CHOOSING,
        "history": history,
        "answered": sum(counts.values()),
        "missing": missing,
        "usage": queries.usage([question.id], lang).get(question.id, []) if question else [],
        "meeting": meeting,
        "about": calendar.text_of(meeting.id, lang) if meeting else None,
    }
    status = 422 if form.errors else 200
    return render_template("registration/builder_question.html", **context), status


def is_sent(form: WordingForm) -> bool:
    """Whether the form was sent and its fields can be read; asking for more lines is no sending."""
    return bool(form.validate_on_submit()) and "more" not in request.form


def is_fresh(form: WordingForm, question: Question) -> bool:
    """Whether nobody changed the question since the form was opened; else it is said, and the same
    form may be sent again."""
    if form.seen.data == seen_of(question):
        return True
    form.form_errors.append(
        _(
            "Somebody changed this question since you opened it. Look at it in another window; "
            "what you send again takes its place."
        )
    )
    form.seen.data = seen_of(question)
    return False


def seen_of(question: Question) -> str:
    """What tells a form that it is not behind."""
    return question.changed_at.isoformat()


def fill_rows(form: WordingForm, choices: tuple[Choice, ...]) -> None:
    """The table of answers as it stands, or as it was sent."""
    if request.method == "POST":
        form.rows = rows_sent(request.form, choices, more="more" in request.form)
    else:
        form.rows = rows_of(choices)


def facts_of(question: Question, version: QuestionVersion) -> QuestionFacts:
    """A question as it stands."""
    return QuestionFacts(
        type=question.type,
        wording=queries.wording(version),
        is_sensitive=question.is_sensitive,
        is_in_library=question.is_in_library,
        retention_days=question.retention_days,
    )


def _offer(form: PlaceForm, meeting: Meeting, placed: FormQuestion | None) -> None:
    """The capacities, and the answers to the questions that stand before this one."""
    lang = language.current()
    conditions = []
    for each in queries.form_questions(meeting.id):
        if placed is not None and each.id == placed.id:
            break
        asked = queries.asked_at(each)
        label = pick(asked.label, lang).text
        for code, words in builder.answers_offered(asked):
            answer = pick(words, lang).text or _("Agreed")
            conditions.append((f"{asked.question}={code}", f"{label} — {answer}"))
    form.choose_from([(each.code, each.name(lang)) for each in directory.capacities()], conditions)


def _nonce(form: NewQuestionForm) -> str | None:
    try:
        return str(uuid.UUID(form.nonce.data or ""))
    except ValueError:
        return None
