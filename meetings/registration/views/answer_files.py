"""Files that are sent as answers: checked by content, held for the form, given out to officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from meetings import audit, clock, files, filetypes, tokens
from meetings.calendar.rules.documents import ascii_name
from meetings.db import transaction
from meetings.errors import FileLost
from meetings.files import FORGOTTEN_AFTER, Kept
from meetings.filetypes import Inspected
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.models import AnswerFile, Participation
from meetings.registration.operations.answers import Given
from meetings.registration.queries import answers as queries
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import participation_of

PURPOSE = "answer-file"
HELD_FOR = FORGOTTEN_AFTER / 2  # a file without a row goes when a day has passed
SANDBOX = "sandbox; default-src 'none'"


@dataclass(frozen=True)
class Held:
    """The files of one form: `key` is its nonce, or the registration that it belongs to."""

    key: str

    def take(self, sent: FileStorage, question: str) -> str:
        """Keep a file, and seal where. Raises Refused for another content than its name says, for
        too large a one, and when the storage does not answer."""
        most = current_app.config["SETTINGS"].max_upload_mb
        found = filetypes.inspect(sent.stream, sent.filename or "", most_mb=most)
        kept = files.keep(sent.stream)
        until = (clock.now() + HELD_FOR).isoformat()
        what = [found.code, found.filename, kept.key, kept.size, kept.sha256]
        return tokens.seal(PURPOSE, [self.key, question, until, *what])

    def read(self, note: str, question: str) -> Given | None:
        """The file of a note that this very form bears, within half a day."""
        found = tokens.unseal(PURPOSE, note)
        if not isinstance(found, list) or len(found) != 8:
            return None
        form, asked, until, code, filename, key, size, sha256 = found
        if (form, asked) != (self.key, question) or datetime.fromisoformat(until) < clock.now():
            return None
        return Given(Inspected(code, filename), Kept(key, size, sha256))


@bp.get("/manage/registrations/<public_id>/files/<file_id>")
@allow(Right.MANAGE)
def answer_file(public_id: str, file_id: str) -> ResponseReturnValue:
    """A file that somebody gave as an answer, always as an attachment; one to a sensitive question
    only with the right to those, and noted."""
    found = participation_of(public_id)
    pair = queries.file(file_id)
    if pair is None or pair[0].participation_id != found.id:
        abort(404)
    file, question = pair
    if question.is_sensitive:
        if not may_read_sensitive(found):
            abort(403)
        note_reading(found)
    return _attached(file)


@bp.get("/manage/registrations/<public_id>/sensitive/files/<file_id>")
@allow(Right.SENSITIVE)
def sensitive_file(public_id: str, file_id: str) -> ResponseReturnValue:
    """A file that answers a sensitive question, for who reads these and may be no officer."""
    found = registration.by_public_id(public_id)
    pair = queries.file(file_id)
    if found is None or pair is None or pair[0].participation_id != found.id:
        abort(404)
    if not pair[1].is_sensitive or not may_read_sensitive(found):
        abort(403)
    note_reading(found)
    return _attached(pair[0])


def may_read_sensitive(found: Participation) -> bool:
    """Whether the signed-in user may read sensitive answers at this meeting."""
    if not current_user.may(Right.SENSITIVE):
        return False
    within = current_user.meetings_for(Right.SENSITIVE)
    return within is None or found.meeting_id in within


def note_reading(found: Participation) -> None:
    """Leave the audit line that each reading of sensitive answers leaves."""
    subject = ("participation", found.public_id)
    with transaction():
        audit.record("registration.read_sensitive", subject, by=current_user.actor, at=clock.now())


def _attached(file: AnswerFile) -> Response:
    answer = Response(mimetype=file.content_type)
    try:
        answer.response = files.read(file.storage_key)
    except FileLost:
        current_app.logger.error("the file of answer %s is lost", file.public_id)
        raise
    name = file.filename
    names = {"filename": ascii_name(name), "filename*": f"UTF-8''{quote(name, safe='')}"}
    answer.headers.set("Content-Disposition", "attachment", **names)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
