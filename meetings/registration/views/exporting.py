"""The officer's list as a file: chosen columns, streamed; no sensitive answers, no access needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from flask import Response, abort, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, language, tables
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.permissions import Right, allow
from meetings.registration import queries
from meetings.registration.queries import Filters, answers
from meetings.registration.rules import list_columns, question_words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.manage import asked_of, labels, searched_again
from meetings.registration.views.scope import meeting_of

PIECE = 500


@bp.get("/manage/meetings/<slug>/registrations.<ending>")
@allow(Right.MANAGE)
def export(slug: str, ending: str) -> ResponseReturnValue:
    """The list as it is searched and narrowed, in its chosen columns, as CSV or XLSX; leaves a line
    in the audit."""
    if ending not in {"csv", "xlsx"}:
        abort(404)
    meeting = meeting_of(slug)
    asked = asked_of(meeting)
    if asked.is_over:
        return searched_again(meeting, asked)
    return send_list(meeting, asked.filters, ending, columns=asked.columns)


def send_list(
    meeting: Meeting,
    filters: Filters,
    ending: str,
    *,
    columns: Iterable[str] = (),
    public_ids: Collection[str] | None = None,
) -> ResponseReturnValue:
    """A list as a file, all of it or the chosen people; the columns of an import unless others
    are asked for."""
    meeting_id, filename = meeting.id, f"{meeting.slug}-{_('registrations')}.{ending}"
    lang = language.current()
    own = answers.columns(meeting_id, lang)
    questions = {each.question: each.label for each in own}
    wanted = list_columns.chosen(columns, questions, usual=list_columns.EXPORTED)
    named = labels(questions)
    if any(each.startswith(list_columns.QUESTION) for each in wanted):
        wanted = _with_earlier(wanted, answers.earlier_columns(meeting_id, lang, asked=own), named)
    narrowed = {name: value for name, value in vars(filters).items() if value}
    changes: dict[str, Any] = {"format": ending, "filters": narrowed, "columns": wanted}
    subject = ("meeting", meeting.slug)
    with transaction():
        audit.record(
            "registration.export", subject, by=current_user.actor, at=clock.now(), changes=changes
        )
    heading = [_("Given names"), _("Surnames"), *(named[each] for each in wanted)]
    rows = queries.every_participation(meeting_id, filters, public_ids=public_ids)
    lines = _lines(heading, rows, wanted, lang, answers.present(own))
    return as_file(lines, filename, title=_("Registrations"))


def as_file(lines: Iterable[list[tables.Cell]], filename: str, *, title: str) -> Response:
    """Lines as CSV or XLSX, as the name of the file ends; streamed."""
    ending = filename.rpartition(".")[2]
    written = tables.write_xlsx([(title, lines)]) if ending == "xlsx" else tables.write_csv(lines)
    answer = Response(stream_with_context(written), mimetype=tables.TYPES[ending])
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


def _with_earlier(
    wanted: list[str], earlier: Iterable[answers.Column], named: dict[str, str]
) -> list[str]:
    """The columns with those of earlier wordings behind their questions; `named` gets what stands
    above them."""
    found = list(wanted)
    for each in earlier:
        own = list_columns.QUESTION + each.question
        if own in found:
            name = list_columns.QUESTION + each.earlier
            named[name] = question_words.of_version(each.label, each.version)
            found.insert(found.index(own) + 1, name)
    return found


def _lines(
    heading: list[str],
    rows: Iterable[queries.Row],
    columns: list[str],
    lang: str,
    versions: dict[str, int],
) -> Iterator[list[tables.Cell]]:
    """The heading, then a line for each registration, read in pieces."""
    yield list(heading)
    tell = list_columns.tellers(lang)
    has_answers = any(each.startswith(list_columns.QUESTION) for each in columns)
    for piece in pieces(rows):
        ids = [row.id for row in piece]
        said = answers.answers_of(ids, lang, versions=versions, apart=True) if has_answers else {}
        for row in piece:
            mine = said.get(row.id, {})
            yield [
                row.full_name if row.is_erased else row.given_names,
                row.surnames,
                *(
                    tell[each](row)
                    if each in tell
                    else mine.get(each.removeprefix(list_columns.QUESTION), "")
                    for each in columns
                ),
            ]


def pieces(rows: Iterable[queries.Row]) -> Iterator[list[queries.Row]]:
    """The rows in pieces of which what else is asked of them is read at once."""
    piece: list[queries.Row] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    yield piece
