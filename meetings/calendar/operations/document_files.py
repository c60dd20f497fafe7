"""Writing the files of documents: one a language, earlier ones kept where they were read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit, files
from meetings.actor import Actor
from meetings.calendar.models import Document, DocumentFile, EarlierFile
from meetings.calendar.rules.documents import was_published
from meetings.db import db, one_at_a_time
from meetings.errors import Refused
from meetings.filetypes import Inspected
from meetings.localized import LANGUAGES

LONGEST_LABEL = 120


@dataclass(frozen=True)
class Upload:
    """A file of a document in one language: what it is, and where it is kept already."""

    language: str
    inspected: Inspected
    kept: files.Kept


def put_files(document: Document, uploads: Iterable[Upload], *, by: Actor, at: datetime) -> None:
    """Give a document its files, each in place of an earlier one of its language.

    The earlier one goes, unless it could be read: that one is kept for officers. A first file's
    language is taken for the original one, where none was named; of several that come together
    nobody can tell which it is.
    """
    has_any = bool(document.files)
    for upload in uploads:
        _put(document, upload, by=by, at=at)
    if not has_any and len(document.files) == 1:
        document.original_language = document.original_language or document.files[0].language
        db.session.flush()


def _put(document: Document, upload: Upload, *, by: Actor, at: datetime) -> None:
    if upload.language not in LANGUAGES:
        raise Refused(_l("Choose one from the list."), field="language", code="unknown")
    _taken_in_turn(document)
    row = next((each for each in document.files if each.language == upload.language), None)
    if row is None:
        row = DocumentFile(language=upload.language)
        document.files.append(row)
    elif row.storage_key == upload.kept.key:
        return
    else:
        _put_aside(document, row, at=at)
    row.storage_key = upload.kept.key
    row.filename = upload.inspected.filename
    row.content_type = upload.inspected.content_type
    row.size, row.sha256 = upload.kept.size, upload.kept.sha256
    row.uploaded_at, row.actor_label = at, by.label[:LONGEST_LABEL]
    document.changed_at = at
    db.session.flush()
    changes = {"filename": row.filename, "sha256": row.sha256}
    record("file", document, by=by, at=at, language=upload.language, **changes)


def remove_file(document: Document, language: str, *, by: Actor, at: datetime) -> bool:
    """Take a document's file in a language away for good. Returns whether there was one."""
    row = next((each for each in document.files if each.language == language), None)
    if row is None:
        return False
    files.delete_after_commit(row.storage_key)
    document.files.remove(row)
    document.changed_at = at
    db.session.flush()
    changes = {"filename": row.filename, "sha256": row.sha256}
    record("remove_file", document, by=by, at=at, language=language, **changes)
    return True


def _put_aside(document: Document, row: DocumentFile, *, at: datetime) -> None:
    """Keep a file that its readers could open; any other one is removed."""
    if not was_published(document.first_published_at, at=at):
        files.delete_after_commit(row.storage_key)
        return
    names = ("language", "storage_key", "filename", "content_type", "size", "sha256")
    kept = {name: getattr(row, name) for name in (*names, "uploaded_at", "actor_label")}
    db.session.add(EarlierFile(document_id=document.id, until=at, **kept))


def _taken_in_turn(document: Document) -> None:
    """Let two officers who change the same document do so one after the other."""
    one_at_a_time(f"document:{document.id}")
    db.session.refresh(document, ["files"])


def record(verb: str, document: Document, *, by: Actor, at: datetime, **changes: object) -> None:
    """Leave the audit line of what was done with a document."""
    subject = ("document", document.public_id)
    audit.record(f"calendar.document_{verb}", subject, by=by, at=at, changes=changes)
