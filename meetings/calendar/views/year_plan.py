"""The year printed: a page that offers it, and the document itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries
from meetings.calendar.queries.plan import planned
from meetings.calendar.rules import FIRST_YEAR, LAST_YEAR
from meetings.calendar.views.blueprint import bp
from meetings.calendar.year_plan import docx, pdf
from meetings.calendar.year_plan.plan import plan
from meetings.extensions import kept_by_each_process, limiter
from meetings.localized import LANGUAGES
from meetings.permissions import Right, public

WRITERS = {"docx": docx.write, "pdf": pdf.write}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@bp.get("/calendar/year-plan")
@public
@limiter.limit(
    lambda: kept_by_each_process("60 per minute"),
    exempt_when=lambda: "format" not in request.args,
)
def year_plan() -> ResponseReturnValue:
    """What is published of a year as a document; without `format` the page that offers it.

    `since` (2002-11) begins it in an earlier month; officers may add `drafts=1`.
    """
    at, args = clock.now(), request.args
    today = clock.local_day(at, current_app.config["SETTINGS"].time_zone)
    year, problems = _year(args.get("year", ""), today.year)
    first = _since(args.get("since", ""), year, problems)
    lang = _one_of(LANGUAGES, args.get("lang", ""), problems) or language.current()
    sort = _one_of(WRITERS, args.get("format", ""), problems)
    if not sort or problems:
        may_draft = _may_see_drafts()
        page = render_template(
            "calendar/year_plan.html",
            year=year,
            since=args.get("since", ""),
            years=queries.years(drafts=may_draft),
            chosen=lang,
            problems=problems,
            may_draft=may_draft,
        )
        return page, 422 if problems else 200
    drafts = _may_see_drafts() and args.get("drafts") == "1"
    return _document(sort, first, year=year, lang=lang, at=at, drafts=drafts)


def _document(
    sort: str, first: date, *, year: int, lang: str, at: datetime, drafts: bool
) -> Response:
    last = date(year, 12, 31)
    today = clock.local_day(at, current_app.config["SETTINGS"].time_zone)
    rows = planned(first, last, lang=lang, drafts=drafts)
    data = WRITERS[sort](
        plan(rows, first=first, last=last, lang=lang, on=today, drafts=drafts), at=at
    )
    name = f"calendar-{year}-{lang}.{sort}"
    answer = Response(data, mimetype=TYPES[sort])
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Content-Language"] = lang
    return answer


def _one_of(known: Collection[str], given: str, problems: list[str]) -> str:
    """What is asked for where there is such a thing; nothing where nothing is asked for."""
    if given and given not in known:
        sentence = _("“%(value)s” is not one of the available choices.", value=given[:60])
        problems.append(sentence)
        return ""
    return given


def _may_see_drafts() -> bool:
    """Only who manages every meeting sees all drafts."""
    if not (current_user.is_authenticated and current_user.may(Right.MANAGE)):
        return False
    return current_user.meetings_for(Right.MANAGE) is None


def _year(text: str, current: int) -> tuple[int, list[str]]:
    if not text.strip():
        return current, []
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        return int(text), []
    sentence = _(
        "The year must lie between %(first)d and %(last)d.", first=FIRST_YEAR, last=LAST_YEAR
    )
    return current, [sentence]


def _since(text: str, year: int, problems: list[str]) -> date:
    """The first day: that of the year, or of an earlier month, at most two years before."""
    begin = date(year, 1, 1)
    if not text.strip():
        return begin
    match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    if match and year - 2 <= int(match[1]) < year and 1 <= int(match[2]) <= 12:
        return date(int(match[1]), int(match[2]), 1)
    problems.append(_("The first month is one of the two years before, written as in 2002-11."))
    return begin
