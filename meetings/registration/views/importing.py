"""People brought in by a table: sent, looked through, taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language, tables
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import countries
from meetings.directory.rules.wording import LIKENESS
from meetings.errors import FileRefused, Refused
from meetings.localized import fold
from meetings.pagination import Page
from meetings.permissions import Right, allow
from meetings.registration.forms.imports import ImportForm
from meetings.registration.intake.days import Order
from meetings.registration.intake.headings import COLUMNS, OURS, called
from meetings.registration.intake.judge import all_new
from meetings.registration.intake.judged import Decision, Judged, Sort
from meetings.registration.models import RegistrationImport, Status
from meetings.registration.operations import imports as operations
from meetings.registration.queries import imports as queries
from meetings.registration.queries.look_through import Looked, decisions_of, look_through, read
from meetings.registration.rules import import_words, words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import meeting_of

SIZE = 100
ORDER = (Sort.BAD, Sort.DOUBT, Sort.CHANGED, Sort.NEW, Sort.SAME)


@bp.route("/manage/meetings/<slug>/registrations/import", methods=["GET", "POST"])
@allow(Right.MANAGE)
def import_people(slug: str) -> ResponseReturnValue:
    """Send a table, by a file or pasted; nothing is written but the table itself, for a day."""
    meeting = meeting_of(slug)
    form = ImportForm()
    if form.validate_on_submit():
        content = form.content
        try:
            read(content, meeting.id, limit=_limit(), filename=form.filename)
            with transaction():
                made = operations.keep_draft(
                    meeting_of(slug),
                    content,
                    filename=form.filename,
                    status=Status(form.status.data),
                    sends_mail=bool(form.sends_mail.data),
                    by=current_user.actor,
                    at=clock.now(),
                )
                public_id = made.public_id
        except FileRefused as refusal:
            form.form_errors.append(str(refusal))
        else:
            to = url_for("registration.look_through_table", slug=meeting.slug, public_id=public_id)
            return redirect(to, 303)
    page = render_template(
        "registration/import.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        form=form,
        columns=COLUMNS,
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/manage/meetings/<slug>/registrations/import/template.csv")
@allow(Right.MANAGE)
def import_template(slug: str) -> ResponseReturnValue:
    """An empty table with the columns, and those of the meeting's questions."""
    meeting = meeting_of(slug)
    lang = language.current()
    asked = queries.questions_of(meeting.id).values()
    heading = [
        *COLUMNS,
        *(each.label.get(lang) or next(iter(each.label.values())) for each in asked),
    ]
    return _csv([heading], f"{meeting.slug}-import.csv")


@bp.get("/manage/meetings/<slug>/registrations/import/<uuid:public_id>")
@allow(Right.MANAGE)
def look_through_table(slug: str, public_id: UUID) -> ResponseReturnValue:
    """What the table would do, one sort of rows at a time; once taken in, what was done."""
    meeting = meeting_of(slug)
    draft = _draft(meeting, public_id)
    if draft.done_at is not None:
        return render_template(
            "registration/imported.html",
            meeting=meeting,
            about=calendar.text_of(meeting.id, language.current()),
            draft=draft,
            said=import_words.outcome(draft.result),
        )
    if not draft.content:
        return _forgotten(slug)
    return _shown(meeting, draft, _look(meeting, draft))


@bp.post("/manage/meetings/<slug>/registrations/import/<uuid:public_id>")
@allow(Right.MANAGE)
def decide_table(slug: str, public_id: UUID) -> ResponseReturnValue:
    """Keep what was said of the rows shown; then look on, or take in all that is to be taken."""
    meeting = meeting_of(slug)
    said = _said()
    with transaction():
        draft = _draft(meeting_of(slug), public_id)
        if not draft.content and draft.done_at is None:
            return _forgotten(slug)
        if draft.done_at is None:
            operations.decide(draft, said)
            order = request.form.get("dates", draft.dates)
            draft.dates = order if order in set(Order) else ""
    if request.form.get("step") == "all-new":
        return _all_new(slug, public_id)
    here = url_for(
        "registration.look_through_table",
        slug=meeting.slug,
        public_id=public_id,
        show=request.form.get("to") or request.args.get("show"),
        page=request.args.get("page") if not request.form.get("to") else None,
    )
    if request.form.get("step") != "import":
        flash(_("Your choices are kept."), "success")
        return redirect(here, 303)
    return _take_in(slug, public_id, here)


