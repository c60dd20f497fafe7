"""The officer's list of a meeting's registrations, and its export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, language, tables
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.directory.models import Sex
from meetings.localized import LANGUAGES, pick
from meetings.permissions import Right, allow
from meetings.reference import names, rows
from meetings.registration import queries
from meetings.registration.models import Reply, Represents, Status
from meetings.registration.queries import Filters
from meetings.registration.rules import reply_words, words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import meeting_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/manage/meetings/<slug>/registrations")
@allow(Right.MANAGE)
def manage(slug: str) -> ResponseReturnValue:
    """The list: searched, narrowed, counted by status, with confirm and decline beside each."""
    meeting = meeting_of(slug)
    if meeting.slug != slug:
        return redirect(url_for("registration.manage", slug=meeting.slug), 308)
    filters = _filters()
    size = current_app.config["SETTINGS"].page_size
    number = request.args.get("page", 1, type=int)
    page = queries.participations(meeting.id, filters, page=max(number, 1), size=size)
    lang = language.current()
    capacities = [(each.code, each.name(lang)) for each in directory.capacities()]
    kept = {name: value for name, value in vars(filters).items() if value}
    return render_template(
        "registration/manage.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        page=page,
        counts=queries.counts_by_status(meeting.id),
        corrections=queries.count_waiting_corrections(meeting.id),
        seats=queries.seats(meeting.id),
        filters=filters,
        kept=kept,
        capacities=capacities,
        capacity_names=dict(capacities),
        words=words,
        reply_words=reply_words,
        href=lambda number: url_for("registration.manage", slug=meeting.slug, page=number, **kept),
    )


@bp.get("/manage/meetings/<slug>/registrations.<ending>")
@allow(Right.MANAGE)
def export(slug: str, ending: str) -> ResponseReturnValue:
    """The filtered list as CSV or XLSX, streamed; leaves a line in the audit. No access needs."""
    if ending not in {"csv", "xlsx"}:
        abort(404)
    meeting = meeting_of(slug)
    meeting_id, filename = meeting.id, f"{meeting.slug}-{_('registrations')}.{ending}"
    filters = _filters()
    with transaction():
        audit.record(
            "registration.export",
            ("meeting", meeting.slug),
            by=current_user.actor,
            at=clock.now(),
            changes={"format": ending, "filters": vars(filters)},
        )
    lines = _lines(meeting_id, filters, language.current())
    if ending == "xlsx":
        file = tables.write_xlsx([(_("Registrations"), lines)])
        return send_file(file, XLSX, as_attachment=True, download_name=filename)
    answer = Response(stream_with_context(tables.write_csv(lines)), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


def _filters() -> Filters:
    """What the address asks for; what it cannot mean is left out."""
    given = request.args
    status, sex, reply = (given.get(name, "") for name in ("status", "sex", "reply"))
    return Filters(
        q=given.get("q", "").strip()[:200],
        status=status if status in set(Status) else "",
        capacity=given.get("capacity", "")[:60],
        sex=sex if sex in set(Sex) else "",
        reply=reply if reply in reply_words.REPLY else "",
    )


def _lines(meeting_id: int, filters: Filters, lang: str) -> Iterator[list[tables.Cell]]:
    """The heading in the page's language, then a line for each registration."""
    yield [
        _("Given names"),
        _("Surnames"),
        _("E-mail address"),
        _("Sex"),
        _("Represents"),
        _("Entity represented"),
        _("Capacity"),
        _("Functions"),
        _("Kind of personnel"),
        _("Language"),
        _("Status"),
        _("State"),
        _("Organization"),
        _("Name on the badge"),
        _("Post or function"),
        _("Registered at (UTC)"),
        _("Answer to the invitation"),
    ]
    lists = {name: _names(name, lang) for name in ("capacities", "functions", "personnel_kinds")}
    for row in queries.every_participation(meeting_id, filters):
        yield _line(row, lists, lang)


def _names(filename: str, lang: str) -> dict[str, str]:
    return {row["code"]: pick(names(row), lang, LANGUAGES).text for row in rows(f"{filename}.csv")}


def _line(row: queries.Row, lists: dict[str, dict[str, str]], lang: str) -> list[Any]:
    functions = (lists["functions"].get(code, code) for code in row.functions)
    return [
        row.given_names,
        row.surnames,
        row.email,
        str(words.SEX[Sex(row.sex)]),
        str(words.REPRESENTS[Represents(row.represents)]),
        words.represented(row.state_code, row.organization, lang=lang),
        lists["capacities"].get(row.capacity_code, row.capacity_code),
        "; ".join(functions),
        lists["personnel_kinds"].get(row.personnel_kind_code, row.personnel_kind_code),
        row.language,
        str(words.STATUS[Status(row.status)]),
        words.represented(row.state_code, row.organization, lang=lang) if row.state_code else "",
        row.organization or "",
        row.badge_name,
        row.post,
        row.created_at.strftime("%Y-%m-%d %H:%M"),
        str(reply_words.REPLY.get(Reply(row.reply), "")),
    ]
