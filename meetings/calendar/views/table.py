"""A calendar pasted as a table: what was read of it, corrected line by line, then written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import operations, queries
from meetings.calendar.models import Involvement
from meetings.calendar.queries import existing as known
from meetings.calendar.views.blueprint import bp
from meetings.calendar.written import cells, places, table
from meetings.calendar.written.form import Looked, PasteForm, Preview, numbered, read_preview
from meetings.calendar.written.judge import Calendar, Judged, judge
from meetings.calendar.written.table import Line
from meetings.db import transaction
from meetings.directory import countries
from meetings.errors import FileRefused, Refused
from meetings.localized import LANGUAGES, fold
from meetings.permissions import Right, allow


@bp.route("/manage/import/table", methods=["GET", "POST"])
@allow(Right.MANAGE)
def import_table() -> ResponseReturnValue:
    """Paste a table, look through what was read of it, and import what is ticked."""
    every_meeting()
    step = request.form.get("step")
    if step == "check":
        sent = read_preview(request.form)
        return _preview(
            sent, _judged(sent), {each.line.number for each in sent.lines if each.is_taken}
        )
    if step == "import":
        return _import(read_preview(request.form))
    form = PasteForm()
    if form.validate_on_submit():
        try:
            return _first_look(form)
        except FileRefused as refusal:
            form.form_errors.append(str(refusal))
    page = render_template("calendar/import_table.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/manage/import/done")
@allow(Right.MANAGE)
def imported() -> ResponseReturnValue:
    """What one import made: the meetings of one instant, with their links."""
    every_meeting()
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        abort(404)
    if at.tzinfo is None:
        abort(404)
    lang = language.current()
    return render_template(
        "calendar/imported.html",
        made=known.made_at(at, lang),
        changed=known.changed_at(at, lang),
        lang=lang,
    )


def every_meeting() -> None:
    """An import is for who manages every meeting."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def _first_look(form: PasteForm) -> ResponseReturnValue:
    """What was read of the pasted text or of the document; every new line is ticked."""
    data = form.file.data.read() if form.file.data else b""
    text = form.text.data or ""
    rows = cells.read_docx(data) if data else cells.read_text(text)
    kinds = queries.kinds()
    reading = table.read(
        rows,
        cities=known.cities(),
        kinds={fold(kind.name(lang)): kind.code for kind in kinds for lang in LANGUAGES},
        lang=form.titles.data or None,
        year=form.year.data,
    )
    if not reading.lines:
        raise FileRefused(
            _("No meeting was found: each needs a date and a title, in a cell or line of its own.")
        )
    lines = tuple(Looked(_shown(line), False, "") for line in numbered(reading.lines))
    sent = Preview(lines, reading.lang, publish=False)
    judged = _judged(sent)
    taken = {each.line.number for each in judged if each.is_safe}
    return _preview(
        sent,
        judged,
        taken,
        is_lang_doubtful=reading.is_lang_doubtful,
        left_out=reading.left_out,
        are_columns_doubtful=reading.are_columns_doubtful,
    )


def _shown(line: Line) -> Line:
    """The line with its country in the language of the page."""
    code = places.country(line.country) if line.country else None
    return replace(line, country=countries.name(code, language.current())) if code else line


def _judged(sent: Preview) -> list[Judged]:
    settings = current_app.config["SETTINGS"]
    calendar = Calendar(
        codes=queries.codes(),
        existing=known.existing(date(1900, 1, 1), date(2199, 12, 31)),
        time_zone=settings.time_zone,
        lang=sent.lang,
        at=clock.now(),
        reader=language.current(),
    )
    return judge([each.line for each in sent.lines], calendar)


def _import(sent: Preview) -> ResponseReturnValue:
    """Write what is ticked, all of it or nothing; what stands in the way is said at its line."""
    at = clock.now()
    taken = {each.line.number for each in sent.lines if each.is_taken}
    try:
        with transaction():
            operations.take_in_turn()
            judged = _judged(sent)
            chosen = [each for each in judged if each.line.number in taken]
            late = _since(chosen, sent.lines)
            if chosen and not late and not any(each.errors for each in chosen):
                made = operations.create_meetings(
                    [each.facts for each in chosen if each.facts],
                    published=sent.publish,
                    by=current_user.actor,
                    at=at,
                )
                count = len(made)
            else:
                count = 0
    except Refused as refusal:
        return _preview(sent, _judged(sent), taken, refusals=[str(refusal)])
    if not count:
        return _preview(sent, judged, taken - late, refusals=_why(chosen, late))
    flash(ngettext("%(num)d meeting was made.", "%(num)d meetings were made.", count), "success")
    return redirect(url_for("calendar.imported", at=at.isoformat()), 303)


def _since(chosen: Sequence[Judged], lines: Sequence[Looked]) -> set[int]:
    """The ticked lines that the calendar has by now, and had not when the officer looked."""
    seen = {each.line.number: each.known for each in lines}
    return {
        each.line.number
        for each in chosen
        if each.there is not None and seen[each.line.number] != each.there.slug
    }


def _why(chosen: Sequence[Judged], late: set[int]) -> list[str]:
    if not chosen:
        return [_("Tick the meetings to import.")]
    found = []
    if late:
        found.append(_("Nothing was imported: some of these meetings are in the calendar by now."))
    if any(each.errors for each in chosen):
        found.append(_("Nothing was imported: correct what is marked, or leave the line out."))
    return found


def _preview(
    sent: Preview,
    judged: Sequence[Judged],
    taken: set[int],
    *,
    refusals: Sequence[str] = (),
    is_lang_doubtful: bool = False,
    left_out: Sequence[tuple[int, str]] = (),
    are_columns_doubtful: bool = False,
) -> ResponseReturnValue:
    lang = language.current()
    page = render_template(
        "calendar/import_table_preview.html",
        sent=sent,
        judged=judged,
        taken=taken,
        refusals=refusals,
        is_lang_doubtful=is_lang_doubtful,
        left_out=left_out,
        are_columns_doubtful=are_columns_doubtful,
        kinds=[(kind.code, kind.name(lang)) for kind in queries.kinds()],
        parts=parts(),
        countries=_countries(lang),
    )
    return page, 422 if refusals else 200


def parts() -> Mapping[str, str]:
    """What the secretariat has to do with a meeting, in words."""
    return {
        Involvement.CONVENED: _("Convened by the Secretariat"),
        Involvement.ATTENDED: _("Attended by the Secretariat"),
        Involvement.OBSERVANCE: _("Observance"),
    }


def _countries(lang: str) -> list[str]:
    return list(countries.names(lang).values())
