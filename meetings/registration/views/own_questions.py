"""A meeting's questions in a form of somebody who is known already, with what she answered last."""

from __future__ import annotations

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict

from meetings import language
from meetings.registration.forms.questions import Asking
from meetings.registration.models import Participation
from meetings.registration.queries import answers
from meetings.registration.queries import questions as queries_of
from meetings.registration.rules import questions as asked
from meetings.registration.rules.questions import Facts, Sheet
from meetings.registration.views.answer_files import Held


def asking_of(found: Participation, form: FlaskForm, sheet: Sheet, facts: Facts) -> Asking:
    """The questions of a sheet as the form was sent, else as she answered last."""
    is_sent = form.is_submitted()
    seen = asked.read_stamp(request.form.get("stamp", "")) if is_sent else {}
    earlier = queries_of.earlier(asked.versions_behind(sheet, seen))
    data, names = answers.values(found.id), answers.file_names(found.id)
    return Asking(
        form,
        asked.as_seen(sheet, seen, earlier=earlier),
        lang=language.current(),
        facts=facts,
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
