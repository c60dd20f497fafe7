"""Writing documents: what is said of them, their publication and revisions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from meetings import files
from meetings.actor import Actor
from meetings.calendar.models import AgendaDocument, Document, Meeting
from meetings.calendar.operations import revisions
from meetings.calendar.operations.document_files import Upload, put_files, record
from meetings.calendar.operations.privacy import keep_links_out
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import symbols
from meetings.calendar.rules.documents import (
    DocumentFacts,
    check_document,
    cleaned_document,
    in_force,
    revised_title,
    was_published,
)
from meetings.db import db, one_at_a_time
from meetings.errors import Refused
from meetings.localized import folded, pick

FACTS = tuple(DocumentFacts.__dataclass_fields__)


def add_document(
    facts: DocumentFacts,
    *,
    by: Actor,
    at: datetime,
    meeting: Meeting | None = None,
    body_code: str | None = None,
    uploads: Iterable[Upload] = (),
    public_id: str | None = None,
) -> Document:
    """Make a document of a meeting, or of a body itself; nobody but officers reads it yet.

    One whose symbol says that it is a revision replaces what it revises, which is kept.
    With a `public_id` (of a form) that made a document before, that one is given back as it is.
    Raises Refused (with `field`) when the facts are not sound; nothing is written then.
    """
    facts = _sound(facts, has_meeting=meeting is not None)
    if public_id is not None:
        one_at_a_time(f"document:{public_id}")
        made = queries.document(public_id)
        owner = (meeting.id if meeting else None, None if meeting else body_code)
        if made is not None and (made.meeting_id, made.body_code) == owner:
            return made
        public_id = public_id if made is None else None
    document = Document(
        public_id=public_id or str(uuid.uuid4()),
        meeting_id=meeting.id if meeting else None,
        body_code=None if meeting else body_code,
        revision=symbols.revision_of(facts.symbol),
        search="",
        created_at=at,
        changed_at=at,
        files=[],
    )
    _apply(document, facts)
    db.session.add(document)
    db.session.flush()
    revisions.follow_symbol(document)
    changes = {"title": facts.title, "symbol": facts.symbol, "type": facts.type}
    record("add", document, by=by, at=at, **changes)
    put_files(document, uploads, by=by, at=at)
    _put_in_order(document)
    return document


def edit_document(document: Document, facts: DocumentFacts, *, by: Actor, at: datetime) -> bool:
    """Change what is said of a document. Returns whether anything changed.

    Where its symbol stood for a title, the corrected one does.
    Raises Refused (with `field`) when the facts are not sound.
    """
    before = facts_of_document(document)
    if before.symbol:
        title = revised_title(facts.title, symbol=before.symbol, revised=facts.symbol)
        facts = replace(facts, title=title)
    facts = _sound(facts, has_meeting=document.meeting_id is not None)
    changes = {
        name: [getattr(before, name), getattr(facts, name)]
        for name in FACTS
        if getattr(before, name) != getattr(facts, name)
    }
    if not changes:
        return False
    _apply(document, facts)
    if "symbol" in changes:
        revisions.follow_symbol(document, before=before.symbol)
        number = symbols.revision_of(facts.symbol)
        document.revision = number if document.replaces_id is None or number else document.revision
    document.changed_at = at
    db.session.flush()
    _put_in_order(document)
    record("edit", document, by=by, at=at, **changes)
    return True


def facts_of_document(document: Document) -> DocumentFacts:
    """What is said of a document: what a form shows and an edit starts from."""
    return DocumentFacts(**{name: getattr(document, name) for name in FACTS})


def publish_document(
    document: Document, *, by: Actor, at: datetime, when: datetime | None = None
) -> bool:
    """Let those read a document for whom it is, now or from an instant on.

    Returns whether anything changed. One that is out already stays so; only for later it is moved.
    """
    is_out = document.published_at is not None and document.published_at <= at
    wanted = max(when, at) if when else at
    if (is_out and wanted <= at) or document.published_at == wanted:
        return False
    if not was_published(document.first_published_at, at=at):
        document.first_published_at = wanted
    document.published_at = wanted
    document.changed_at = at
    db.session.flush()
    record("publish", document, by=by, at=at, published_at=wanted.isoformat())
    return True


def unpublish_document(document: Document, *, by: Actor, at: datetime) -> bool:
    """Let nobody but officers read a document any more. Returns whether anything changed."""
    if document.published_at is None:
        return False
    if not was_published(document.first_published_at, at=at):
        document.first_published_at = None
    document.published_at = None
    document.changed_at = at
    db.session.flush()
    record("unpublish", document, by=by, at=at)
    return True


def revise_document(document: Document, *, by: Actor, at: datetime) -> Document:
    """Begin the revision that replaces a document: its facts, the next rev., no files yet.

    The earlier one is kept and stands until the revision is published. Points of the agenda have
    both. Raises Refused when there is a revision already.
    """
    revisions.alone(document)
    if queries.replacement(document) is not None:
        sentence = _l("This document has a revision already: revise that one.")
        raise Refused(sentence, code="revised")
    facts = facts_of_document(document)
    revision = Document(
        public_id=str(uuid.uuid4()),
        meeting_id=document.meeting_id,
        body_code=document.body_code,
        revision=document.revision + 1,
        search="",
        created_at=at,
        changed_at=at,
        files=[],
    )
    symbol = symbols.next_revision(facts.symbol)
    title = revised_title(facts.title, symbol=facts.symbol, revised=symbol)
    _apply(revision, replace(facts, symbol=symbol, title=title))
    db.session.add(revision)
    db.session.flush()
    revisions.take_place(revision, document)
    _put_in_order(revision)
    record("revise", revision, by=by, at=at, replaces=document.public_id)
    return revision


def remove_document(document: Document, *, by: Actor, at: datetime) -> None:
    """Delete a document and its files.

    Raises Refused when it was public at any time, or when a revision replaces it.
    """
    if was_published(document.first_published_at, at=at):
        sentence = _l("A document that was published is kept: take it back instead.")
        raise Refused(sentence, code="was_published")
    if queries.replacement(document) is not None:
        raise Refused(
            _l("A revision replaces this document: remove that one first."), code="revised"
        )
    for row in document.files:
        files.delete_after_commit(row.storage_key)
    changes = {"title": document.title, "symbol": document.symbol}
    record("remove", document, by=by, at=at, **changes)
    db.session.execute(delete(AgendaDocument).where(AgendaDocument.document_id == document.id))
    db.session.delete(document)
    db.session.flush()


def copy_documents(
    source: Meeting, target: Meeting, *, by: Actor, at: datetime
) -> dict[int, Document]:
    """Give a meeting the list of another one's documents: titles, types, access, no files.

    Symbols are given once and are not copied; what was replaced is left out. Returns each source's
    id with its copy, so that points of the agenda can be led to it.
    """
    standing, _earlier = in_force(queries.documents(meeting_id=source.id))
    return {
        each.id: add_document(
            replace(facts_of_document(each), symbol=""), meeting=target, by=by, at=at
        )
        for each in standing
    }


def _sound(facts: DocumentFacts, *, has_meeting: bool) -> DocumentFacts:
    facts = cleaned_document(facts)
    check_document(facts, has_meeting=has_meeting)
    keep_links_out({"title": facts.title, "symbol": facts.symbol})
    return facts


def _apply(document: Document, facts: DocumentFacts) -> None:
    for name in FACTS:
        setattr(document, name, getattr(facts, name))
    document.symbol_key = symbols.symbol_key(facts.symbol)
    words = folded(facts.symbol, facts.title)
    document.search = f"{words}\n{symbols.search_keys(facts.symbol)}".strip()


def _put_in_order(document: Document) -> None:
    """Number the documents beside this one by symbol, then title: `sort` is what lists obey."""
    beside = queries.documents(meeting_id=document.meeting_id, body_code=document.body_code)
    beside.sort(
        key=lambda each: (symbols.natural(each.symbol), pick(each.title, "en").text, each.id)
    )
    for number, each in enumerate(beside, 1):
        if each.sort != number:
            each.sort = number
    db.session.flush()
