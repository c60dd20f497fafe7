"""Documents of a meeting, with their files in the storage."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from meetings import files, filetypes
from meetings.actor import CLI
from meetings.calendar.models import Document, Meeting
from meetings.calendar.operations import documents as operations
from meetings.calendar.operations.document_files import Upload
from meetings.calendar.rules.documents import DocumentFacts
from tests.factories import papers
from tests.factories.calendar import MADE_AT


def make_upload(language: str = "en", content: bytes = b"", name: str = "Agenda.pdf") -> Upload:
    """A file that is kept already; a PDF that says its language, unless told otherwise."""
    stream = io.BytesIO(content or papers.pdf(f"Agenda {language}"))
    inspected = filetypes.inspect(stream, name, most_mb=10)
    return Upload(language, inspected, files.keep(stream))


def make_document(
    meeting: Meeting | None = None,
    *languages: str,
    symbol: str = "CIM/CD/doc.5/05",
    title: str | dict[str, str] = "Provisional agenda",
    published: bool = True,
    when: datetime | None = None,
    body_code: str | None = None,
    at: datetime = MADE_AT,
    **facts: Any,
) -> Document:
    """A published agenda with a file in each of the languages."""
    said = DocumentFacts(
        title={"en": title} if isinstance(title, str) else title,
        symbol=symbol,
        **{"type": "agenda", **facts},
    )
    document = operations.add_document(
        said,
        meeting=meeting,
        body_code=body_code,
        uploads=[make_upload(language) for language in languages],
        by=CLI,
        at=at,
    )
    if published:
        operations.publish_document(document, by=CLI, at=at, when=when)
    return document
