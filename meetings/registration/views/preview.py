"""A meeting's form as people of a capacity find it; nothing is written here."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from meetings import language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Mode
from meetings.directory import queries as directory
from meetings.permissions import Right, allow
from meetings.registration import queries
from meetings.registration.forms.questions import AnswersForm, Asking
from meetings.registration.models import Stage, Way
from meetings.registration.queries import questions as queries_of
from meetings.registration.rules import questions as asked
from meetings.registration.rules import words
from meetings.registration.views import form_page
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import meeting_of

_FILLED_IN = frozenset({Way.FORM, Way.PRIVATE_LINK, Way.ORGANIZATION, Way.INVITATION})


@bp.get("/manage/meetings/<slug>/form/preview")
@allow(Right.MANAGE)
def preview(slug: str) -> ResponseReturnValue:
    """Both forms as a capacity finds them, in the language of the page."""
    meeting = meeting_of(slug)
    lang = language.current()
    known = {each.code: each for each in directory.capacities()}
    admitted = _admitted(meeting.id)
    capacities = {code: known[code] for code in (*admitted, *known)}
    wanted = request.args.get("capacity", "")
    code = wanted if wanted in capacities else next(iter(capacities))
    chosen = capacities[code]
    mode = request.args.get("mode", "")
    mode = mode if mode in {Mode.IN_PERSON, Mode.VIRTUAL} else Mode.IN_PERSON
    if meeting.mode != Mode.HYBRID:
        mode = Mode.VIRTUAL if meeting.mode == Mode.VIRTUAL else Mode.IN_PERSON
    offer = ((code, chosen.name(lang), tuple(chosen.represents)),)
    facts = {"capacity": (code,), "mode": (mode,)}
    second = AnswersForm(formdata=None)
    sheet = asked.narrowed(queries_of.sheet(meeting.id, Stage.AFTER), facts)
    second.asking = Asking(second, sheet, lang=lang, facts=facts)
    return render_template(
        "registration/preview.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        capacities=[(each.code, each.name(lang)) for each in capacities.values()],
        capacity=code,
        is_admitted=code in admitted,
        mode=mode,
        modes=words.MODE if meeting.mode == Mode.HYBRID else {},
        fields=form_page.preview_fields(meeting, offer, mode=mode, lang=lang),
        second=second.asking,
    )


def _admitted(meeting_id: int) -> list[str]:
    """The capacities to which the meeting is open: those that fill in the form first, then those
    that others name."""
    ways = queries.openings(meeting_id)
    first = [each.capacity_code for each in ways if each.way in _FILLED_IN]
    return list(dict.fromkeys([*first, *(each.capacity_code for each in ways)]))
