"""What makes a document sound, who may read it, and what its file is called. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol, TypeVar

from anyascii import anyascii
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.calendar.models import Access, DocumentType
from meetings.calendar.rules import symbols
from meetings.calendar.rules.symbols import LONGEST_SYMBOL
from meetings.calendar.rules.wording import check_length, line, lines
from meetings.errors import Refused
from meetings.localized import LANGUAGES

LONGEST_DOCUMENT_TITLE: Final = 300
LONGEST_DOWNLOAD: Final = 120
DOCUMENT_TYPES: Final[dict[DocumentType, Any]] = {
    DocumentType.AGENDA: _l("Agenda"),
    DocumentType.WORKING_DOCUMENT: _l("Working document"),
    DocumentType.INFORMATION: _l("Information document"),
    DocumentType.REPORT: lazy_pgettext("document", "Report"),
    DocumentType.RESOLUTION: _l("Resolution"),
    DocumentType.NOTE_VERBALE: _l("Note verbale"),
    DocumentType.LIST_OF_PARTICIPANTS: _l("List of participants"),
    DocumentType.OTHER: _l("Other document"),
}


@dataclass(frozen=True, kw_only=True)
class DocumentFacts:
    """What an officer says of a document; `original_language` None: not said."""

    title: Mapping[str, str]
    type: str = DocumentType.OTHER
    symbol: str = ""
    original_language: str | None = None
    access: str = Access.PUBLIC


@dataclass(frozen=True)
class Audiences:
    """To whom a reader belongs: the default is anyone.

    `meetings` in which she is a confirmed participant, `bodies` of which she is a member, and what
    she manages as an officer: meetings by id, None for everything.
    """

    meetings: frozenset[int] = frozenset()
    bodies: frozenset[str] = frozenset()
    manages: frozenset[int] | None = frozenset()


class Readable(Protocol):
    """What decides who may read a document; `body` is its own or its meeting's."""

    @property
    def access(self) -> str:
        """For whom it is."""

    @property
    def published_at(self) -> datetime | None:
        """From when on; None: not yet."""

    @property
    def meeting_id(self) -> int | None:
        """Its meeting, None for a body's own document."""

    @property
    def body(self) -> str | None:
        """The body whose members may read it."""

    @property
    def is_shown(self) -> bool:
        """Whether the public sees its meeting; a body is always seen."""


def may_read(document: Readable, audiences: Audiences, *, at: datetime) -> bool:
    """Whether a reader may read a document at an instant.

    An officer reads what she manages at any time, a body's own documents if she manages all.
    Nobody else reads anything before its publication.
    """
    if audiences.manages is None or document.meeting_id in audiences.manages:
        return True
    if document.published_at is None or document.published_at > at:
        return False
    if document.access == Access.PUBLIC:
        return document.is_shown
    if document.access == Access.PARTICIPANTS:
        return document.meeting_id in audiences.meetings
    return document.access == Access.BODY and document.body in audiences.bodies


def was_published(first_published_at: datetime | None, *, at: datetime) -> bool:
    """Whether a document has been public to its readers for a moment, up to an instant."""
    return first_published_at is not None and first_published_at <= at


def cleaned_document(facts: DocumentFacts) -> DocumentFacts:
    """The facts as they are stored: single blanks, no empty languages, the symbol as printed."""
    return replace(
        facts,
        title=lines(facts.title),
        symbol=line(facts.symbol),
        original_language=facts.original_language or None,
    )


def check_document(facts: DocumentFacts, *, has_meeting: bool) -> None:
    """Whether cleaned facts make a document. Raises Refused with the `field` that is wrong."""
    if not facts.title:
        raise Refused(_l("A document needs a title."), field="title", code="no_title")
    check_length("title", facts.title, most=LONGEST_DOCUMENT_TITLE)
    check_length("symbol", facts.symbol, most=LONGEST_SYMBOL)
    known: Mapping[str, Collection[str | None]] = {
        "type": set(DocumentType),
        "access": set(Access),
        "original_language": {None, *LANGUAGES},
    }
    for name, allowed in known.items():
        if getattr(facts, name) not in allowed:
            value = str(getattr(facts, name))[:60]
            sentence = _l("“%(value)s” is not one of the available choices.", value=value)
            raise Refused(sentence, field=name, code="unknown")
    if facts.access == Access.PARTICIPANTS and not has_meeting:
        sentence = _l("A body’s own document has no participants: choose the body or the public.")
        raise Refused(sentence, field="access", code="no_participants")


