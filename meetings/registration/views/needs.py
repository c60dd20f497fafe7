"""Who stated access needs at a meeting, or answered a sensitive question: a list for who has the
right to these, officer or not; a file for who may take them along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, language, tables
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.permissions import Right, allow
from meetings.registration.queries import Filters, Row
from meetings.registration.queries import needs as queries
from meetings.registration.rules import list_columns, words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.exporting import as_file, pieces

COLUMNS = ("capacity", "represents", "mode", "status")


@bp.get("/manage/needs")
@allow(Right.SENSITIVE)
def confided() -> ResponseReturnValue:
    """The meetings at which access needs or sensitive answers were stated: names nobody."""
    size = current_app.config["SETTINGS"].page_size
    within = current_user.meetings_for(Right.SENSITIVE)
    page = queries.confided(language.current(), within=within, page=_number(), size=size)
    return render_template(
        "registration/confided.html",
        page=page,
        href=lambda number: url_for("registration.confided", page=number),
    )


@bp.get("/manage/meetings/<slug>/needs")
@allow(Right.SENSITIVE)
def needs(slug: str) -> ResponseReturnValue:
    """Who states access needs, with their texts, or what was answered to the sensitive question
    that is chosen; of each one who is shown it is noted."""
    meeting, lang = _meeting(slug, Right.SENSITIVE), language.current()
    if meeting.slug != slug:
        return redirect(url_for("registration.needs", slug=meeting.slug), 308)
    asked, filters = queries.questions(meeting.id, lang), _filters()
    about = _about(asked)
    size = current_app.config["SETTINGS"].page_size
    page = queries.stated(meeting.id, filters, about=about, page=_number(), size=size)
    _note([row.public_id for row in page.items])
    kept: dict[str, Any] = {"about": about or None, **filters.in_address}
    return render_template(
        "registration/needs.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        page=page,
        said=queries.words_of([row.id for row in page.items], lang, about=about),
        tell=list_columns.tellers(lang),
        asked=asked,
        chosen=about,
        filters=filters,
        kept=kept,
        capacities=[(each.code, each.name(lang)) for each in directory.capacities()],
        words=words,
        may_take_along=_reaches(meeting, Right.SENSITIVE_FILES),
        href=lambda number: url_for("registration.needs", slug=slug, page=number, **kept),
    )


@bp.get("/manage/meetings/<slug>/needs.<ending>")
@allow(Right.SENSITIVE_FILES)
def export_needs(slug: str, ending: str) -> ResponseReturnValue:
    """The same list as CSV or XLSX, for who has the right to take it along."""
    if ending not in tables.TYPES:
        abort(404)
    meeting, lang = _meeting(slug, Right.SENSITIVE_FILES), language.current()
    asked, filters = queries.questions(meeting.id, lang), _filters()
    about = _about(asked)
    changes = {"format": ending, "question": about, "filters": filters.in_address}
    subject, at = ("meeting", meeting.slug), clock.now()
    with transaction():
        by = current_user.actor
        audit.record("registration.export_sensitive", subject, by=by, at=at, changes=changes)
    _note(queries.who_stated(meeting.id, filters, about=about))
    named = {name: str(label) for name, label in list_columns.COLUMNS.items()}
    title = asked.get(about) or _("Access needs")
    heading = [_("Given names"), _("Surnames"), *(named[each] for each in COLUMNS), title]
    rows = queries.every_stated(meeting.id, filters, about=about)
    named_so = _("sensitive") if about else _("access-needs")
    filename = f"{meeting.slug}-{named_so}.{ending}"
    return as_file(_lines(heading, rows, about, lang), filename, title=_("Access needs"))


def _lines(
    heading: list[str], rows: Iterable[Row], about: str, lang: str
) -> Iterator[list[tables.Cell]]:
    """The heading, then a line for each registration."""
    yield list(heading)
    tell = list_columns.tellers(lang)
    for piece in pieces(rows):
        said = queries.words_of([row.id for row in piece], lang, about=about)
        for row in piece:
            told = [tell[each](row) for each in COLUMNS]
            yield [row.given_names, row.surnames, *told, said.get(row.id, "")]


def _meeting(slug: str, right: Right) -> Meeting:
    """A meeting, a draft too, at which the reader has the right; 404 for none, 403 elsewhere."""
    meeting = calendar.by_slug(slug, drafts=True)
    if meeting is None:
        abort(404)
    if not _reaches(meeting, right):
        abort(403)
    return meeting


def _reaches(meeting: Meeting, right: Right) -> bool:
    within = current_user.meetings_for(right)
    return within is None or meeting.id in within


def _about(asked: Iterable[str]) -> str:
    """The question that the address names; empty for access needs, 404 for one that is none of the
    meeting's sensitive ones."""
    about = request.args.get("about", "")
    if about and about not in asked:
        abort(404)
    return about


def _filters() -> Filters:
    """By capacity and by how she takes part: what has to be prepared differs by it."""
    mode = request.args.get("mode", "")
    capacity = request.args.get("capacity", "")[:40]
    return Filters(capacity=capacity, mode=mode if mode in set(words.MODE) else "")


def _number() -> int:
    return max(request.args.get("page", 1, type=int), 1)


def _note(public_ids: list[str]) -> None:
    """Leave the line that each reading of what is sensitive leaves, for each one who was read."""
    if public_ids:
        by, at = current_user.actor, clock.now()
        action = "registration.read_sensitive"
        with transaction():
            audit.record_each(action, "participation", public_ids, by=by, at=at)
