"""A meeting's questions in a form of somebody who is known already, with what she answered last."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict

from meetings import language
from meetings.registration.forms.questions import Asking
from meetings.registration.models import Participation, QuestionType
from meetings.registration.proof import is_she
from meetings.registration.queries import answers
from meetings.registration.queries import questions as queries_of
from meetings.registration.rules import questions as asked
from meetings.registration.rules.merging import read_marks
from meetings.registration.rules.questions import Facts, Sheet
from meetings.registration.views.answer_files import Held


def asking_of(found: Participation, form: FlaskForm, sheet: Sheet, facts: Facts) -> Asking:
    """The questions of a sheet as the form was sent, else as she answered last."""
    is_sent, sensitive = form.is_submitted(), is_she(found)
    withheld = set() if sensitive else _withheld(found, sheet)
    sheet = asked.without(sheet, withheld)
    seen = asked.read_stamp(request.form.get("stamp", "")) if is_sent else {}
    earlier = queries_of.earlier(asked.versions_behind(sheet, seen))
    data, then = answers.worded(found.id, sensitive=sensitive)
    names = answers.file_names(found.id)
    return Asking(
        form,
        asked.as_answered(asked.as_seen(sheet, seen, earlier=earlier), data, wordings=then),
        lang=language.current(),
        facts=facts,
        is_whole=not withheld,
        sent=CombinedMultiDict([request.files, request.form]) if is_sent else None,
        seen=seen,
        filing=Held(found.public_id),
        data=data,
        files={
            name: names[value]
            for name, value in data.items()
            if isinstance(value, str) and value in names
        },
    )


def _withheld(found: Participation, sheet: Sheet) -> set[str]:
    """The sensitive questions (public ids) whose answers are on record, and that a page shows to
    nobody but her; one that the page showed when it was opened stays, with what she sent."""
    on_page = set(request.form.getlist("asked")) if request.method == "POST" else set()
    kept = answers.values(found.id)
    return {
        each.question
        for each in sheet.asked
        if each.is_sensitive
        and each.question in kept
        and (each.question not in on_page or each.type == QuestionType.FILE)
    }


def to_rebase(found: Participation, stored: str) -> tuple[dict[str, str], dict[str, Any]]:
    """After a clash: the marks of the answers that her page showed, and what is kept now; what she
    wrote to a question whose answer is hidden from who reads this stays as it was typed."""
    kept, shown = answers.values(found.id), read_marks(stored) or {}
    if is_she(found):
        return shown, kept
    open_ones = answers.values(found.id, sensitive=False)
    hidden = kept.keys() - open_ones.keys()
    return {name: mark for name, mark in shown.items() if name not in hidden}, open_ones


def stored_now(found: Participation) -> str:
    """The marks of the answers that are kept, but for those that are hidden from who reads this."""
    return answers.mark(found.id, sensitive=is_she(found))