@bp.get("/manage/meetings/<slug>/registrations/import/<uuid:public_id>/left.csv")
@allow(Right.MANAGE)
def left_behind(slug: str, public_id: UUID) -> ResponseReturnValue:
    """The rows that are not taken, every column as it was written, with the line and the reason
    before them: mended, it is imported again."""
    meeting = meeting_of(slug)
    draft = _draft(meeting, public_id)
    if not draft.content:
        return _forgotten(slug)
    sheet = read(draft.content, meeting.id, limit=_limit())
    rows = _look(meeting, draft).rows
    told = {each.line: _reason(each, meeting.time_zone) for each in rows if not each.is_taken}
    ours = {place for place, name in enumerate(sheet.heading) if name in OURS}

    def cells(written: tuple[str, ...]) -> list[tables.Cell]:
        return [cell for place, cell in enumerate(written) if place not in ours]

    lines: list[list[tables.Cell]] = [[*OURS, *cells(sheet.heading)]]
    lines.extend(
        [line.number, told[line.number], *cells(line.written)]
        for line in sheet.lines
        if told.get(line.number)
    )
    return _csv(lines, f"{meeting.slug}-import-left.csv")


def _all_new(slug: str, public_id: UUID) -> ResponseReturnValue:
    """Everybody of the table who looks like somebody else is somebody new, on every page of it."""
    with transaction():
        meeting = meeting_of(slug)
        draft = _draft(meeting, public_id)
        said = all_new(_look(meeting, draft).rows) if draft.done_at is None else {}
        operations.decide(draft, said)
    told = ngettext(
        "%(num)d row is taken as somebody new. Look through it before you import.",
        "%(num)d rows are taken as new people. Look through them before you import.",
        len(said),
    )
    flash(told, "success")
    to = url_for("registration.look_through_table", slug=slug, public_id=public_id, show=Sort.NEW)
    return redirect(to, 303)


def _take_in(slug: str, public_id: UUID, here: str) -> ResponseReturnValue:
    at = clock.now()
    try:
        with transaction():
            meeting = meeting_of(slug)
            draft = _draft(meeting, public_id)
            if draft.done_at is None:
                rows = _look(meeting, draft).rows
                if not any(each.is_taken for each in rows):
                    raise FileRefused(_("No row is to be taken."))
                done = operations.take_in(
                    meeting, rows, status=Status(draft.status), by=current_user.actor, at=at
                )
                draft = _draft(meeting, public_id)
                done.left = sum(not e.is_taken and e.sort != Sort.SAME for e in rows)
                operations.finish(draft, done, at=at)
    except (FileRefused, Refused) as refusal:
        flash(str(refusal), "error")
    return redirect(here, 303)


def _draft(meeting: Meeting, public_id: UUID) -> RegistrationImport:
    return queries.draft(str(public_id), meeting.id) or abort(404)


def _forgotten(slug: str) -> ResponseReturnValue:
    """Back to sending a table: the rows of this one are gone."""
    flash(
        _(
            "The rows of this table were deleted: the data of somebody who stood in it have been "
            "erased meanwhile. Send the table again without her."
        ),
        "warning",
    )
    return redirect(url_for("registration.import_people", slug=slug), 303)


def _look(meeting: Meeting, draft: RegistrationImport) -> Looked:
    return look_through(
        draft.content,
        meeting.id,
        decisions=decisions_of(draft),
        lang=language.current(),
        everybody=current_user.meetings_for(Right.MANAGE) is None,
        limit=_limit(),
        at=clock.now(),
        dates=draft.dates,
        status=draft.status,
    )


