"""The officer's page of a meeting's form: its questions in order, from where they may come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, formats, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.localized import Text, pick
from meetings.permissions import Right, allow
from meetings.registration.models import FormQuestion, QuestionType, Stage
from meetings.registration.operations import questions as operations
from meetings.registration.queries import answers
from meetings.registration.queries import questions as queries
from meetings.registration.queries.taken_off import taken_off
from meetings.registration.rules import question_words
from meetings.registration.rules.builder import is_missing_somewhere
from meetings.registration.rules.questions import Asked
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import meeting_of


@dataclass(frozen=True)
class Line:
    """A question as the page lists it."""

    asked: Asked
    label: Text
    type: str
    for_whom: str
    conditions: list[str]
    missing: tuple[str, ...]
    history: str
    has_newer: bool
    is_in_library: bool


@bp.get("/manage/meetings/<slug>/form")
@allow(Right.MANAGE)
def form(slug: str) -> ResponseReturnValue:
    """The questions of a meeting's form beyond its fixed core, at both stages."""
    meeting = meeting_of(slug)
    if meeting.slug != slug:
        return redirect(url_for("registration.form", slug=meeting.slug), 308)
    lang = language.current()
    lines = _lines(meeting, lang)
    on_it = {each.asked.question for each in lines}
    library = [
        (question.public_id, pick(version.label, lang).text)
        for question, version in queries.library(retired=False)
        if question.public_id not in on_it
    ]
    return render_template(
        "registration/builder.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        stages=[
            (stage, words, [each for each in lines if each.asked.stage == stage])
            for stage, words in question_words.STAGES.items()
        ],
        library=library,
        sources=queries.forms_to_clone(
            meeting.id, lang, within=current_user.meetings_for(Right.MANAGE)
        ),
        has_second=any(each.asked.stage == Stage.AFTER for each in lines),
        second=answers.second_form_counts(meeting.id),
        gone=[(each, pick(each.version.label, lang)) for each in taken_off(meeting.id)],
    )


@bp.post("/manage/meetings/<slug>/form/questions/<public_id>/change")
@allow(Right.MANAGE)
def change_question(slug: str, public_id: str) -> ResponseReturnValue:
    """Move a question up or down, or take its newest wording over."""
    do = request.form.get("do", "")

    def act() -> str:
        placed = found_question(meeting_of(slug), public_id)
        by, at = current_user.actor, clock.now()
        match do:
            case "up" | "down":
                if operations.move_question(placed, do, by=by, at=at):
                    return _("The question is moved.")
                return _("There is no question to change places with.")
            case "newest":
                operations.take_newest(placed, by=by, at=at)
                return _("This form has the newest wording now. Earlier answers keep theirs.")
        return abort(400)

    return _done(slug, act, f"question-{public_id}")


@bp.post("/manage/meetings/<slug>/form/from-library")
@allow(Right.MANAGE)
def add_from_library(slug: str) -> ResponseReturnValue:
    """Put a question of the library on the form."""
    question = queries.question(request.form.get("question", ""))
    if question is None:
        flash(_("Choose a question from the list."), "error")
        return redirect(url_for("registration.form", slug=slug), 303)

    def act() -> str:
        by, at = current_user.actor, clock.now()
        operations.add_from_library(meeting_of(slug), question, by=by, at=at)
        return _("The question stands at the end of the form.")

    return _done(slug, act, f"question-{question.public_id}")


@bp.post("/manage/meetings/<slug>/form/clone")
@allow(Right.MANAGE)
def clone_form(slug: str) -> ResponseReturnValue:
    """Take over the questions of another meeting's form."""

    def act() -> str:
        meeting = meeting_of(slug)
        source = meeting_of(request.form.get("meeting", ""))
        by, at = current_user.actor, clock.now()
        count = operations.clone_form(meeting, source, by=by, at=at)
        if not count:
            return _("All questions of that meeting stand on this form already.")
        return ngettext(
            "%(num)d question is taken over.", "%(num)d questions are taken over.", count
        )

    return _done(slug, act, None)


@bp.get("/manage/meetings/<slug>/form/missing")
@allow(Right.MANAGE)
def without_second_form(slug: str) -> ResponseReturnValue:
    """Who is confirmed and has not sent the second form."""
    meeting = meeting_of(slug)
    lang = language.current()
    return render_template(
        "registration/builder_missing.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        people=answers.without_second_form(meeting.id),
        second=answers.second_form_counts(meeting.id),
    )


def found_question(meeting: Meeting, public_id: str) -> FormQuestion:
    """A question of a meeting's form; 404 for none."""
    placed = queries.placed(meeting.id, public_id)
    if placed is None:
        abort(404)
    return placed


def _done(slug: str, act: Callable[[], str], anchor: str | None) -> ResponseReturnValue:
    meeting_of(slug)
    try:
        with transaction():
            said = act()
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "success")
    return redirect(url_for("registration.form", slug=slug, _anchor=anchor), 303)


def history_words(version: int, since: date, *, counts: dict[int, int], lang: str) -> str:
    """Since when a wording holds, and how many answered which: `Version 2 since 3 May 2026, 14
    answers to version 1`."""
    parts = [_("Version %(number)d since %(day)s", number=version, day=formats.day(since, lang))]
    parts += [
        ngettext(
            "%(num)d answer to version %(number)d",
            "%(num)d answers to version %(number)d",
            count,
            number=number,
        )
        for number, count in sorted(counts.items())
    ]
    return ", ".join(parts)


def _lines(meeting: Meeting, lang: str) -> list[Line]:
    placed = queries.form_questions(meeting.id)
    ids = [each.question_id for each in placed]
    counts, newest = queries.answer_counts(ids), queries.newest(ids)
    capacities = {each.code: each.name(lang) for each in directory.capacities()}
    form = [queries.asked_at(each) for each in placed]
    return [
        Line(
            asked,
            pick(asked.label, lang),
            str(question_words.TYPES[QuestionType(asked.type)]),
            question_words.for_whom(asked, capacities),
            question_words.conditions(asked, form, lang=lang),
            is_missing_somewhere(queries.wording(each.version)),
            history_words(
                each.version.number,
                clock.local_day(each.version.created_at, meeting.time_zone),
                counts=counts.get(each.question_id, {}),
                lang=lang,
            ),
            newest[each.question_id].number > each.version.number,
            each.question.is_in_library,
        )
        for each, asked in zip(placed, form, strict=True)
    ]
