"""The list of participants as the secretariat publishes it: what it holds, and the document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, language, tables
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.delegations.queries.overview import in_order
from meetings.delegations.rules.precedence import PRECEDENCE
from meetings.desk.participants import docx, pdf
from meetings.desk.participants.listed import Roll, lines, page_of, roll
from meetings.desk.queries.participants import listed
from meetings.desk.views.blueprint import bp
from meetings.desk.views.manage import mine
from meetings.language import reading
from meetings.localized import LANGUAGES, NATIVE_NAMES
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.rules import words
from meetings.registration.rules.counting import CONFIRMED, REGISTERED

SIZE = 500
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": tables.TYPES["xlsx"],
}


@bp.get("/manage/meetings/<slug>/participants")
@allow(Right.MANAGE)
def participants(slug: str) -> ResponseReturnValue:
    """The page that offers the list; with `format` the document itself, which the audit notes."""
    meeting, at = mine(slug), clock.now()
    args = request.args
    asked = args.get("lang", "")
    lang = asked if asked in LANGUAGES else language.current()
    statuses = [each for each in args.getlist("status") if each in REGISTERED] or list(CONFIRMED)
    with_posts = args.get("posts") != "0"
    sort = args.get("format", "")
    found = _roll(meeting, statuses, lang=lang, with_posts=with_posts, at=at)
    if sort in TYPES:
        return _document(meeting, found, sort, statuses, at=at)
    plan = registration.plan(meeting.id)
    page = page_of(found, args.get("page", 1, type=int), SIZE)
    asked_for: dict[str, Any] = {
        "lang": lang,
        "status": statuses,
        "posts": "1" if with_posts else "0",
    }
    return render_template(
        "desk/participants.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        roll=found,
        page=page,
        href=lambda number: url_for(
            "desk.participants", slug=meeting.slug, page=number, **asked_for
        ),
        chosen=lang,
        statuses=statuses,
        offered=[(each, words.STATUS[each]) for each in REGISTERED],
        with_posts=with_posts,
        precedence=PRECEDENCE[plan.precedence],
        precedence_language=NATIVE_NAMES.get(plan.precedence_language, ""),
        is_alphabetical=plan.precedence == "alphabetical",
    )


def _roll(
    meeting: Meeting, statuses: list[str], *, lang: str, with_posts: bool, at: datetime
) -> Roll:
    text = calendar.text_of(meeting.id, lang)
    people = listed(meeting.id, statuses)
    return roll(
        people,
        states=in_order(meeting.id),
        lang=lang,
        meeting=text.title,
        about=" · ".join(filter(None, (text.dates, text.place))),
        on=clock.local_day(at, current_app.config["SETTINGS"].time_zone),
        with_posts=with_posts,
    )


def _document(
    meeting: Meeting, found: Roll, sort: str, statuses: list[str], *, at: datetime
) -> ResponseReturnValue:
    name = f"{meeting.slug}-participants-{found.lang}.{sort}"
    subject = ("meeting", meeting.slug)
    changes = {"format": sort, "statuses": statuses, "count": found.count}
    with transaction():
        audit.record(
            "registration.list_participants", subject, by=current_user.actor, at=at, changes=changes
        )
    if sort == "xlsx":
        with reading(found.lang):
            data = b"".join(tables.write_xlsx([(_("List of participants"), lines(found))]))
    else:
        data = (pdf if sort == "pdf" else docx).write(found, at=at)
    answer = Response(data, mimetype=TYPES[sort])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Content-Language"] = found.lang
    return answer
