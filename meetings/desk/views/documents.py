"""Documents for readers: of a meeting, by search, one file, one zip for each language."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import Audiences, may_read
from meetings.calendar.rules.documents import in_force
from meetings.desk.views.blueprint import bp
from meetings.desk.views.downloads import document_answer, zip_answer
from meetings.permissions import Right, allow, public

ANYONE = Audiences()


def audiences() -> Audiences:
    """What whoever is signed in manages; anyone else is anyone."""
    if not (current_user.is_authenticated and current_user.may(Right.MANAGE)):
        return ANYONE
    return Audiences(manages=current_user.meetings_for(Right.MANAGE))


@bp.get("/meetings/<slug>/documents")
@public
def documents(slug: str) -> ResponseReturnValue:
    """A meeting's documents by type and symbol, as far as the reader may read them."""
    meeting = _meeting(slug)
    if meeting.slug != slug:
        return redirect(url_for("desk.documents", slug=meeting.slug), 308)
    found = queries.papers_of_meeting(meeting.id, audiences(), at=clock.now())
    standing, earlier = in_force(found)
    return render_template(
        "desk/documents.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        papers=standing,
        earlier=earlier,
        now=clock.now(),
        has_files={code for paper in standing for code in paper.files},
        manages=audiences() != ANYONE,
    )


@bp.get("/documents/<uuid:public_id>/<lang:language>")
@public
def document(public_id: uuid.UUID, language: str) -> ResponseReturnValue:
    """One document in one language, as a file to keep."""
    at = clock.now()
    paper = queries.paper(str(public_id), audiences(), at=at)
    if paper is None:
        abort(404)
    return document_answer(paper, language, is_public=may_read(paper, ANYONE, at=at), lang=_lang())


@bp.get("/manage/documents/<uuid:public_id>/earlier/<int:number>")
@allow(Right.MANAGE)
def earlier_file(public_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """A file in whose place another one came, for the officers of its document."""
    at, reader = clock.now(), audiences()
    paper = queries.paper(str(public_id), reader, at=at)
    manages = reader.manages is None or (paper is not None and paper.meeting_id in reader.manages)
    if paper is None or not manages:
        abort(404)
    kept = {each.id: each for each in queries.earlier_files(paper.id)}.get(number)
    if kept is None:
        abort(404)
    names = queries.PaperFile.__dataclass_fields__
    file = queries.PaperFile(**{name: getattr(kept, name) for name in names})
    paper = replace(paper, files={file.language: file})
    return document_answer(paper, file.language, is_public=False, lang=_lang())


@bp.get("/meetings/<slug>/documents/<lang:language>.zip")
@public
def documents_zip(slug: str, language: str) -> ResponseReturnValue:
    """Every document that stands and that the reader may read, in one language."""
    meeting = _meeting(slug)
    at = clock.now()
    standing, _earlier = in_force(queries.papers_of_meeting(meeting.id, audiences(), at=at))
    is_public = all(may_read(paper, ANYONE, at=at) for paper in standing)
    name = f"{meeting.slug} {language.upper()}.zip"
    return zip_answer(standing, language, name=name, is_public=is_public, lang=_lang())


@bp.get("/documents")
@public
def search_documents() -> ResponseReturnValue:
    """Documents by symbol, however it is spelt, and by words of their titles."""
    q = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:200]
    number = request.args.get("page", "1")
    page = queries.search_documents(
        q,
        audiences(),
        lang=language.current(),
        at=clock.now(),
        page=int(number[:6]) if number.isascii() and number.isdecimal() else 1,
        size=current_app.config["SETTINGS"].page_size,
    )
    return render_template(
        "desk/search_documents.html",
        page=page,
        q=q,
        now=clock.now(),
        href=lambda number: url_for("desk.search_documents", q=q or None, page=number),
    )


def shown_on_page(meeting_id: int, *, at: datetime) -> list[queries.Paper]:
    """The documents that stand, for a meeting's own page: one statement."""
    return in_force(queries.papers_of_meeting(meeting_id, audiences(), at=at))[0]


def _lang() -> str:
    return language.current()


def _meeting(slug: str) -> Meeting:
    """A meeting that the reader may see; 404 for any other."""
    found = calendar.by_slug(slug, drafts=True)
    reader = audiences()
    manages = found is not None and (reader.manages is None or found.id in reader.manages)
    if found is None or not (found.published_at or manages):
        abort(404)
    return found
