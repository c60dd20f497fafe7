"""Documents for whoever has a link to her own page: what a participant or a member may read."""

from __future__ import annotations

import uuid

from flask import Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import Audiences
from meetings.calendar.rules.documents import in_force
from meetings.desk.audiences import of_participation
from meetings.desk.views.blueprint import bp
from meetings.desk.views.downloads import document_answer, zip_answer
from meetings.permissions import public
from meetings.registration import queries as registration
from meetings.registration.models import Participation


@bp.get("/my/<token>/documents")
@public
def my_documents(token: str) -> ResponseReturnValue:
    """The meeting's documents, and those of the bodies to which she belongs."""
    found, reader, at = *_reader(token), clock.now()
    standing, earlier = in_force(queries.papers_of_meeting(found.meeting_id, reader, at=at))
    names = {body.code: body for body in calendar.bodies()}
    bodies = [
        (names[code], *in_force(queries.papers_of_body(code, reader, at=at)))
        for code in sorted(reader.bodies, key=lambda code: names[code].sort)
    ]
    page = render_template(
        "desk/my_documents.html",
        meeting=found.meeting,
        about=calendar.text_of(found.meeting_id, language.current()),
        papers=standing,
        earlier=earlier,
        bodies=[each for each in bodies if each[1]],
        has_files={code for paper in standing for code in paper.files},
        now=at,
        token=token,
    )
    return _unseen(make_response(page))


@bp.get("/my/<token>/documents/<uuid:public_id>/<lang:language>")
@public
def my_document(token: str, public_id: uuid.UUID, language: str) -> ResponseReturnValue:
    """One document in one language, as a file to keep."""
    _found, reader = _reader(token)
    paper = queries.paper(str(public_id), reader, at=clock.now())
    if paper is None:
        abort(404)
    return _unseen(document_answer(paper, language, is_public=False, lang=_lang()))


@bp.get("/my/<token>/documents/<lang:language>.zip")
@public
def my_documents_zip(token: str, language: str) -> ResponseReturnValue:
    """Every document of the meeting that she may read, in one language."""
    found, reader = _reader(token)
    papers = queries.papers_of_meeting(found.meeting_id, reader, at=clock.now())
    name = f"{found.meeting.slug} {language.upper()}.zip"
    standing = in_force(papers)[0]
    return _unseen(zip_answer(standing, language, name=name, is_public=False, lang=_lang()))


def _lang() -> str:
    return language.current()


def _reader(token: str) -> tuple[Participation, Audiences]:
    found = registration.by_link(token)
    if found is None:
        abort(404)
    return found, of_participation(found, at=clock.now())


def _unseen(answer: Response) -> Response:
    """Never kept by a cache, its address told to nobody."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
