"""How files leave: as attachments that no browser opens as a page of ours, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import Response, abort, current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext
from zipstream import ZIP_STORED, ZipStream

from meetings import files
from meetings.calendar.queries.documents import Paper, PaperFile
from meetings.calendar.rules.documents import ascii_name, download_name, zip_names
from meetings.errors import FileLost
from meetings.localized import pick

SANDBOX = "sandbox; default-src 'none'"
FRESH = 300  # seconds for which a cache may answer without asking again


def document_answer(paper: Paper, language: str, *, is_public: bool, lang: str) -> Response:
    """A document's file in a language; 404 where there is none, 503 while nobody can know.

    Only what anyone may read may be kept by a cache that serves several readers.
    """
    file = paper.files.get(language)
    if file is None:
        abort(404)
    answer = Response(mimetype=file.content_type)
    answer.set_etag(file.sha256)
    _attach(answer, _name(paper, file, lang), is_public=is_public)
    if answer.make_conditional(request).status_code == 304:
        return answer
    answer.headers["Content-Length"] = str(file.size)
    if request.method == "HEAD":
        return answer
    try:
        answer.response = files.read(file.storage_key)
    except FileLost:
        current_app.logger.error("the file of document %s is lost", paper.public_id)
        raise
    return answer


def zip_answer(
    papers: Sequence[Paper], language: str, *, name: str, is_public: bool, lang: str
) -> Response:
    """One zip of the documents in a language; another one stands in, marked in the file's name.

    Where the storage has lost a file, the others come all the same, and a note names it; while it
    does not answer, nothing comes.
    """
    chosen = [(paper, file) for paper in papers if (file := paper.best(language))]
    if not chosen:
        abort(404)
    names = zip_names(
        [(_name(paper, file, lang), _mark(paper, file, language)) for paper, file in chosen]
    )
    stream = ZipStream(compress_type=ZIP_STORED, sized=True)
    lost = []
    for (paper, file), inside in zip(chosen, names, strict=True):
        if files.is_there(file.storage_key):
            stream.add(files.read_later(file.storage_key), inside, size=file.size)
        else:
            current_app.logger.error("the file of document %s is lost", paper.public_id)
            lost.append(inside)
    if len(lost) == len(chosen):
        raise FileLost
    if lost:
        stream.add(_note_of(lost), ascii_name(_("Missing files")) + ".txt")
    answer = Response(mimetype="application/zip")
    _attach(answer, name, is_public=is_public)
    answer.headers["Content-Length"] = str(len(stream))
    if request.method != "HEAD":
        answer.response = iter(stream)
    return answer


def _note_of(lost: Sequence[str]) -> bytes:
    """What the zip says of the files that it lacks, for whoever opens it later."""
    sentence = ngettext(
        "This file could not be read when the archive was made. Ask the Secretariat for it:",
        "These files could not be read when the archive was made. Ask the Secretariat for them:",
        len(lost),
    )
    return "\r\n".join(("\ufeff" + sentence, "", *lost, "")).encode()


def _mark(paper: Paper, file: PaperFile, language: str) -> str:
    if file.language == language:
        return ""
    return "original" if file.language == paper.original_language else "only"


def _name(paper: Paper, file: PaperFile, lang: str) -> str:
    order = (lang, paper.original_language or "", *paper.title)
    title = pick(paper.title, file.language, order).text
    return download_name(paper.symbol, title, language=file.language, extension=file.extension)


def _attach(answer: Response, name: str, *, is_public: bool) -> None:
    names = {"filename": ascii_name(name), "filename*": f"UTF-8''{quote(name, safe='')}"}
    answer.headers.set("Content-Disposition", "attachment", **names)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if is_public:
        answer.cache_control.public = True
        answer.cache_control.max_age = FRESH
    else:
        answer.headers["Cache-Control"] = "private, no-cache"