class Replacing(Protocol):
    """What may replace an earlier document."""

    @property
    def id(self) -> int:
        """Its own number."""

    @property
    def replaces_id(self) -> int | None:
        """The document that it replaces."""


R = TypeVar("R", bound=Replacing)


def in_force(documents: Sequence[R]) -> tuple[list[R], dict[int, list[R]]]:
    """The documents that stand, and for each (id) the earlier ones it replaced, latest first.

    Only what is given counts: where a reader does not see a revision yet, its predecessor stands.
    """
    by_id = {each.id: each for each in documents}
    replaced = {each.replaces_id for each in documents if each.replaces_id in by_id}
    standing = [each for each in documents if each.id not in replaced]
    earlier: dict[int, list[R]] = {}
    for each in standing:
        before = by_id.get(each.replaces_id or 0)
        while before is not None:
            earlier.setdefault(each.id, []).append(before)
            before = by_id.get(before.replaces_id or 0)
    return standing, earlier


class Printed(Protocol):
    """What bears a symbol."""

    @property
    def symbol(self) -> str:
        """As printed."""


P = TypeVar("P", bound=Printed)


def revised_by(symbol: str, documents: Iterable[P]) -> P | None:
    """The document that a symbol says it revises: the latest revision before it; None where it
    says nothing, or where two bear that symbol."""
    key, number = symbols.unrevised_key(symbol), symbols.revision_of(symbol)
    before: dict[int, list[P]] = {}
    for each in documents:
        of = symbols.revision_of(each.symbol)
        if of < number and symbols.unrevised_key(each.symbol) == key:
            before.setdefault(of, []).append(each)
    found = before[max(before)] if key and before else []
    return found[0] if len(found) == 1 else None


def revised_title(title: Mapping[str, str], *, symbol: str, revised: str) -> dict[str, str]:
    """The title of the revision of a document; where its symbol stood for one, the new symbol."""
    return {lang: revised if text == symbol else text for lang, text in title.items()}


def download_name(symbol: str, title: str, *, language: str, extension: str) -> str:
    """What a document's file is called: `CIM-CD-doc.5-05 rev.1 ES.pdf`; by title without symbol."""
    words = unicodedata.normalize("NFC", symbol.strip() or title)
    words = "".join(each for each in words if unicodedata.category(each)[0] != "C")
    words = re.sub(r"\s*[/\\]\s*", "-", words)
    words = " ".join(re.sub(r'[:*?"<>|;%]', " ", words).split()).strip(" .")
    return f"{words[:LONGEST_DOWNLOAD].strip() or 'document'} {language.upper()}.{extension}"


def ascii_name(name: str) -> str:
    """A file's name for programs that know ASCII only."""
    plain = "".join(each for each in anyascii(name) if each.isprintable() and each not in '"\\')
    return plain or "document"


def zip_names(wanted: Sequence[tuple[str, str]]) -> list[str]:
    """Names inside a zip, each once, from (name, mark) pairs in their order.

    The mark, where there is one, says why another language stands in:
    `CIM-CD-doc.5-05 EN (original).pdf`.
    """
    seen: dict[str, int] = {}
    found = []
    for given, mark in wanted:
        stem, _, extension = given.rpartition(".")
        name = f"{stem} ({mark})" if mark else stem
        seen[name.casefold()] = count = seen.get(name.casefold(), 0) + 1
        found.append(f"{name} ({count}).{extension}" if count > 1 else f"{name}.{extension}")
    return found
