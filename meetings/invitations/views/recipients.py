"""To whom a mailing goes: one source after the other, each by a form of its own."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.directory.queries import tags
from meetings.directory.rules.lookalikes import ask_back
from meetings.errors import FileRefused, Refused, RowProblem
from meetings.fields import RefusingForm
from meetings.invitations import operations
from meetings.invitations.forms import SheetForm
from meetings.invitations.models import EDITABLE, Mailing
from meetings.invitations.rules import sheet
from meetings.invitations.views import choices, sources
from meetings.invitations.views.blueprint import bp
from meetings.invitations.views.scope import mailing_of, manages_all
from meetings.localized import fold
from meetings.permissions import Right, allow

KINDS = ("body", "meeting", "tag", "status", "people", "file")
MOST_LINES = 10  # of those that write a State in the same way


@dataclass(frozen=True)
class Doubt:
    """A State as a table writes it, the lines that do, and what is asked of it."""

    written: str
    lines: str
    question: str


@bp.get("/manage/meetings/<slug>/invitations/<uuid:public_id>/recipients")
@allow(Right.MANAGE)
def recipients(slug: str, public_id: object) -> ResponseReturnValue:
    """The sources there are, and a form for each kind of source."""
    return _page(mailing_of(slug, public_id))


@bp.post("/manage/meetings/<slug>/invitations/<uuid:public_id>/recipients/<kind>")
@allow(Right.MANAGE)
def add_source(slug: str, public_id: object, kind: str) -> ResponseReturnValue:
    """Add a source; a search only shows whom it finds, for no name stands in an address."""
    found = mailing_of(slug, public_id)
    forms = choices.forms(found)
    form = forms.get(kind)
    if form is None or not form.validate():
        return _page(found, forms), 422
    if kind == "people" and request.form.get("do") == "find":
        return _page(found, forms)
    problems: list[RowProblem] = []
    doubts: list[Doubt] = []
    try:
        source = (
            _from_sheet(form, problems, doubts) if isinstance(form, SheetForm) else _of(form, kind)
        )
        with transaction():
            by, at = current_user.actor, clock.now()
            operations.add_source(mailing_of(slug, public_id), source, by=by, at=at)
    except (Refused, FileRefused) as refusal:
        if isinstance(refusal, Refused):
            form.refuse(refusal)
        else:
            form.form_errors.append(str(refusal.sentence))
        return _page(mailing_of(slug, public_id), forms, problems, doubts), 422
    _say_added(source)
    return redirect(_to(slug, public_id), 303)


@bp.post("/manage/meetings/<slug>/invitations/<uuid:public_id>/recipients/remove")
@allow(Right.MANAGE)
def remove_source(slug: str, public_id: object) -> ResponseReturnValue:
    """Take a source away."""
    number = request.form.get("number", -1, type=int)
    try:
        with transaction():
            by, at = current_user.actor, clock.now()
            operations.remove_source(mailing_of(slug, public_id), number, by=by, at=at)
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(_to(slug, public_id), 303)


def _of(form: RefusingForm, kind: str) -> dict[str, Any]:
    """What a form says, as a mailing keeps it."""
    made = choices.source(form, kind)
    if not made:
        raise Refused(_("Choose at least one."))
    return made


def _from_sheet(form: SheetForm, problems: list[RowProblem], doubts: list[Doubt]) -> dict[str, Any]:
    """The people of a table. Raises FileRefused for no table, and Refused while lines are wrong and
    are not to be left out, or name States that must be asked back; what was sent stands in the
    form's text then."""
    sent = form.file.data
    text = sheet.decoded(sent.read(sheet.MOST_BYTES + 1)) if sent else form.text.data or ""
    form.text.data = text
    if not text.strip():
        raise Refused(_("Choose a file, or paste a table."), field="text")
    known = {
        fold(name): each.code
        for each in directory.capacities()
        for name in (each.code, *each.names.values())
    }
    read = sheet.read_people(text, capacities=known)
    problems += read.problems
    if (read.problems and not form.skip.data) or not read.rows:
        count = len({each.line for each in read.problems})
        sentence = ngettext(
            "%(num)d line cannot be read: correct it, or leave it out.",
            "%(num)d lines cannot be read: correct them, or leave them out.",
            count,
        )
        raise Refused(sentence, field="text", code="rows")
    _ask_back(form, read, doubts)
    if read.doubles:
        flash(
            ngettext(
                "%(num)d line named somebody a second time: she is written to once.",
                "%(num)d lines named somebody a second time: each is written to once.",
                read.doubles,
            ),
            "warning",
        )
    return {"file": [row | {"key": uuid.uuid4().hex[:16]} for row in read.rows]}


def _ask_back(form: SheetForm, read: sheet.Sheet, doubts: list[Doubt]) -> None:
    """Ask once whether States are meant that are easily taken for others: `sure` keeps the ones
    that were asked about. Raises Refused with a question for each spelling, and its lines."""
    sure, lang = (form.sure.data or "").split(), language.current()
    form.sure.data = " ".join(sorted({each.code for each in read.doubted}))
    for each in read.doubted:
        confirmed = each.code if each.code in sure else ""
        try:
            ask_back(each.code, confirmed=confirmed, field="country", lang=lang)
        except Refused as refusal:
            doubts.append(Doubt(each.written, _lines(each.lines), str(refusal)))
    if doubts:
        sentence = _("Some States are easily taken for others: look at the lines that are named.")
        raise Refused(sentence, field="text", code="lookalike")


def _lines(numbers: Sequence[int]) -> str:
    """The first lines, and how many more there are."""
    first, more = [str(each) for each in numbers[:MOST_LINES]], len(numbers) - MOST_LINES
    if more > 0:
        first.append(ngettext("%(num)d more", "%(num)d more", more))
    return ", ".join(first)


def _say_added(source: dict[str, Any]) -> None:
    """How many of a table, or whether a tag names anybody at all."""
    rows = source.get("file")
    if "tag" in source and not any(tags.invitees(source["tag"], country=source["country"])):
        flash(_("Nobody bears this tag: nobody new is on the list."), "warning")
        return
    if rows is None:
        flash(_("They are on the list."), "success")
        return
    said = ngettext(
        "%(num)d person of the table is on the list.",
        "%(num)d people of the table are on the list.",
        len(rows),
    )
    flash(said, "success")


def _page(
    found: Mailing,
    forms: dict[str, RefusingForm] | None = None,
    problems: list[RowProblem] | None = None,
    doubts: list[Doubt] | None = None,
) -> str:
    lang = language.current()
    return render_template(
        "invitations/recipients.html",
        meeting=found.meeting,
        about=calendar.text_of(found.meeting_id, lang),
        mailing=found,
        is_open=found.state in EDITABLE,
        forms=forms or choices.forms(found),
        sources=sources.spoken(found, lang),
        problems=problems or [],
        doubts=doubts or [],
        reads_directory=manages_all(),
        limit=current_app.config["SETTINGS"].max_upload_mb,
    )


def _to(slug: str, public_id: object) -> str:
    return url_for("invitations.recipients", slug=slug, public_id=public_id)