def _limit() -> int:
    return int(current_app.config["SETTINGS"].max_upload_mb) * 1024 * 1024


def _said() -> dict[int, Decision]:
    """What the page says of the rows it showed; an unticked row is left out."""
    form = request.form
    taken, told = set(form.getlist("take")), set(form.getlist("told"))
    return {
        int(line): Decision(
            state=form.get(f"state-{line}", "")[:2],
            person=form.get(f"person-{line}", "")[:36],
            is_left_out=line not in taken,
            comes_again=line in taken & told,
        )
        for line in form.getlist("shown")[: SIZE * 2]
        if line.isdigit()
    }


def _shown(meeting: Meeting, draft: RegistrationImport, looked: Looked) -> str:
    lang = language.current()
    counts = {sort: sum(each.sort == sort for each in looked.rows) for sort in ORDER}
    first = next((sort for sort in ORDER if counts[sort]), Sort.NEW)
    asked = request.args.get("show", "")
    sort = Sort(asked) if asked in set(Sort) else first
    number = max(request.args.get("page", 1, type=int), 1)
    rows = [each for each in looked.rows if each.sort == sort]
    page = Page(rows[(number - 1) * SIZE : number * SIZE], number, SIZE, len(rows))
    where: dict[str, Any] = {"slug": meeting.slug, "public_id": draft.public_id}
    return render_template(
        "registration/import_preview.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        draft=draft,
        looked=looked,
        counts=counts,
        sorts=ORDER,
        sort=sort,
        page=page,
        as_line=_as_line(page.items),
        asks_state=sort == Sort.BAD and any(each.asks_state for each in page.items),
        taken=sum(each.is_taken for each in looked.rows),
        alike=len(all_new(looked.rows)) if sort == Sort.DOUBT else 0,
        where=where,
        questions=queries.questions_of(meeting.id),
        import_words=import_words,
        words=words,
        reasons=LIKENESS,
        country=countries.name,
        called=called,
        named=lambda codes: _named(codes, lang),
        gone=lambda each: import_words.gone(each.gone, lang=lang, zone=meeting.time_zone),
        orders=Order,
        href=lambda number: url_for(
            "registration.look_through_table", **where, show=sort, page=number
        ),
    )


def _named(codes: Sequence[str], lang: str) -> list[tuple[str, str]]:
    """States with their names in the order of a language."""
    named = [(code, countries.name(code, lang)) for code in codes]
    return sorted(named, key=lambda each: fold(each[1])) if len(codes) > 2 else named


def _as_line(rows: Sequence[Judged]) -> dict[int, int]:
    """Line -> the first line of those shown that spells its State so: asked about once, there."""
    first: dict[str, int] = {}
    asking = (each for each in rows if each.asks_state)
    return {each.line: first.setdefault(each.written.spelled, each.line) for each in asking}


def _reason(each: Judged, zone: str) -> str:
    if each.sort == Sort.BAD:
        told = [(called(each.column), each.reason) for each in each.written.problems]
        return " ".join(
            _("%(label)s: %(value)s", label=column, value=reason) if column else str(reason)
            for column, reason in told
        )
    if each.sort == Sort.DOUBT and each.gone is not None:
        return import_words.gone(each.gone, lang=language.current(), zone=zone)
    if each.sort == Sort.DOUBT and each.doubt is not None:
        return str(each.doubt)
    if each.sort == Sort.DOUBT and each.full is not None:
        return import_words.full(each.full)
    if each.sort == Sort.DOUBT:
        return str(import_words.SORTS[Sort.DOUBT])
    return _("Left out") if each.decision.is_left_out else ""


def _csv(lines: Sequence[Sequence[tables.Cell]], filename: str) -> Response:
    answer = Response(b"".join(tables.write_csv(lines)), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer
