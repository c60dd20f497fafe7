"""Reading documents: what a reader may see of them, and the officer's lists."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import aliased, selectinload

from meetings.calendar.models import (
    Access,
    BodyTemplate,
    Document,
    DocumentFile,
    EarlierFile,
    Meeting,
    MeetingText,
    TemplateDocument,
)
from meetings.calendar.rules import symbols
from meetings.calendar.rules.documents import Audiences
from meetings.db import db
from meetings.lookup import every_word
from meetings.pagination import Page, offset


@dataclass(frozen=True)
class PaperFile:
    """A document's file in one language."""

    language: str
    storage_key: str
    filename: str
    content_type: str
    size: int
    sha256: str
    uploaded_at: datetime

    @property
    def extension(self) -> str:
        """The end of its name, which its content has settled."""
        return self.filename.rpartition(".")[2]


@dataclass(frozen=True)
class Paper:
    """A document as it is read, with its files by language in their order.

    `body` is its own or its meeting's; `is_shown`: its meeting is public.
    """

    id: int
    public_id: str
    symbol: str
    title: dict[str, str]
    type: str
    original_language: str | None
    access: str
    published_at: datetime | None
    revision: int
    replaces_id: int | None
    meeting_id: int | None
    body: str | None
    is_shown: bool
    slug: str | None
    files: dict[str, PaperFile] = field(default_factory=dict)

    def best(self, language: str) -> PaperFile | None:
        """Its file in a language, else in the original one, else in any."""
        for wanted in (language, self.original_language or "", *self.files):
            if wanted in self.files:
                return self.files[wanted]
        return None


_COLUMNS: Any = (
    Document.id,
    Document.public_id,
    Document.symbol,
    Document.title,
    Document.type,
    Document.original_language,
    Document.access,
    Document.published_at,
    Document.revision,
    Document.replaces_id,
    Document.meeting_id,
    func.coalesce(Document.body_code, Meeting.body_code),
    or_(Document.meeting_id.is_(None), Meeting.published_at.is_not(None)),
    Meeting.slug,
)
_FILE: Any = (
    DocumentFile.language,
    DocumentFile.storage_key,
    DocumentFile.filename,
    DocumentFile.content_type,
    DocumentFile.size,
    DocumentFile.sha256,
    DocumentFile.uploaded_at,
)


def readable(
    audiences: Audiences, *, at: datetime, document: Any = Document, meeting: Any = Meeting
) -> ColumnElement[bool]:
    """`rules.may_read` as a condition, for statements over documents joined with their meetings.

    `document` and `meeting` may be aliases.
    """
    if audiences.manages is None:
        return true()
    body = func.coalesce(document.body_code, meeting.body_code)
    is_shown = or_(document.meeting_id.is_(None), meeting.published_at.is_not(None))
    participants = _among(document.meeting_id, audiences.meetings)
    entitled = or_(
        and_(document.access == Access.PUBLIC, is_shown),
        and_(document.access == Access.PARTICIPANTS, participants),
        and_(document.access == Access.BODY, _among(body, audiences.bodies)),
    )
    managed = _among(document.meeting_id, audiences.manages)
    return or_(managed, and_(document.published_at <= at, entitled))


def _among(column: Any, values: frozenset[Any]) -> ColumnElement[bool]:
    return column.in_(sorted(values)) if values else false()


def papers_of_meeting(meeting_id: int, audiences: Audiences, *, at: datetime) -> list[Paper]:
    """What a reader may read of a meeting's documents, by symbol, in one statement."""
    return _papers(Document.meeting_id == meeting_id, readable(audiences, at=at))


def papers_of_body(body_code: str, audiences: Audiences, *, at: datetime) -> list[Paper]:
    """What a reader may read of a body's own documents, by symbol, in one statement."""
    return _papers(Document.body_code == body_code, readable(audiences, at=at))


def paper(public_id: str, audiences: Audiences, *, at: datetime) -> Paper | None:
    """A document that the reader may read, by its public id; None for any other."""
    found = _papers(Document.public_id == public_id, readable(audiences, at=at))
    return found[0] if found else None


def _papers(*conditions: ColumnElement[bool]) -> list[Paper]:
    found: dict[int, Paper] = {}
    for row in db.session.execute(_joined().where(*conditions)):
        paper = found.setdefault(row[0], Paper(*row[: len(_COLUMNS)]))
        if row[len(_COLUMNS)]:
            file = PaperFile(*row[len(_COLUMNS) :])
            paper.files[file.language] = file
    return list(found.values())


def _joined() -> Select[Any]:
    return (
        select(*_COLUMNS, *_FILE)
        .outerjoin(Meeting, Meeting.id == Document.meeting_id)
        .outerjoin(DocumentFile, DocumentFile.document_id == Document.id)
        .order_by(Document.sort, Document.id, DocumentFile.language)
    )


@dataclass(frozen=True)
class Found:
    """A document that a search found, and where it belongs."""

    paper: Paper
    meeting_title: str
    meeting_lang: str


def search_documents(
    q: str,
    audiences: Audiences,
    *,
    lang: str,
    at: datetime,
    page: int = 1,
    size: int = 50,
) -> Page[Found]:
    """What a reader may read whose symbol or titles hold every word, the latest first.

    Words are compared without accents and case; the whole of `q` also as a symbol, however it is
    spelt. What a revision that she may read has replaced is left out.
    """
    later, of_later = aliased(Document), aliased(Meeting)
    replaced = select(later.id).outerjoin(of_later, of_later.id == later.meeting_id)
    replaced = replaced.where(
        later.replaces_id == Document.id,
        readable(audiences, at=at, document=later, meeting=of_later),
    )
    wanted = (
        select(Document.id)
        .outerjoin(Meeting, Meeting.id == Document.meeting_id)
        .where(_holds(q), readable(audiences, at=at), ~replaced.exists())
    )
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    order: list[Any] = [
        Document.published_at.is_(None).desc(),
        Document.published_at.desc(),
        Document.id,
    ]
    ids = db.session.scalars(wanted.order_by(*order).limit(size).offset(offset(page, size))).all()
    papers = {each.id: each for each in _papers(Document.id.in_(ids))} if ids else {}
    meetings = {each.meeting_id for each in papers.values() if each.meeting_id}
    titles = select(MeetingText.meeting_id, MeetingText.title, MeetingText.title_lang).where(
        MeetingText.meeting_id.in_(meetings), MeetingText.lang == lang
    )
    names = {row[0]: (row[1], row[2]) for row in db.session.execute(titles)} if meetings else {}
    found = [
        Found(papers[each], *names.get(papers[each].meeting_id or 0, ("", lang))) for each in ids
    ]
    return Page(found, max(page, 1), size, total)


def _holds(q: str) -> ColumnElement[bool]:
    return every_word(Document.search, symbols.bare_key(q) if symbols.is_symbol_like(q) else q)


def documents(*, meeting_id: int | None = None, body_code: str | None = None) -> list[Document]:
    """Every document of a meeting, or of a body itself, with its files: for officers."""
    owner = Document.meeting_id == meeting_id if meeting_id else Document.body_code == body_code
    wanted = select(Document).where(owner).options(selectinload(Document.files))
    return list(db.session.scalars(wanted.order_by(Document.sort, Document.id)))


def document(public_id: str) -> Document | None:
    """One document with its files, for officers."""
    try:
        wanted = str(uuid.UUID(public_id))
    except ValueError:
        return None
    return db.session.scalar(
        select(Document).where(Document.public_id == wanted).options(selectinload(Document.files))
    )


def replacement(document: Document) -> Document | None:
    """The revision that replaces a document."""
    return db.session.scalar(select(Document).where(Document.replaces_id == document.id))


def replaced(document: Document) -> Document | None:
    """The document that a revision replaces."""
    return db.session.get(Document, document.replaces_id) if document.replaces_id else None


def in_use(symbol: str, *, lang: str, besides: int | None = None) -> str | None:
    """Where a symbol is already, in words for an officer: the meeting's title or the symbol."""
    key = symbols.symbol_key(symbol)
    if not key:
        return None
    wanted = (
        select(Document.symbol, MeetingText.title)
        .outerjoin(
            MeetingText,
            and_(MeetingText.meeting_id == Document.meeting_id, MeetingText.lang == lang),
        )
        .where(Document.symbol_key == key, Document.id != (besides or 0))
        .limit(1)
    )
    row = db.session.execute(wanted).first()
    return (f"{row[0]}, {row[1]}" if row[1] else str(row[0])) if row else None


def keys_in_use(keys: Sequence[str]) -> set[str]:
    """Of some keys of stored files those that a document has or had while it could be read."""
    found: set[str] = set()
    for table in (DocumentFile, EarlierFile):
        wanted = select(table.storage_key).where(table.storage_key.in_(keys))
        found |= set(db.session.scalars(wanted))
    return found


def earlier_files(document_id: int) -> list[EarlierFile]:
    """A document's files in whose place others came once it could be read, the latest first."""
    wanted = select(EarlierFile).where(EarlierFile.document_id == document_id)
    latest = wanted.order_by(EarlierFile.until.desc(), EarlierFile.id.desc())
    return list(db.session.scalars(latest))


def expected_documents(body_code: str | None) -> list[TemplateDocument]:
    """What every meeting of a body is expected to have."""
    wanted = (
        select(TemplateDocument)
        .join(BodyTemplate, BodyTemplate.body_code == TemplateDocument.body_code)
        .where(TemplateDocument.body_code == body_code)
        .order_by(TemplateDocument.sort, TemplateDocument.id)
    )
    return list(db.session.scalars(wanted)) if body_code else []
